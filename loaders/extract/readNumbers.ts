import {type Column, Type} from "@uwdata/flechette";
import {forEachMissing} from "./forEachMissing.js";

/**
 * A column of integers, floating-point numbers, decimals or Booleans of any width as numbers, `NaN` where
 * missing. A whole column of Float64 in one record batch is the file's own bytes, not a copy.
 * @throws Error where a 64-bit integer has no exact number.
 */
export function readNumbers(column: Column<unknown>): Float64Array {
  const {data, length, nullCount} = column;
  if (data.length === 1 && nullCount === 0 && data[0].values instanceof Float64Array)
    return data[0].values.subarray(0, length);
  const result = new Float64Array(length);
  let start = 0;
  for (const batch of data) {
    const {values} = batch;
    const {typeId} = batch.type;
    if (typeId === Type.Null) result.fill(Number.NaN, start, start + batch.length);
    else if (typeId === Type.Bool)
      for (let i = 0; i < batch.length; ++i)
        result[start + i] = ((values as Uint8Array)[i >> 3] >> (i & 7)) & 1;
    else if (isDirect(values, typeId, batch.type)) result.set(values.subarray(0, batch.length), start);
    else
      for (let i = 0; i < batch.length; ++i) result[start + i] = (batch.at(i) as number | null) ?? Number.NaN;
    forEachMissing(batch, (i) => {
      result[start + i] = Number.NaN;
    });
    start += batch.length;
  }
  return result;
}

/** Whether the values in the file are the numbers themselves: not half-precision, 64-bit integers, decimals. */
function isDirect(values: unknown, typeId: number, type: object): values is Float64Array {
  if (typeId === Type.Float) return "precision" in type && type.precision !== 0;
  return typeId === Type.Int && !(values instanceof BigInt64Array || values instanceof BigUint64Array);
}
