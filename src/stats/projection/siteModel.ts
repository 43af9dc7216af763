import {centreOf, type Distribution, quantileOf} from "./distribution.js";
import {type ExcessParameters, excessRisk} from "./excessRisk.js";
import type {RiskModel} from "./lifetimeAttributableRisk.js";

export type Sex = "F" | "M";

/** One transfer of a site: what is believed of β for each sex (absent where it does not apply), and the modifiers. */
export interface TransferParameters extends Omit<ExcessParameters, "beta"> {
  beta: Partial<Record<Sex, Distribution>>;
}

/** A cancer site's risk model with its uncertainty, as the file of risk models writes it. */
export interface SiteParameters {
  relative?: TransferParameters;
  absolute?: TransferParameters;
  /** Weight of the relative transfer. */
  weight: Distribution;
  weighting: "arithmetic" | "geometric";
  ddref: Distribution;
  latency: {midpoint: Distribution; scale: number} | {years: number};
}

/**
 * A site's risk model for one sex: its central one, or a draw of all that is uncertain about it. Each uncertain
 * parameter takes one uniform in a fixed order (relative β, absolute β, weight, DDREF, latency), whether it
 * applies or not, so that draws of two sites or sexes from equal streams belong together.
 * @param uniform the source of randomness; absent for the central model.
 * @throws RangeError when the site has no model for the sex.
 * Witness: by hand, test/stats/projection/monteCarlo.test.ts.
 */
export function siteModel(site: SiteParameters, sex: Sex, uniform?: () => number): RiskModel {
  const value = (distribution: Distribution | undefined): number | undefined => {
    const u = uniform?.();
    if (!distribution) return undefined;
    return u === undefined ? centreOf(distribution) : quantileOf(distribution, u);
  };
  const part = (transfer: TransferParameters | undefined) => {
    const beta = value(transfer?.beta[sex]);
    return transfer && beta !== undefined ? excessRisk({...transfer, beta}) : undefined;
  };
  const relative = part(site.relative);
  const absolute = part(site.absolute);
  if (!relative && !absolute) throw new RangeError(`site must have a risk model for sex ${sex}; got none`);
  const relativeWeight = value(site.weight)!;
  const ddref = value(site.ddref)!;
  const {latency} = site;
  const midpoint = value("midpoint" in latency ? latency.midpoint : undefined);
  return {
    ...(relative && {relative}),
    ...(absolute && {absolute}),
    relativeWeight,
    weighting: site.weighting,
    ddref,
    latency:
      "midpoint" in latency
        ? {kind: "sigmoid", midpoint: midpoint!, scale: latency.scale}
        : {kind: "step", years: latency.years}
  };
}
