import type {DoseShape} from "./doseShape.js";
import type {ModelNotation, NotedPart} from "./modelNotation.js";

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
    ...(loglinear.length > 0 ? [`exp(${numbered("α", loglinear.length)(loglinear)})`] : [])
  ].join(" · ");
  if (!excess) return `rate = ${background}`;
  const {kind, parts, joint} = excess;
  const count = (of: (part: NotedPart) => readonly unknown[]) =>
    parts.reduce((total, part) => total + of(part).length, 0);
  const doses = count((part) => part.doses);
  let dose = 0;
  const delta = numbered(
    "δ",
    count((part) => part.linearModifiers)
  );
  const gamma = numbered(
    "γ",
    count((part) => part.modifiers)
  );
  const texts = parts.map(({shape, doses: own, linearModifiers, modifiers}) => {
    const terms = own.map((name) => shapeText(shape, name, doses > 1 ? subscript(++dose) : ""));
    const factors = [
      ...(linearModifiers.length > 0 ? [`(1 + ${delta(linearModifiers)})`] : []),
      ...(modifiers.length > 0 ? [`exp(${gamma(modifiers)})`] : [])
    ];
    const compound = factors.length > 0 && (own.length > 1 || shape.basis.length > 1);
    const sum = terms.join(" + ");
    return [compound ? `(${sum})` : sum, ...factors].join(" · ");
  });
  const sum = texts.join(" + ");
  const product = texts.map((text) => `[1 + ${text}]`).join(" · ");
  if (kind === "absolute") return `rate = ${background} + ${sum}`;
  if (joint === "multiplicative") return `rate = ${background} · ${product}`;
  if (joint === "mixture") return `rate = ${background} · {${product}}^θ · [1 + ${sum}]^(1 − θ)`;
  return `rate = ${background} · [1 + ${sum}]`;
}

/** Writes Σ symbolₖ termₖ, the symbols numbered through all its calls when there are several in all. */
function numbered(symbol: string, count: number): (terms: readonly string[]) => string {
  let k = 0;
  return (terms) => terms.map((term) => `${symbol}${count > 1 ? subscript(++k) : ""} ${term}`).join(" + ");
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
