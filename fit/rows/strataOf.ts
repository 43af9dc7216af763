import {cross} from "../../src/stats/cohort/cross.js";
import {distinctOf} from "./distinct.js";
import type {Rows} from "./rows.js";

/** Codes of the joint levels of columns, which may be any number; undefined for no columns. */
export function strataOf(rows: Rows, columns: readonly string[] | undefined): Int32Array | undefined {
  if (!columns || columns.length === 0) return undefined;
  columns.forEach((name, k) => {
    if (columns.indexOf(name) !== k)
      throw new RangeError(`strata must be columns named once; got ${name} twice`);
  });
  return cross(columns.map((name) => distinctOf(rows.column(name)).codes)).codes;
}
