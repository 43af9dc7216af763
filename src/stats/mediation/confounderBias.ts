import {log} from "../numeric/elementary.js";

/**
 * Natural effects freed of an unmeasured confounder U of mediator and outcome: for a linear outcome
 * NDE − γδ and NIE + γδ, with γ the effect of U on the outcome and δ the difference of its mean between the
 * exposure's levels at the same mediator; for log odds ratios, with U of 0 and 1, odds ratio γ and prevalences
 * π₁ and π₀, the bias is log((1 + (γ − 1)π₁)/(1 + (γ − 1)π₀)). The total is unchanged.
 * @throws RangeError when a prevalence is outside [0, 1] or the odds ratio is not positive.
 * Source: VanderWeele (2010), Epidemiology 21:540. Witness: by hand, test/stats/mediation/sensitivity.test.ts.
 */
export function confounderBias(
  confounder:
    | {effect: number; difference: number}
    | {oddsRatio: number; prevalence: readonly [number, number]},
  effects: {direct: number; indirect: number}
): {direct: number; indirect: number; bias: number} {
  let bias: number;
  if ("effect" in confounder) bias = confounder.effect * confounder.difference;
  else {
    const {oddsRatio, prevalence} = confounder;
    if (!(oddsRatio > 0)) throw new RangeError(`oddsRatio must be > 0; got ${oddsRatio}`);
    for (const share of prevalence)
      if (!(share >= 0 && share <= 1)) throw new RangeError(`prevalence must be a probability; got ${share}`);
    const [exposed, unexposed] = prevalence;
    bias = log((1 + (oddsRatio - 1) * exposed) / (1 + (oddsRatio - 1) * unexposed));
  }
  return {direct: effects.direct - bias, indirect: effects.indirect + bias, bias};
}
