import type {Batch} from "@uwdata/flechette";

/** Calls `visit` with the position of each missing value of a record batch's column. */
export function forEachMissing<T>(batch: Batch<T>, visit: (i: number) => void): void {
  const {length, nullCount, validity} = batch;
  if (nullCount === 0 || !validity || validity.length === 0) return;
  for (let byte = 0, start = 0; start < length; ++byte, start += 8) {
    const bits = validity[byte];
    if (bits === 255) continue;
    const end = Math.min(8, length - start);
    for (let k = 0; k < end; ++k) if ((bits & (1 << k)) === 0) visit(start + k);
  }
}
