import {parse} from "csv-parse/sync";
import {uniformInt} from "pure-rand/distribution/uniformInt";
import {xoroshiro128plus} from "pure-rand/generator/xoroshiro128plus";
import {expect, test} from "vitest";
import {valueAt} from "../../../fit/rows/columnOf.js";
import {numberAt} from "../../../fit/table/numberAt.js";
import {readCsv} from "../../../fit/table/readCsv.js";

const column = (text: string, name: string) => readCsv("t.csv", text).columns.get(name);

test("readCsv types columns: numbers, dates, truth, texts; empty, NA and NaN are missing (by hand)", () => {
  const text =
    "x,day,flag,sex\n1,2000-01-01,TRUE,f\n-2.5e3,,FALSE,m\nNA,1970-01-02,NA,\n.5,2000-02-29,TRUE,f\n";
  expect(column(text, "x")).toEqual({type: "number", values: Float64Array.of(1, -2500, NaN, 0.5)});
  expect(column(text, "day")).toEqual({
    type: "number",
    dates: true,
    values: Float64Array.of(10957, NaN, 1, 11016)
  });
  expect(column(text, "flag")).toEqual({type: "number", values: Float64Array.of(1, 0, NaN, 1)});
  expect(column(text, "sex")).toEqual({type: "text", codes: Int32Array.of(0, 1, -1, 0), levels: ["f", "m"]});
});

test("readCsv does not take a text, a hexadecimal number or an impossible date for a number (by hand)", () => {
  expect(column("x\n1\n1O\n", "x")).toMatchObject({type: "text", levels: ["1O", "1"]});
  expect(column("x\n0x10\n", "x")).toMatchObject({type: "text"});
  expect(column("x\nInfinity\n", "x")).toMatchObject({type: "text"});
  expect(column("x\n2001-02-29\n", "x")).toMatchObject({type: "text"});
});

test("readCsv reads quotes, a byte-order mark, CRLF, tabs, semicolons and spaces about cells (by hand)", () => {
  expect(column('\uFEFFa,b\r\n"x, ""y""",2\r\n', "a")).toMatchObject({levels: ['x, "y"']});
  expect(column("a\tb\n1\t2\n", "b")).toMatchObject({values: Float64Array.of(2)});
  expect(column("a;b\n1;2\n", "b")).toMatchObject({values: Float64Array.of(2)});
  expect(column("a, b\n1, NA\n\n2, 3\n", "b")).toMatchObject({values: Float64Array.of(NaN, 3)});
});

test("readCsv with and without quotes reads the same table (law)", () => {
  const plain = "a,b,c\n1,x,2001-01-01\n,y,NA\n3.5,,1999-12-31\n";
  const quoted = plain.replaceAll(/[^,\n]+/g, (cell) => `"${cell}"`);
  expect(readCsv("t.csv", quoted)).toEqual(readCsv("t.csv", plain));
});

test("readCsv reads a text after many numbers as a column of texts, the numbers as they are written (by hand)", () => {
  expect(column("x,y\n01,1\n,2\n2.50,3\nlow,4\n2.50,5\n", "x")).toEqual({
    type: "text",
    codes: Int32Array.of(2, -1, 1, 0, 1),
    levels: ["low", "2.50", "01"]
  });
});

test("readCsv gives the cells of csv-parse on seeded random tables with quotes and line ends (law)", () => {
  const random = xoroshiro128plus(7);
  const pick = <T>(values: readonly T[]) => values[uniformInt(random, 0, values.length - 1)];
  const pieces = ["a", "é", ",", '"', "\n", " ", "7", "-", ""];
  for (let k = 0; k < 200; ++k) {
    const width = uniformInt(random, 2, 4);
    const records = Array.from({length: uniformInt(random, 1, 6)}, () =>
      Array.from({length: width}, () => `x${pick(pieces)}${pick(pieces)}${pick(pieces)}z`)
    );
    const written = records
      .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","))
      .join("\n");
    const header = Array.from({length: width}, (_, j) => `c${j}`);
    const table = readCsv("t.csv", `${header}\n${written}`);
    const cells = records.map((_, row) => header.map((name) => valueAt(table.columns.get(name)!, row)));
    expect(cells).toEqual(parse(written));
  }
});

test("numberAt gives the double that Number gives, on seeded random decimals (law)", () => {
  const random = xoroshiro128plus(11);
  const digits = (most: number) =>
    Array.from({length: uniformInt(random, 0, most)}, () => uniformInt(random, 0, 9)).join("");
  for (let k = 0; k < 20000; ++k) {
    const exponent = uniformInt(random, 0, 9) === 0 ? `e${uniformInt(random, -30, 30)}` : "";
    const text = `${["", "-", "+"][uniformInt(random, 0, 2)]}${digits(12)}${uniformInt(random, 0, 9)}.${digits(12)}${exponent}`;
    const bytes = Buffer.from(`,${text},`);
    expect(Object.is(numberAt(bytes, 1, bytes.length - 1), Number(text)), text).toBe(true);
  }
  for (const text of ["", "-", ".", "1.2.3", "1e", "0x1", "1 2", "e5"])
    expect(numberAt(Buffer.from(text), 0, text.length), text).toBeNaN();
});

test("readCsv names what is wrong with the table (by hand)", () => {
  expect(() => readCsv("t.csv", "")).toThrow("t.csv must have a header; got an empty file");
  expect(() => readCsv("t.csv", "a,b,a\n1,2,3\n")).toThrow(
    'columns of t.csv must have names of their own; got "a" twice'
  );
  expect(() => readCsv("t.csv", "a,b\n1,2\n3\n")).toThrow("rows of t.csv must have 2 cells; got 1 in line 3");
  expect(() => readCsv("t.csv", 'a,b\n"1,2\n')).toThrow(
    "quotes of t.csv must end; got one that does not in line 2"
  );
  expect(() => readCsv("t.csv", 'a,b\n"1"x,2\n')).toThrow(
    "quotes of t.csv must end with the cell; got more in line 2"
  );
});

test("readCsv refuses other encodings than UTF-8, in which different letters would be one (by hand)", () => {
  const latin = Buffer.from("g,x\nu,1\n\xe9,2\n\xfc,3\n", "latin1");
  expect(() => readCsv("t.csv", latin)).toThrow("t.csv must be encoded in UTF-8; got other bytes in line 3");
  expect(readCsv("t.csv", Buffer.from("g,x\né,2\nü,3\n")).columns.get("g")).toMatchObject({
    levels: ["é", "ü"]
  });
});
