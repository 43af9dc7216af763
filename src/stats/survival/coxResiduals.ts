import {log} from "../numeric/elementary.js";
import {putBack} from "./arrangeRows.js";
import type {CoxFit} from "./coxph.js";
import {type FittedModel, fittedModel} from "./fittedModel.js";
import {scoreResiduals} from "./scoreResiduals.js";

/**
 * Martingale residuals, event less expected events, or their symmetrised kin, deviance residuals
 * sign(m) √(−2[m + δ log(δ − m)]): one a row of the data.
 * @throws RangeError as `fittedModel`. Source: Therneau, Grambsch and Fleming (1990).
 * Witness: R residuals(coxph), test/stats/survival/coxResiduals.test.ts.
 */
export function coxResiduals(fit: CoxFit, type: "martingale" | "deviance" = "martingale"): Float64Array {
  const {isEvent, expected, order, data} = fittedModel(fit);
  const residuals = expected().map((e, i) => {
    const martingale = isEvent[i] - e;
    if (type === "martingale") return martingale;
    const deviance = isEvent[i] ? -2 * (martingale + log(e)) : -2 * martingale;
    return (martingale < 0 ? -1 : 1) * Math.sqrt(Math.max(0, deviance));
  });
  return putBack(residuals, order, data.exit.length);
}

/** One column a term that was estimated. */
export interface TermResiduals {
  terms: string[];
  columns: Float64Array[];
}

/**
 * How far each row moves the estimates: score residuals, dfbeta (score · V, nearly the change of an estimate when
 * the row is left out), or dfbetas (that in standard errors). Weights are left out; multiply by them to add up.
 * @throws RangeError as `fittedModel`. Source: Reid and Crépeau (1985); Cain and Lange (1984).
 * Witness: R residuals(coxph), test/stats/survival/coxResiduals.test.ts.
 */
export function coxInfluence(fit: CoxFit, type: "score" | "dfbeta" | "dfbetas" = "dfbeta"): TermResiduals {
  const model = fittedModel(fit);
  const {estimated, isEvent, order, data} = model;
  const p = fit.parameters.length;
  const score = scoreResiduals(model);
  const vcov = fit.naiveVcov ?? fit.vcov;
  const columns = estimated.map((k) => {
    const scale = type === "dfbetas" ? 1 / Math.sqrt(fit.vcov[k][k]) : 1;
    const column = Float64Array.from(isEvent, (_, i) => {
      if (type === "score") return score[i * p + k];
      let sum = 0;
      for (const l of estimated) sum += score[i * p + l] * vcov[l][k];
      return sum * scale;
    });
    return putBack(column, order, data.exit.length);
  });
  return {terms: estimated.map((k) => fit.parameters[k].term), columns};
}

/** Schoenfeld residuals: a row an event, in order of stratum and time. */
export interface SchoenfeldResiduals extends TermResiduals {
  time: Float64Array;
  /** Row of the data that had the event. */
  rows: Int32Array;
}

/**
 * Schoenfeld residuals, the covariate (in a model with linear excess the slope of the log relative risk) of each
 * event less its weighted mean over the risk set; `scaled` times V and the number of events, plus the
 * estimate: their trend in time is that of β(t).
 * @throws RangeError as `fittedModel`. Source: Schoenfeld (1982); Grambsch and Therneau (1994).
 * Witness: R residuals(coxph), test/stats/survival/coxResiduals.test.ts.
 */
export function schoenfeldResiduals(fit: CoxFit, {scaled = false} = {}): SchoenfeldResiduals {
  const model = fittedModel(fit);
  const {sets, estimated, theta} = model;
  const events = sets.deaths.length;
  const time = new Float64Array(events);
  const raw = estimated.map(() => new Float64Array(events));
  for (let k = 0; k < sets.time.length; ++k)
    for (let j = sets.deathPtr[k]; j < sets.deathPtr[k + 1]; ++j) {
      time[j] = sets.time[k];
      estimated.forEach((term, l) => {
        raw[l][j] = deviation(model, k, sets.deaths[j], term);
      });
    }
  const vcov = fit.naiveVcov ?? fit.vcov;
  const columns = !scaled
    ? raw
    : estimated.map((k) =>
        time.map((_, j) => estimated.reduce((sum, l, m) => sum + raw[m][j] * vcov[l][k] * events, theta[k]))
      );
  return {
    terms: estimated.map((k) => fit.parameters[k].term),
    columns,
    time,
    rows: sets.deaths.map((i) => model.order?.[i] ?? i)
  };
}

function deviation({sets, sums, risk, weight}: FittedModel, k: number, row: number, term: number): number {
  let total = 0;
  for (let j = sets.deathPtr[k]; j < sets.deathPtr[k + 1]; ++j) total += weight ? weight[sets.deaths[j]] : 1;
  const mean = (sums.hazard[k] * sums.s1[term][k] - sums.spared[k] * sums.d1[term][k]) / total;
  return risk.slopes[term][row] - mean;
}
