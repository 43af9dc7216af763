import type {DoseShape} from "./doseShape.js";
import type {ModelNotation} from "./modelNotation.js";

/**
 * A model as an equation in plain text, parameters in Greek:
 *
 *   rate = B(sex, age) · exp(α smoker) · [1 + β dose · exp(γ sex)]
 *
 * Without strata or given rates the background is one constant, B. Several parameters of a kind are numbered.
 */
export function modelEquation({strata, given, loglinear, excess}: ModelNotation): string {
  const background = [
    ...(strata.length > 0 ? [`B(${strata.join(", ")})`] : given && loglinear.length === 0 ? [] : ["B"]),
    ...(given ? [given] : []),
    ...(loglinear.length > 0 ? [`exp(${sum("α", loglinear)})`] : [])
  ].join(" · ");
  if (!excess) return `rate = ${background}`;
  const {kind, shape, doses, linearModifiers, modifiers} = excess;
  const many = doses.length > 1;
  const terms = doses.map((dose, k) => shapeText(shape, dose, many ? subscript(k + 1) : "")).join(" + ");
  const factors = [
    ...(linearModifiers.length > 0 ? [`(1 + ${sum("δ", linearModifiers)})`] : []),
    ...(modifiers.length > 0 ? [`exp(${sum("γ", modifiers)})`] : [])
  ];
  const compound = factors.length > 0 && (many || shape.basis.length > 1);
  const whole = [compound ? `(${terms})` : terms, ...factors].join(" · ");
  return kind === "relative" ? `rate = ${background} · [1 + ${whole}]` : `rate = ${background} + ${whole}`;
}

/** Σ symbolₖ termₖ, numbered when there are several. */
function sum(symbol: string, terms: readonly string[]): string {
  return terms.map((term, k) => `${symbol}${terms.length > 1 ? subscript(k + 1) : ""} ${term}`).join(" + ");
}

function shapeText({name, basis, at}: DoseShape, dose: string, index: string): string {
  const beta = (k: number) => `β${index}${basis.length > 1 ? subscript(k + 1) : ""}`;
  switch (name) {
    case "linear":
      return `${beta(0)} ${dose}`;
    case "quadratic":
      return `${beta(0)} ${dose}²`;
    case "linear-quadratic":
      return `${beta(0)} ${dose} + ${beta(1)} ${dose}²`;
    case "linear-exponential":
      return `${beta(0)} ${dose} · exp(δ${index} ${dose})`;
    case "threshold":
      return `${beta(0)} max(0, ${dose} − τ${index})`;
    case "categorical":
      return `β${index}[${dose}: ${at!.join(", ")}]`;
    default:
      return `f${index}(${dose}; ${at!.join(", ")})`;
  }
}

function subscript(n: number): string {
  return [...String(n)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
}
