import {correlatedNormals} from "./correlatedNormals.js";
import {centreOf, type Distribution, quantileOf} from "./distribution.js";
import {type ExcessParameters, excessRisk} from "./excessRisk.js";
import type {RiskModel} from "./lifetimeAttributableRisk.js";

export type Sex = "F" | "M";

/** One transfer of a site: what is believed of β for each sex (absent where it does not apply), and the modifiers. */
export interface TransferParameters extends Omit<ExcessParameters, "beta"> {
  beta: Partial<Record<Sex, Distribution>>;
}

/**
 * A transfer whose parameters were fitted together, as those of the Life Span Study: `order` names them `beta M`,
 * `beta F`, `eta M`, `eta F` and `gamma`, of which those without a sex belong to both.
 */
export interface JointTransfer {
  joint: {order: readonly string[]; mean: readonly number[]; covariance: readonly (readonly number[])[]};
  ageAtExposure: {reference: number; capped: boolean};
  attainedAge: {reference: number};
}

/** A cancer site's risk model with its uncertainty, as the file of risk models writes it. */
export interface SiteParameters {
  relative?: TransferParameters | JointTransfer;
  absolute?: TransferParameters | JointTransfer;
  /** Weight of the relative transfer. */
  weight: Distribution;
  weighting: "arithmetic" | "geometric";
  ddref: Distribution;
  latency: {midpoint: Distribution; scale: number} | {years: number};
}

/**
 * A site's risk model for one sex: its central one, or a draw of all that is uncertain about it. Each uncertain
 * parameter takes one uniform in a fixed order (relative β, absolute β, weight, DDREF, latency), whether it
 * applies or not, so that draws of two sites or sexes from equal streams belong together; a joint transfer takes one
 * a parameter.
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
  const part = (transfer: TransferParameters | JointTransfer | undefined) => {
    if (transfer && "joint" in transfer) return excessRisk(jointParameters(transfer, sex, uniform));
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

function jointParameters(
  {joint, ageAtExposure, attainedAge}: JointTransfer,
  sex: Sex,
  uniform?: () => number
) {
  const {order, mean, covariance} = joint;
  const drawn = uniform ? correlatedNormals(mean, covariance, uniform) : mean;
  const named = (name: string): number => {
    const own = order.indexOf(`${name} ${sex}`);
    const k = own >= 0 ? own : order.indexOf(name);
    if (k < 0)
      throw new RangeError(`joint parameters must hold ${name} of sex ${sex}; got ${order.join(", ")}`);
    return drawn[k];
  };
  return {
    beta: named("beta"),
    ageAtExposure: {...ageAtExposure, gamma: named("gamma")},
    attainedAge: {...attainedAge, eta: named("eta")}
  };
}
