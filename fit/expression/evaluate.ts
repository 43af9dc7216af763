import {exp, log, pow} from "../../src/stats/numeric/elementary.js";
import type {Column} from "../table/table.js";
import type {FunctionName, Node, Operator} from "./parse.js";

type Value = number | Float64Array | {text: string} | (Column & {type: "text"; name: string});

/**
 * The value of an expression in each row; comparisons are 1 and 0. A missing value makes the result
 * missing (NaN), also in comparisons; `and` and `or` as in R: false and missing is false, true or missing
 * is true. Texts can be compared with == and !=, a column with a text or with a column.
 *
 * @param column answers the column of a name, or throws.
 * @throws TypeError when a text is used as a number, or compared with one.
 */
export function evaluate(node: Node, rows: number, column: (name: string) => Column): Float64Array {
  const value = resultOf(node);
  if (typeof value === "number") return new Float64Array(rows).fill(value);
  if (value instanceof Float64Array) return value;
  throw new TypeError(`expression must give numbers; got the ${describe(value)}`);

  function resultOf(node: Node): Value {
    switch (node.kind) {
      case "number":
        return node.value;
      case "text":
        return {text: node.value};
      case "column": {
        const found = column(node.name);
        return found.type === "number" ? found.values : {...found, name: node.name};
      }
      case "unary": {
        const of = numeric(resultOf(node.of), node.operator);
        return node.operator === "-"
          ? each(of, (x) => -x)
          : each(of, (x) => (Number.isNaN(x) ? NaN : Number(x === 0)));
      }
      case "binary":
        return binary(node.operator, resultOf(node.left), resultOf(node.right));
      case "call":
        return call(
          node.name,
          node.of.map((argument) => numeric(resultOf(argument), node.name))
        );
    }
  }

  function binary(operator: Operator, left: Value, right: Value): Value {
    if (isText(left) || isText(right)) {
      if (operator !== "==" && operator !== "!=")
        throw new TypeError(
          `${operator} must have numbers; got the ${describe(isText(left) ? left : right)}`
        );
      if (!isText(left) || !isText(right))
        throw new TypeError(
          `${operator} must compare like with like; got the ${describe(left)} and the ${describe(right)}`
        );
      return sameText(left, right, operator === "!=");
    }
    return pairwise(left, right, operations[operator]);
  }

  function sameText(left: Value, right: Value, differ: boolean): Float64Array {
    const a = textAt(left);
    const b = textAt(right);
    const result = new Float64Array(rows);
    for (let i = 0; i < rows; ++i) {
      const x = a(i);
      const y = b(i);
      result[i] = x === null || y === null ? NaN : Number((x === y) !== differ);
    }
    return result;
  }

  function pairwise(a: number | Float64Array, b: number | Float64Array, f: (x: number, y: number) => number) {
    if (typeof a === "number" && typeof b === "number") return f(a, b);
    const result = new Float64Array(rows);
    if (typeof a === "number") for (let i = 0; i < rows; ++i) result[i] = f(a, (b as Float64Array)[i]);
    else if (typeof b === "number") for (let i = 0; i < rows; ++i) result[i] = f(a[i], b);
    else for (let i = 0; i < rows; ++i) result[i] = f(a[i], b[i]);
    return result;
  }

  function call(name: FunctionName, of: (number | Float64Array)[]): number | Float64Array {
    if (name === "min") return of.reduce((a, b) => pairwise(a, b, Math.min));
    if (name === "max") return of.reduce((a, b) => pairwise(a, b, Math.max));
    return each(of[0], {log, exp, sqrt: Math.sqrt, abs: Math.abs}[name]);
  }
}

function each(of: number | Float64Array, f: (x: number) => number): number | Float64Array {
  return typeof of === "number" ? f(of) : of.map((x) => f(x));
}

const truth = (x: boolean, ...of: number[]) => (of.some(Number.isNaN) ? NaN : Number(x));

const operations: Record<Operator, (x: number, y: number) => number> = {
  "+": (x, y) => x + y,
  "-": (x, y) => x - y,
  "*": (x, y) => x * y,
  "/": (x, y) => x / y,
  "^": (x, y) => pow(x, y),
  "<": (x, y) => truth(x < y, x, y),
  "<=": (x, y) => truth(x <= y, x, y),
  ">": (x, y) => truth(x > y, x, y),
  ">=": (x, y) => truth(x >= y, x, y),
  "==": (x, y) => truth(x === y, x, y),
  "!=": (x, y) => truth(x !== y, x, y),
  and: (x, y) => (x === 0 || y === 0 ? 0 : truth(true, x, y)),
  or: (x, y) => ((x !== 0 && !Number.isNaN(x)) || (y !== 0 && !Number.isNaN(y)) ? 1 : truth(false, x, y))
};

function isText(value: Value): value is Exclude<Value, number | Float64Array> {
  return typeof value === "object" && !(value instanceof Float64Array);
}

function numeric(value: Value, operator: string): number | Float64Array {
  if (isText(value)) throw new TypeError(`${operator} must have numbers; got the ${describe(value)}`);
  return value;
}

function textAt(value: Value): (row: number) => string | null {
  if (typeof value === "object" && "text" in value) return () => value.text;
  const {codes, levels} = value as Column & {type: "text"};
  return (row) => (codes[row] < 0 ? null : levels[codes[row]]);
}

function describe(value: Value): string {
  if (typeof value === "number") return `number ${value}`;
  if (value instanceof Float64Array) return "numbers of a column";
  return "text" in value ? `text "${value.text}"` : `texts of column ${value.name}`;
}
