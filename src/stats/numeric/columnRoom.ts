/** Columns that lie one after the other in a buffer, each from a multiple of 16 bytes on. */
export interface ColumnRoom {
  numbers: (length: number) => Float64Array;
  wholes: (length: number) => Int32Array;
  /** Bytes of the columns so far. */
  bytes: () => number;
}

/** Room for columns in a buffer; without one it only counts, and its columns are empty. */
export function columnRoom(buffer?: ArrayBuffer): ColumnRoom {
  let end = 0;
  const place = (bytes: number) => {
    const at = end;
    end += 16 * Math.ceil(bytes / 16);
    return at;
  };
  return {
    numbers(length) {
      const at = place(8 * length);
      return buffer ? new Float64Array(buffer, at, length) : new Float64Array(0);
    },
    wholes(length) {
      const at = place(4 * length);
      return buffer ? new Int32Array(buffer, at, length) : new Int32Array(0);
    },
    bytes: () => end
  };
}
