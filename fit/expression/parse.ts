import {nearest} from "../nearest.js";
import {type Token, tokenise} from "./tokenise.js";

/** An expression as a tree; `at` is the place of its operator or name in the text, counted from 1. */
export type Node =
  | {kind: "number"; value: number}
  | {kind: "text"; value: string}
  | {kind: "column"; name: string}
  | {kind: "unary"; operator: "-" | "not"; of: Node}
  | {kind: "binary"; operator: Operator; left: Node; right: Node}
  | {kind: "call"; name: FunctionName; of: Node[]};

export type Operator = "+" | "-" | "*" | "/" | "^" | "<" | "<=" | ">" | ">=" | "==" | "!=" | "and" | "or";

/** The functions of the notation with the least and the largest number of arguments. */
export const functions = {
  log: [1, 1],
  exp: [1, 1],
  sqrt: [1, 1],
  abs: [1, 1],
  min: [1, Infinity],
  max: [1, Infinity]
} as const;

export type FunctionName = keyof typeof functions;

const strength: Record<Operator, number> = {
  or: 1,
  and: 2,
  "==": 4,
  "!=": 4,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "^": 8
};
const notStrength = 3;
const minusStrength = 7;

/**
 * Reads an expression on columns: `+ − * / ^ ( )`, `< <= > >= == !=`, `and or not`, the functions above,
 * numbers, 'texts', and columns by name (`` `in backticks` `` where the name has other signs than letters,
 * digits, `_` and `.`). As in R, −x^2 is −(x^2), and a^b^c is a^(b^c).
 * @throws SyntaxError that says what was expected where.
 */
export function parse(text: string): Node {
  const tokens = tokenise(text);
  let next = 0;
  const peek = () => tokens[next];
  const fail = (wanted: string, token: Token): never => {
    const got = token.kind === "end" ? "the end" : `"${token.text}" at place ${token.at}`;
    throw new SyntaxError(`expression "${text}" must have ${wanted}; got ${got}`);
  };
  const expect = (sign: string) => {
    const token = tokens[next++];
    if (token.kind !== "sign" || token.text !== sign) fail(`"${sign}"`, token);
  };

  function expression(weakest: number): Node {
    let left = operand();
    for (;;) {
      const token = peek();
      const operator = token.kind === "sign" && token.text in strength ? (token.text as Operator) : null;
      if (!operator || strength[operator] < weakest) return left;
      ++next;
      const right = expression(operator === "^" ? strength["^"] - 1 : strength[operator] + 1);
      left = {kind: "binary", operator, left, right};
    }
  }

  function operand(): Node {
    const token = tokens[next++];
    if (token.kind === "number") return {kind: "number", value: Number(token.text)};
    if (token.kind === "text") return {kind: "text", value: token.text};
    if (token.kind === "column") return {kind: "column", name: token.text};
    if (token.kind === "name") return isSign(peek(), "(") ? call(token) : {kind: "column", name: token.text};
    if (isSign(token, "-")) return {kind: "unary", operator: "-", of: expression(minusStrength)};
    if (isSign(token, "+")) return expression(minusStrength);
    if (isSign(token, "not")) return {kind: "unary", operator: "not", of: expression(notStrength)};
    if (isSign(token, "(")) {
      const inner = expression(0);
      expect(")");
      return inner;
    }
    return fail("a column, a number or a function", token);
  }

  function call({text: name}: Token): Node {
    if (!Object.hasOwn(functions, name))
      throw new RangeError(
        `function must be one of ${Object.keys(functions).join(", ")}; got ${name} in "${text}"${nearest(name, Object.keys(functions))}`
      );
    ++next;
    const of = [expression(0)];
    while (isSign(peek(), ",")) {
      ++next;
      of.push(expression(0));
    }
    expect(")");
    const [least, most] = functions[name as FunctionName];
    if (of.length < least || of.length > most)
      throw new RangeError(`${name} must have one argument; got ${of.length} in "${text}"`);
    return {kind: "call", name: name as FunctionName, of};
  }

  const tree = expression(0);
  if (peek().kind !== "end") fail("an operator", peek());
  return tree;
}

function isSign(token: Token, sign: string): boolean {
  return token.kind === "sign" && token.text === sign;
}
