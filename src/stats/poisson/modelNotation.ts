import {
  categorical,
  type DoseShape,
  linear,
  linearExponential,
  linearQuadratic,
  piecewiseLinear,
  quadratic,
  restrictedCubicSpline,
  threshold
} from "./doseShape.js";
import type {Joint} from "./poissonData.js";

/** One part of an excess by the names of its columns: doses of one shape, and what multiplies their sum. */
export interface NotedPart {
  shape: DoseShape;
  doses: string[];
  linearModifiers: string[];
  modifiers: string[];
}

/** A risk model by the names of its columns, as the field's papers write it. */
export interface ModelNotation {
  /** Columns whose joint levels have a free background each. */
  strata: string[];
  /** Column of background rates from elsewhere. */
  given?: string;
  /** Terms of the background's exp(): columns or expressions, as written. */
  loglinear: string[];
  excess?: {kind: "relative" | "absolute"; joint: Joint; parts: NotedPart[]};
}

const shapes: Record<string, (at: readonly number[]) => DoseShape> = {
  linear,
  quadratic,
  linearQuadratic,
  linearExponential,
  threshold,
  categorical,
  piecewiseLinear,
  spline: restrictedCubicSpline
};

/**
 * Reads a model from the field's notation:
 *
 *   rate = strata(sex, age) * exp(smoker + log(age / 70)) * (1 + linear(dose) * exp(sex))
 *   rate = given(national) * (1 + linear(heart) * exp(sex) + linearQuadratic(lung))
 *   rate = strata(city) + linearExponential(dose) * (1 + sex) * exp(ageExposed)
 *   rate = strata(age) * (1 + linear(radon)) * (1 + linear(smoking))
 *   rate = strata(age) * mixture(linear(radon), linear(smoking))
 *
 * The background is a product of `strata(…)`, `given(…)` and `exp(…)`; a bracket `(1 + …)` holds a relative excess, a
 * summand an absolute one. Several brackets multiply, and `mixture(…)` is the geometric mixture of parts multiplied
 * and added. A part is `shape(dose)` or `shape(dose, knot, …)`, or several such of one shape in a bracket, times
 * `(1 + …)` of linear modifiers, times `exp(…)` of modifiers.
 *
 * @throws SyntaxError that quotes what is not understood; RangeError on cuts or knots that cannot be.
 * Witness: by hand, test/stats/poisson/modelNotation.test.ts.
 */
export function modelNotation(text: string): ModelNotation {
  const sides = split(text, "=");
  if (sides.length !== 2 || sides[0] !== "rate") fail("a model must read rate = …", text);
  const [background, ...summands] = split(sides[1], "+");
  const model: ModelNotation = {strata: [], loglinear: []};
  if (summands.length > 0)
    model.excess = {kind: "absolute", joint: "additive", parts: summands.map(readPart)};
  for (const factor of split(background, "*")) {
    const {name, inside} = call(factor);
    const bracket = name === "" ? split(inside, "+") : [];
    if (name === "strata") model.strata.push(...split(inside, ","));
    else if (name === "given") model.given = inside;
    else if (name === "exp") model.loglinear.push(...split(inside, "+"));
    else if (name === "mixture" && !model.excess)
      model.excess = {kind: "relative", joint: "mixture", parts: split(inside, ",").map(readPart)};
    else if (bracket[0] === "1" && bracket.length > 1) addBracket(model, bracket.slice(1), factor);
    else fail("the background must be strata(…), given(…), exp(…), mixture(…) or (1 + …)", factor);
  }
  return model;
}

/** A relative excess, or one more that multiplies those before. */
function addBracket(model: ModelNotation, summands: readonly string[], factor: string): void {
  const parts = summands.map(readPart);
  if (!model.excess) {
    model.excess = {kind: "relative", joint: "additive", parts};
    return;
  }
  const {kind, joint, parts: before} = model.excess;
  if (
    kind !== "relative" ||
    joint === "mixture" ||
    parts.length > 1 ||
    (joint === "additive" && before.length > 1)
  )
    fail("brackets that multiply must hold a relative excess of one part each", factor);
  model.excess = {kind, joint: "multiplicative", parts: [...before, ...parts]};
}

function readPart(text: string): NotedPart {
  const [first, ...factors] = split(text, "*");
  const {name: group, inside} = call(first);
  const terms = (group === "" ? split(inside, "+") : [first]).map(readShape);
  const other = terms.find(({key}) => key !== terms[0].key);
  if (other) fail("doses in one bracket must have one shape", first);
  const linearModifiers: string[] = [];
  const modifiers: string[] = [];
  for (const factor of factors) {
    const {name: kind, inside: list} = call(factor);
    const parts = split(list, "+");
    if (kind === "exp") modifiers.push(...parts);
    else if (kind === "" && parts[0] === "1" && parts.length > 1) linearModifiers.push(...parts.slice(1));
    else fail("a modifier must be exp(…) or (1 + …)", factor);
  }
  return {shape: terms[0].shape, doses: terms.map(({dose}) => dose), linearModifiers, modifiers};
}

function readShape(text: string): {key: string; shape: DoseShape; dose: string} {
  const {name, inside} = call(text);
  const make = shapes[name];
  if (!make) fail(`an excess must begin with one of ${Object.keys(shapes).join(", ")}`, text);
  const [dose, ...rest] = split(inside, ",");
  const at = rest.map((value) =>
    Number.isFinite(Number(value)) ? Number(value) : fail("a cut must be a number", value)
  );
  return {key: `${name}(${at.join()})`, shape: make(at), dose};
}

/** Parts of a text between separators outside brackets, trimmed. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const letter of text) {
    if (letter === "(" || letter === "[") ++depth;
    if (letter === ")" || letter === "]") --depth;
    if (depth < 0) fail("brackets must match", text);
    if (letter === separator && depth === 0) {
      parts.push(part.trim());
      part = "";
    } else part += letter;
  }
  if (depth > 0) fail("brackets must match", text);
  parts.push(part.trim());
  if (parts.some((piece) => piece === ""))
    fail(`there must be something on both sides of ${separator}`, text);
  return parts;
}

/** `name(inside)`, or a bracket without a name. */
function call(text: string): {name: string; inside: string} {
  const match = /^([A-Za-z]*)\s*[([](.*)[)\]]$/s.exec(text);
  if (!match) return fail("expected name(…)", text);
  return {name: match[1], inside: match[2].trim()};
}

function fail(rule: string, text: string): never {
  throw new SyntaxError(`${rule}; got ${JSON.stringify(text)}`);
}
