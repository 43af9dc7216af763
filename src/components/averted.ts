import {formatNumber} from "./formatNumber.js";

/** Lifetime cases that one procedure adds, per 100,000, with their interval. */
export interface LifetimeCases {
  estimate: number;
  lower: number;
  upper: number;
}

/**
 * Says what a procedure adds and what less dose averts: at these doses risk is proportional to dose, and with it
 * the interval. All to two significant digits, as risk models deserve.
 *
 * @param share by which every dose is smaller, of one.
 */
export function averted(risk: LifetimeCases, share: number): string {
  const less = part(risk, share);
  const one =
    less.estimate > 0 && less.lower > 0
      ? ` That is one case in ${whole(1e5 / less.estimate)} procedures (${whole(1e5 / less.upper)} to ${whole(1e5 / less.lower)}).`
      : "";
  return `Today such a procedure adds ${interval(risk, "95 % CI ")} lifetime cancers per 100,000. With ${formatNumber(100 * share, 0)} % less dose ${interval(less, "")} of them are averted.${one}`;
}

/** A share of the cases and of their bounds. */
export function part({estimate, lower, upper}: LifetimeCases, share: number): LifetimeCases {
  return {estimate: share * estimate, lower: share * lower, upper: share * upper};
}

/** Cases to two significant digits. */
export function cases(value: number): string {
  const rounded = Number(value.toPrecision(2));
  const size = Math.abs(rounded);
  return formatNumber(rounded, size === 0 || size >= 10 ? 0 : size >= 1 ? 1 : size >= 0.1 ? 2 : 3);
}

function interval({estimate, lower, upper}: LifetimeCases, name: string): string {
  return `${cases(estimate)} (${name}${cases(lower)} to ${cases(upper)})`;
}

function whole(value: number): string {
  return formatNumber(Number(value.toPrecision(2)), 0);
}
