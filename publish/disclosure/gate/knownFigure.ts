import {commonDecimals} from "../../../src/components/formatNumber.js";
import type {Cell, Column} from "../../../src/stats/result/report.js";
import type {Policy} from "../../policy.js";
import {type Range, rangeOf} from "../publishedCount.js";

/**
 * What a published figure may have been before it was rounded: half a unit of its last digit to either side;
 * counts and person-years as the policy rounds them. `null` where nothing is published.
 */
export function knownFigure(cell: Cell, {type, digits = 6}: Column, policy: Policy): Range | null {
  if (typeof cell !== "number" || !Number.isFinite(cell)) return null;
  if (type === "count") return rangeOf(cell, policy);
  // Zeros at the end are not kept in a number: it has the digits of its column at least.
  const decimals = Math.max((String(cell).split(".")[1] ?? "").length, commonDecimals([cell], digits));
  const places = type === "probability" ? policy.curveDecimals : decimals;
  const unit = type === "personTime" ? policy.personYearsRoundTo : 10 ** -places;
  return {lower: cell - unit / 2, upper: cell + unit / 2};
}
