import {
  Bool,
  DateDay,
  DateMillisecond,
  Dictionary,
  Field,
  Float16,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  LargeUtf8,
  Null,
  RecordBatch,
  Schema,
  Table,
  TimestampMicrosecond,
  tableToIPC,
  Uint8,
  Utf8,
  type Vector,
  vectorFromArray
} from "apache-arrow";
import {expect, test} from "vitest";
import {readTable} from "../../../loaders/extract/readTable.js";
import {NO_DAY} from "../../../src/stats/cohort/factor.js";

const day = 86_400_000;
const file = (columns: Record<string, Vector>) => tableToIPC(new Table(columns), "file");
const read = (columns: Record<string, Vector>) => readTable(file(columns), "t.arrow");

test("readTable(bytes, file) reads numbers of every width, NaN where missing (by hand)", () => {
  const values = [1, null, 3];
  const columns = {
    f64: vectorFromArray(values, new Float64()),
    f32: vectorFromArray(values, new Float32()),
    f16: vectorFromArray(values, new Float16()),
    i8: vectorFromArray(values, new Int8()),
    i16: vectorFromArray(values, new Int16()),
    i32: vectorFromArray(values, new Int32()),
    i64: vectorFromArray([1n, null, 3n], new Int64()),
    u8: vectorFromArray(values, new Uint8())
  };
  const table = read(columns);
  for (const name of Object.keys(columns)) expect([...table.numbers(name)], name).toEqual([1, Number.NaN, 3]);
  expect([...read({b: vectorFromArray([true, null, false], new Bool())}).numbers("b")]).toEqual([
    1,
    Number.NaN,
    0
  ]);
  expect(table.numbers("i16")).toBe(table.numbers("i16"));
});

test("readTable gives whole Float64 and Date32 columns as views of the file, not copies (law)", () => {
  const bytes = file({
    x: vectorFromArray([1, 2, 3], new Float64()),
    d: vectorFromArray(
      [0, 1, 2].map((k) => new Date(k * day)),
      new DateDay()
    )
  });
  const table = readTable(bytes, "t.arrow");
  expect(table.numbers("x").buffer).toBe(bytes.buffer);
  expect(table.days("d").buffer).toBe(bytes.buffer);
  expect([...table.days("d")]).toEqual([0, 1, 2]);
});

test("readTable reads dates of every form as days, NO_DAY where missing, times of day cut off (by hand)", () => {
  const dates = [new Date(-day), null, new Date(10 * day)];
  const table = read({
    d32: vectorFromArray(dates, new DateDay()),
    d64: vectorFromArray(dates, new DateMillisecond()),
    stamp: vectorFromArray([-day + 5, null, 10 * day + 5], new TimestampMicrosecond()),
    utc: vectorFromArray([-day, null, 10 * day], new TimestampMicrosecond("UTC"))
  });
  for (const name of ["d32", "d64", "stamp", "utc"])
    expect([...table.days(name)], name).toEqual([-1, NO_DAY, 10]);
  const zoned = read({d: vectorFromArray([0], new TimestampMicrosecond("Europe/Paris"))});
  expect(() => zoned.days("d")).toThrow(
    "d must be a column of dates; got Timestamp<MICROSECOND, Europe/Paris>"
  );
});

test("readTable reads texts and categories, written out or as dictionaries of any index width (by hand)", () => {
  const texts = ["é", "b", null, "b", ""];
  const table = read({
    utf8: vectorFromArray(texts, new Utf8()),
    large: vectorFromArray(texts, new LargeUtf8()),
    i8: vectorFromArray(texts, new Dictionary(new Utf8(), new Int8())),
    i16: vectorFromArray(texts, new Dictionary(new Utf8(), new Int16())),
    i32: vectorFromArray(texts, new Dictionary(new Utf8(), new Int32()))
  });
  for (const name of ["utf8", "large", "i8", "i16", "i32"]) {
    expect(table.texts(name), name).toEqual(["é", "b", "", "b", ""]);
    const {codes, levels} = table.factor(name);
    expect(
      Array.from(codes, (code) => levels[code] ?? null),
      name
    ).toEqual(["é", "b", null, "b", null]);
  }
  expect(table.factor("utf8").levels).toEqual(["b", "é"]);
  expect(table.factor("i8").levels).toEqual(["é", "b"]);
});

test("readTable joins record batches, each with its nulls, to one column (law)", () => {
  const schema = new Schema([
    new Field("x", new Float64(), true),
    new Field("t", new Utf8(), true),
    new Field("d", new DateDay(), true)
  ]);
  const batch = (x: (number | null)[], t: (string | null)[]) => {
    const part = new Table(schema, {
      x: vectorFromArray(x, new Float64()),
      t: vectorFromArray(t, new Utf8()),
      d: vectorFromArray(
        x.map((k) => (k === null ? null : new Date(k * day))),
        new DateDay()
      )
    });
    return new RecordBatch(schema, part.batches[0].data);
  };
  const bytes = tableToIPC(
    new Table(schema, [batch([1, null], ["a", "b"]), batch([3], [null]), batch([4], ["ü"])]),
    "file"
  );
  const table = readTable(bytes, "t.arrow");
  expect(table.rows).toBe(4);
  expect([...table.numbers("x")]).toEqual([1, Number.NaN, 3, 4]);
  expect(table.texts("t")).toEqual(["a", "b", "", "ü"]);
  expect([...table.days("d")]).toEqual([1, NO_DAY, 3, 4]);
});

test("readTable reads a column of nulls as missing values of any kind (by hand)", () => {
  const table = read({n: vectorFromArray([null, null], new Null())});
  expect([...table.numbers("n")]).toEqual([Number.NaN, Number.NaN]);
  expect([...table.days("n")]).toEqual([NO_DAY, NO_DAY]);
  expect([...table.factor("n").codes]).toEqual([-1, -1]);
  expect(table.texts("n")).toEqual(["", ""]);
});

test("readTable names the file that is cut off, no Arrow, a stream or empty (by hand)", () => {
  const bytes = file({x: vectorFromArray([1, 2, 3], new Float64())});
  expect(() => readTable(bytes.subarray(0, 200), "t.arrow")).toThrow(
    "t.arrow must be an Arrow IPC file; got a file that is cut off after 200 bytes"
  );
  expect(() => readTable(new TextEncoder().encode("id,x\n1,2\n"), "t.arrow")).toThrow(
    "t.arrow must be an Arrow IPC file; got bytes that are not Arrow"
  );
  expect(() =>
    readTable(tableToIPC(new Table({x: vectorFromArray([1], new Float64())}), "stream"), "t")
  ).toThrow("got an Arrow stream: write it in the file format");
  expect(() => readTable(new Uint8Array(), "t.arrow")).toThrow("got an empty file");
  const damaged = Uint8Array.from(bytes);
  damaged.fill(255, bytes.length - 60, bytes.length - 10);
  expect(() => readTable(damaged, "t.arrow")).toThrow(
    "t.arrow must be an Arrow IPC file; got one whose inside is damaged"
  );
});

test("readTable names a column that is not there or is another kind (by hand)", () => {
  const table = read({x: vectorFromArray(["1"], new Utf8())});
  expect(() => table.numbers("x")).toThrow("x must be a column of numbers; got Utf8 in t.arrow");
  expect(() => table.days("y")).toThrow("column must be one of those of t.arrow; got y");
});
