import {type ModelNotation, modelNotation} from "../../src/stats/poisson/modelNotation.js";
import type {ExcessPartSpec, ExcessSpec, FitSpec, ShapeName, Term} from "./fitSpec.js";

const name = /^[A-Za-z_.][\w.]*$/;

/**
 * A spec with the formula that it has, if any, written out as response, strata, loglinear terms and excess:
 *
 *   cases / pyr = strata(city, sex) * exp(category(smoker) + log(age / 70)) * (1 + linear(dose) * exp(sex))
 *
 * The left side is `rate` where the response is given apart. Terms are columns, `category(column)` or
 * `category(column, reference)`, `spline(column, knot, …)`, or expressions.
 * @throws SyntaxError that quotes what is not understood; RangeError when the spec says the same apart.
 */
export function expandFormula(spec: FitSpec): FitSpec {
  const {formula, ...rest} = spec;
  if (formula === undefined) {
    if (!spec.response) throw new RangeError('spec must have the key "response"');
    return spec;
  }
  for (const key of ["strata", "loglinear", "excess"] as const)
    if (rest[key] !== undefined) throw new RangeError(`spec must have a formula or ${key}; got both`);
  const equals = formula.indexOf("=");
  if (equals < 0)
    throw new SyntaxError(`a formula must begin "cases / person-time ="; got ${JSON.stringify(formula)}`);
  const left = formula.slice(0, equals).trim();
  const model = modelNotation(`rate ${formula.slice(equals)}`);
  return {...rest, response: responseOf(spec, left, model), ...termsOf(model)};
}

function responseOf({response}: FitSpec, left: string, {given}: ModelNotation): FitSpec["response"] {
  const rate = given === undefined ? {} : {rate: given};
  if (left === "rate") {
    if (!response)
      throw new RangeError('formula must begin "cases / person-time ="; got "rate =" without a response');
    if (given !== undefined && response.rate !== undefined)
      throw new RangeError("response must have a rate or the formula given(…); got both");
    return {...response, ...rate};
  }
  const columns = left.split("/").map((column) => column.trim().replace(/^`(.*)`$/, "$1"));
  if (columns.length !== 2 || columns.some((column) => column === ""))
    throw new SyntaxError(
      `a formula must begin "cases / person-time =" or "rate ="; got ${JSON.stringify(left)}`
    );
  if (response) throw new RangeError(`spec must have a response or name it in the formula; got both`);
  return {events: columns[0], personTime: columns[1], ...rate};
}

function termsOf({
  strata,
  loglinear,
  excess
}: ModelNotation): Pick<FitSpec, "strata" | "loglinear" | "excess"> {
  return {
    ...(strata.length > 0 && {strata}),
    ...(loglinear.length > 0 && {loglinear: loglinear.map(termOf)}),
    ...(excess && {excess: excessSpecOf(excess)})
  };
}

function excessSpecOf({kind, joint, parts}: NonNullable<ModelNotation["excess"]>): ExcessSpec {
  const specs = parts.map(({shape, doses, linearModifiers, modifiers}): ExcessPartSpec => {
    const at = shape.at && [...shape.at];
    return {
      dose: doses.map((dose) => (name.test(dose) ? dose : {expression: dose})),
      shape: (shape.name === "restricted-cubic-spline" ? "spline" : shape.name) as ShapeName,
      ...(at && (shape.name === "categorical" ? {cuts: at} : {knots: at})),
      ...(linearModifiers.length > 0 && {linearModifiers: linearModifiers.map(termOf)}),
      ...(modifiers.length > 0 && {modifiers: modifiers.map(termOf)})
    };
  });
  return {kind, ...(joint !== "additive" && {joint}), ...(specs.length === 1 ? specs[0] : {parts: specs})};
}

function termOf(text: string): Term {
  const call = /^(category|spline)\s*\((.*)\)$/s.exec(text);
  if (!call) return name.test(text) ? text : {expression: text};
  const [column, ...rest] = call[2].split(",").map((part) => part.trim());
  if (call[1] === "category")
    return {column, as: "category", ...(rest.length > 0 && {reference: rest[0].replace(/^'(.*)'$/, "$1")})};
  return {column, as: "spline", ...(rest.length > 0 && {knots: rest.map(Number)})};
}
