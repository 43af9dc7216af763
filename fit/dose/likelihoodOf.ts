import type {DoseForm} from "../../src/stats/dose/doseForm.js";
import type {DoseLikelihood} from "../../src/stats/dose/doseLikelihood.js";
import {logisticLikelihood} from "../../src/stats/dose/logisticLikelihood.js";
import {rateLikelihood} from "../../src/stats/dose/rateLikelihood.js";
import {type RateRows, strataSets} from "../../src/stats/dose/rateModel.js";
import {exp} from "../../src/stats/numeric/elementary.js";
import {poissonRegression} from "../../src/stats/poisson/poissonRegression.js";
import {logisticRegression} from "../../src/stats/regression/logisticRegression.js";
import {riskSets} from "../../src/stats/survival/riskSets.js";
import type {Outcome} from "../answer.js";
import {binomialOf} from "../models/logistic.js";
import {cellsOf} from "../models/poisson.js";
import {predictorOf} from "../models/predictorOf.js";
import {eventsOf} from "../rows/causes.js";
import {timesOf} from "../rows/followUp.js";
import {zeroOrOne} from "../rows/numbers.js";
import type {Rows} from "../rows/rows.js";
import {strataOf} from "../rows/strataOf.js";
import type {FitSpec} from "../spec/fitSpec.js";
import {designOf} from "../terms/designOf.js";

/** A model that awaits its doses, and its fit without them. */
export interface AwaitsDose {
  likelihood: DoseLikelihood;
  /** The answer of the model without a dose; its log-likelihood holds what `likelihood` leaves out; `counted` is the n of the BIC. */
  without: (logLik: number, atStart: number) => Outcome & {counted: number};
}

/** A partial likelihood, whose offset is a factor of the rate. */
function partial(data: RateRows, shift: Float64Array | undefined): AwaitsDose {
  const {cases} = data;
  const likelihood = rateLikelihood({...data, personTime: shift?.map((value) => exp(value))});
  const {rows, events} = likelihood;
  const own = shift ? cases.reduce((sum, count, i) => sum + count * shift[i], 0) : 0;
  return {
    likelihood,
    without: (logLik, atStart) => ({
      n: rows,
      events,
      logLik: own + logLik,
      nullLogLik: own + atStart,
      counted: events
    })
  };
}

/** The likelihood of a spec's model with one dose a row. @throws RangeError as the model's own reading of its rows. */
export const likelihoodOf: Record<string, (spec: FitSpec, rows: Rows, form: DoseForm) => AwaitsDose> = {
  poisson(spec, rows, form) {
    const {cases, pyr, strata, rate, loglinear, personTime} = cellsOf(spec, rows);
    const weight = rate ? pyr.map((time, i) => time * rate[i]) : pyr;
    const sets = strata && strataSets(strata);
    const intercept = !strata && !(rate && !loglinear);
    return {
      likelihood: rateLikelihood({cases, personTime: weight, sets, intercept, loglinear, form}),
      without: () => {
        const fit = poissonRegression({cases, pyr, strata, rate, loglinear});
        const nullLogLik = spec.excess ? fit.logLik : fit.nullLogLik;
        return {...fit, nullLogLik, personTime, counted: fit.n};
      }
    };
  },
  cox(spec, rows, form) {
    const {offset, response} = spec;
    const {entry, exit} = timesOf(rows, response);
    const cases = eventsOf(rows, response);
    const shift = offset === undefined ? undefined : rows.number(offset);
    const sets = riskSets(entry, exit, cases, strataOf(rows, spec.strata));
    const {ties = "efron"} = spec;
    if (ties === "exact") throw new RangeError("ties must be efron or breslow with realisations; got exact");
    return partial({cases, sets, ties, loglinear: designOf(rows, spec.loglinear), form}, shift);
  },
  "conditional-logistic"(spec, rows, form) {
    const {response, offset} = spec;
    const cases = zeroOrOne(rows, response.case!);
    const set = strataOf(rows, [response.set!])!;
    const held = new Set<number>();
    cases.forEach((one, i) => {
      if (one === 1 && held.has(set[i]))
        throw new RangeError(`sets must hold one case with realisations; got another${rows.where(i)}`);
      if (one === 1) held.add(set[i]);
    });
    const shift = offset === undefined ? undefined : rows.number(offset);
    return partial({cases, sets: strataSets(set), loglinear: designOf(rows, spec.loglinear), form}, shift);
  },
  logistic(spec, rows, form) {
    const {cases, trials} = binomialOf(spec, rows);
    const terms = designOf(rows, predictorOf(spec));
    return {
      likelihood: logisticLikelihood({cases, trials, loglinear: terms, form}),
      without: () => {
        const fit = logisticRegression({cases, trials, terms});
        return {...fit, counted: fit.n};
      }
    };
  }
};
