import {
  Bool,
  type Data,
  DateDay,
  Dictionary,
  Field,
  Float64,
  Int32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Utf8,
  Vector
} from "apache-arrow";
import {NO_DAY} from "../../src/stats/cohort/factor.js";

/** One column of a table, with what its missing values are. */
export type Column = {name: string; nullable: boolean; make: (id: number) => Data};

/** Texts, none missing. */
export function texts(name: string, values: readonly string[]): Column {
  return {name, nullable: false, make: () => utf8(values)};
}

/** A category: codes into levels, −1 missing. */
export function category(
  name: string,
  codes: ArrayLike<number>,
  levels: readonly string[],
  nullable = false
): Column {
  return {
    name,
    nullable,
    make(id) {
      const missing = nulls(codes.length, (i) => codes[i] < 0);
      return makeData({
        type: new Dictionary(new Utf8(), new Int32(), id),
        length: codes.length,
        data: Int32Array.from(codes, (code) => (code < 0 ? 0 : code)),
        ...missing,
        dictionary: new Vector([utf8(levels)])
      });
    }
  };
}

/** Days since 1970-01-01, `NO_DAY` missing. */
export function days(name: string, values: ArrayLike<number>, nullable = false): Column {
  return {
    name,
    nullable,
    make: () =>
      makeData({
        type: new DateDay(),
        length: values.length,
        data: Int32Array.from(values, (day) => (day === NO_DAY ? 0 : day)),
        ...nulls(values.length, (i) => values[i] === NO_DAY)
      })
  };
}

/** Numbers, NaN missing. */
export function numbers(name: string, values: ArrayLike<number>, nullable = false): Column {
  return {
    name,
    nullable,
    make: () =>
      makeData({
        type: new Float64(),
        length: values.length,
        data: Float64Array.from(values, (value) => (Number.isNaN(value) ? 0 : value)),
        ...nulls(values.length, (i) => Number.isNaN(values[i]))
      })
  };
}

/** Integers, −1 missing. */
export function integers(name: string, values: ArrayLike<number>, nullable = false): Column {
  return {
    name,
    nullable,
    make: () =>
      makeData({
        type: new Int32(),
        length: values.length,
        data: Int32Array.from(values, (value) => (value < 0 ? 0 : value)),
        ...nulls(values.length, (i) => values[i] < 0)
      })
  };
}

/** Yes or no, none missing. */
export function flags(name: string, values: ArrayLike<number>): Column {
  return {
    name,
    nullable: false,
    make: () =>
      makeData({type: new Bool(), length: values.length, data: bits(values.length, (i) => values[i] === 1)})
  };
}

/**
 * The table of the columns, in one record batch. Identifiers of dictionaries are the columns' positions,
 * not Arrow's running count, so that the same columns always make the same bytes.
 */
export function tableOf(columns: readonly Column[]): Table {
  const children = columns.map(({make}, k) => make(k));
  const fields = columns.map(({name, nullable}, k) => new Field(name, children[k].type, nullable));
  const length = children[0].length;
  const schema = new Schema(fields);
  return new Table(
    schema,
    new RecordBatch(schema, makeData({type: new Struct(fields), length, nullCount: 0, children}))
  );
}

function utf8(values: readonly string[]): Data<Utf8> {
  const encoder = new TextEncoder();
  const offsets = new Int32Array(values.length + 1);
  let size = 0;
  for (const value of values) size += value.length * 3;
  const room = new Uint8Array(size);
  for (let i = 0; i < values.length; ++i)
    offsets[i + 1] = offsets[i] + encoder.encodeInto(values[i], room.subarray(offsets[i])).written;
  return makeData({
    type: new Utf8(),
    length: values.length,
    nullCount: 0,
    valueOffsets: offsets,
    data: room.slice(0, offsets[values.length])
  });
}

function bits(length: number, isSet: (i: number) => boolean): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(length / 64) * 8);
  for (let i = 0; i < length; ++i) if (isSet(i)) bytes[i >> 3] |= 1 << (i & 7);
  return bytes;
}

function nulls(length: number, isMissing: (i: number) => boolean) {
  let nullCount = 0;
  for (let i = 0; i < length; ++i) if (isMissing(i)) ++nullCount;
  if (nullCount === 0) return {nullCount};
  return {nullCount, nullBitmap: bits(length, (i) => !isMissing(i))};
}
