import {type Column, DateUnit, TimeUnit, Type} from "@uwdata/flechette";
import {NO_DAY} from "../../src/stats/cohort/factor.js";
import {forEachMissing} from "./forEachMissing.js";

const unitsPerDay = {
  [TimeUnit.SECOND]: 86_400n,
  [TimeUnit.MILLISECOND]: 86_400_000n,
  [TimeUnit.MICROSECOND]: 86_400_000_000n,
  [TimeUnit.NANOSECOND]: 86_400_000_000_000n
};

/**
 * A column of dates (Date32, Date64, timestamps without a time zone or in UTC) as days since 1970-01-01,
 * `NO_DAY` where missing; a time of day is cut off. A whole column of Date32 in one record batch is the
 * file's own bytes, not a copy.
 */
export function readDays(column: Column<unknown>): Int32Array {
  const {data, length, nullCount} = column;
  if (data.length === 1 && nullCount === 0 && data[0].values instanceof Int32Array)
    return data[0].values.subarray(0, length);
  const result = new Int32Array(length);
  let start = 0;
  for (const batch of data) {
    const {type, values} = batch;
    if (type.typeId === Type.Null) result.fill(NO_DAY, start, start + batch.length);
    else if (values instanceof Int32Array) result.set(values.subarray(0, batch.length), start);
    else {
      const per = type.typeId === Type.Timestamp ? unitsPerDay[type.unit] : unitsPerDay[DateUnit.MILLISECOND];
      const times = values as BigInt64Array;
      for (let i = 0; i < batch.length; ++i) result[start + i] = floorDivide(times[i], per);
    }
    forEachMissing(batch, (i) => {
      result[start + i] = NO_DAY;
    });
    start += batch.length;
  }
  return result;
}

function floorDivide(value: bigint, by: bigint): number {
  const quotient = value / by;
  return Number(value < 0n && quotient * by !== value ? quotient - 1n : quotient);
}
