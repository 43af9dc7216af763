import type {BoundStatus} from "../stats/result/fit.js";
import type {Estimate} from "../stats/result/report.js";
import {escapeHtml} from "./escapeHtml.js";
import {commonDecimals, formatNumber, intervalName} from "./formatNumber.js";
import {boundText, deserved} from "./intervalText.js";
import {isUndetermined} from "./isUndetermined.js";
import {isWithheld} from "./isWithheld.js";

/**
 * An estimate as it stands in a sentence: "0.42 per 100 mGy (95 % CI 0.10 to 0.91)". A bound that the
 * likelihood does not determine, that is the end of what the model allows, or that could not be computed is
 * said to be so; a withheld value says why.
 */
export function estimateText(estimate: Estimate): string {
  const {value, unit} = estimate;
  if (isUndetermined(value)) return "not determined";
  if (isWithheld(value)) return `withheld (${value.withheld})`;
  const decimals = estimateDecimals(estimate);
  const number = formatNumber(value, decimals);
  const quantity = unit ? `${number} ${unit}` : estimate.type === "percent" ? `${number}\u00a0%` : number;
  const interval = intervalText(estimate, decimals);
  return interval ? `${quantity} (${interval})` : quantity;
}

/** The estimate as inline HTML: the number and a short unit do not break, a long unit and the interval may. */
export function estimate(item: Estimate): string {
  const text = escapeHtml(estimateText(item));
  if (isWithheld(item.value)) return `<span class="estimate withheld">${text}</span>`;
  const cut = text.indexOf(" (");
  const whole = cut < 0 ? text : text.slice(0, cut);
  const quantity = whole.length > 24 ? whole.replace(" ", "\u00a0") : whole.replaceAll(" ", "\u00a0");
  const rest = cut < 0 ? "" : text.slice(cut);
  return `<span class="estimate"><data value="${item.value}">${quantity}</data>${
    rest && `<span class="interval">${rest}</span>`
  }</span>`;
}

/** Decimals in which an estimate and its bounds are printed; 0 where the value is withheld. */
export function estimateDecimals({type, digits = 3, lower = null, upper = null, value}: Estimate): number {
  if (isWithheld(value)) return 0;
  if (type === "count" || type === "personTime") return 0;
  const bounds = [lower, upper].filter((bound): bound is number => typeof bound === "number");
  if (bounds.length === 0 && Number.isInteger(value)) return 0;
  const decimals = commonDecimals([value, ...bounds], digits);
  if (bounds.length === 0) return Math.max(decimals, commonDecimals([value], 1));
  // An estimate near nothing beside its interval needs no digits of its own.
  const near = bounds.every((bound) => Math.abs(value) < 0.05 * Math.abs(bound - value));
  const own = near ? decimals : commonDecimals([value], Math.min(2, digits));
  const finest = Math.max(decimals, Math.min(own, decimals + 1));
  return Math.min(finest, deserved({estimate: value, lower, upper}));
}

function intervalText({value, lower, upper, level, status}: Estimate, decimals: number): string {
  if (lower === undefined && upper === undefined) return "";
  const name = intervalName(level);
  const [below, above] = [endText(lower, status?.lower), endText(upper, status?.upper)];
  if (below === null && above === null) return `${name} not determined`;
  if (below === null) return `${name}: lower bound not determined, upper ${above}`;
  if (above === null) return `${name}: lower ${below}, upper bound not determined`;
  const ends = [
    ...(status?.lower === "boundary" ? ["its lower bound the least that the model allows"] : []),
    ...(status?.upper === "boundary" ? ["its upper bound the most that the model allows"] : [])
  ];
  return [`${name} ${below} to ${above}`, ...ends].join(", ");

  function endText(bound: number | null | undefined, why: BoundStatus = "ok"): string | null {
    if (why === "failed") return "a bound that could not be computed";
    if (bound === null || bound === undefined || why === "not determined") return null;
    return boundText(bound, Number(value), decimals);
  }
}
