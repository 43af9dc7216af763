import type {Design} from "../../src/stats/result/design.js";
import {isWhollyText} from "../rows/columnOf.js";
import type {Rows} from "../rows/rows.js";
import type {Term} from "../spec/fitSpec.js";
import {categoryTerm} from "./categoryTerm.js";
import {checkIndependent} from "./checkIndependent.js";
import {splineTerm} from "./splineTerm.js";

/**
 * The columns of a list of terms: a number as it is, an expression's values, indicators of a category, the
 * basis of a spline. A column of texts none of which is a number is a category; undefined for no terms.
 * @throws RangeError and TypeError when a column does not exist or is not a number, a name comes twice, a
 *   term does not vary, or terms are collinear.
 */
export function designOf(rows: Rows, terms: readonly Term[] | undefined): Design | undefined {
  if (!terms || terms.length === 0) return undefined;
  const parts = terms.map((term) => partOf(rows, term));
  const design = {names: parts.flatMap(({names}) => names), columns: parts.flatMap(({columns}) => columns)};
  design.names.forEach((name, k) => {
    if (design.names.indexOf(name) !== k)
      throw new RangeError(`terms must have names of their own; got ${name} twice`);
  });
  checkIndependent(design);
  return design;
}

function partOf(rows: Rows, term: Term): Design {
  if (typeof term === "string") return columnPart(rows, term, term);
  if ("expression" in term) return one(term.name ?? term.expression, rows.expression(term.expression));
  const {column, name = column, as, reference, knots} = term;
  if (reference !== undefined && as !== "category")
    throw new RangeError(`reference of ${column} must go with "as": "category"; got ${as ?? "a number"}`);
  if (knots !== undefined && as !== "spline")
    throw new RangeError(`knots of ${column} must go with "as": "spline"; got ${as ?? "a number"}`);
  if (as === "category") return categoryTerm(name, rows.column(column), reference);
  if (as === "spline") return splineTerm(name, rows.number(column), knots);
  return as === "number" ? one(name, rows.number(column)) : columnPart(rows, column, name);
}

function columnPart(rows: Rows, column: string, name: string): Design {
  const values = rows.column(column);
  if (values.type === "text" && isWhollyText(values)) return categoryTerm(name, values);
  return one(name, rows.number(column));
}

function one(name: string, column: Float64Array): Design {
  return {names: [name], columns: [column]};
}
