import {ensemble} from "../../../src/stats/dose/ensemble.js";
import {rateLikelihood} from "../../../src/stats/dose/rateLikelihood.js";
import {strataSets} from "../../../src/stats/dose/rateModel.js";
import {realisationsOf} from "../../../src/stats/dose/realisations.js";

/**
 * Two rows of one stratum with a case each, two and one person-years, doses 0 and d: the likelihood is
 * (1 + b)/(3 + b)² with b = βd, highest at b = 1, where its information in b is 1/8.
 */
export const twoRows = rateLikelihood({
  cases: Float64Array.of(1, 1),
  personTime: Float64Array.of(2, 1),
  sets: strataSets([0, 0])
});

/** Two realisations: d is 1 in one and 2 in the other. */
export const twoRealisations = ensemble(
  twoRows,
  realisationsOf([
    [0, 1],
    [0, 2]
  ])
);
