import type {Cell, Estimate} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import type {DoseUncertainty} from "../definitions/doseError.js";
import {type DoseMethod, doseMethods, fitDoses, fitEach, realisedModel} from "../designs/doseMethods.js";
import type {DoseResponse} from "../designs/doseResponse.js";
import type {Study} from "../study.js";
import {errLines} from "./errLines.js";
import {forestColumns, forestRow} from "./sensitivity.js";
import {slopeEstimate} from "./slope.js";
import {publishedDose, publishedUnit, trendEstimate} from "./trend.js";
import {trueErr} from "./truth.js";

const labels: Record<DoseMethod, string> = {
  rc: "Regression calibration (RC)",
  erc: "Extended regression calibration (ERC)",
  mcml: "Monte Carlo maximum likelihood (MCML)",
  fma: "Frequentist model averaging (FMA)",
  bma: "Bayesian model averaging (BMA)"
};

/** The trend by one method, with its own kind of interval: profile likelihood, or percentiles of an average. */
function methodEstimate(
  study: Study,
  design: DoseResponse,
  drawn: DoseUncertainty,
  method: DoseMethod
): Estimate {
  const fit = fitDoses(study, design, drawn, method);
  const {events} = realisedModel(study, design, drawn).likelihood;
  if (!fit?.converged)
    return {
      kind: "estimate",
      label: labels[method],
      value: {withheld: "not determined"},
      unit: publishedUnit,
      cases: events
    };
  const [slope] = fit.parameters;
  if (!("percentile" in slope))
    return slopeEstimate(
      labels[method],
      slope,
      {per: publishedDose, unit: publishedUnit, level: design.level},
      {cases: events}
    );
  const {lower, upper} = slope.percentile;
  return {
    kind: "estimate",
    label: labels[method],
    // The tail of a posterior of few cases is too long for a mean.
    value: publishedDose * ("median" in slope ? slope.median : slope.estimate),
    lower: publishedDose * lower,
    upper: publishedDose * upper,
    level: design.level,
    unit: publishedUnit,
    digits: 3,
    cases: events
  };
}

/** The trend with doses taken as known beside those of the five methods that know how doses err. */
export function doseMethodForest(design: DoseResponse, drawn: DoseUncertainty): Step {
  return (study) => ({
    kind: "figure",
    form: "forest",
    caption: `Excess relative risk of ${design.outcome.label} with doses taken as known, and with their errors, by ${realisedModel(study, design, drawn).count.toLocaleString("en-GB")} realisations of all doses.`,
    alt: "The excess relative risk with its interval in the main analysis and by five methods for uncertain doses.",
    data: {
      estimates: {
        columns: forestColumns(publishedUnit),
        rows: [
          forestRow("Doses taken as known", "Main analysis", trendEstimate(study, design)),
          ...doseMethods.map((method) =>
            forestRow("Doses with errors", labels[method], methodEstimate(study, design, drawn, method))
          )
        ]
      }
    },
    options: {x: `Excess relative risk ${publishedUnit}`, null: 0, scale: "linear"},
    notes: [
      "Intervals of RC, ERC and MCML are those of the profile likelihood, of FMA and BMA percentiles; BMA shows the median."
    ]
  });
}

/** How many of the five intervals hold the slope that made the synthetic data; empty for children's own. */
export function trueByMethod(design: DoseResponse, drawn: DoseUncertainty): Step {
  return (study) => {
    const truth = trueErr(study, design);
    if (truth === null) return {kind: "statement", text: ""};
    const value = truth * publishedDose;
    const found = doseMethods.map((method) => methodEstimate(study, design, drawn, method));
    const missed = doseMethods.filter((_, k) => {
      const {lower, upper} = found[k];
      return !((lower ?? -Infinity) <= value && value <= (upper ?? Infinity));
    });
    const made = `The data are synthetic: they were made with ${Number(value.toPrecision(3))} ${publishedUnit} on the true doses`;
    const which =
      missed.length === 0
        ? "which lies in the interval of each of the five methods"
        : `which lies outside that of ${missed.map((method) => method.toUpperCase()).join(", ")} and in the others`;
    return {kind: "statement", text: `${made}, ${which}.`, cases: found[0].cases};
  };
}

/** Figure 10: the trend under each realisation of the doses, in ascending order, with the interval that it has alone. */
export function trendByRealisation(design: DoseResponse, drawn: DoseUncertainty): Step {
  return (study) => {
    const {events} = realisedModel(study, design, drawn).likelihood;
    const each = fitEach(study, design, drawn);
    if (!each) return {kind: "statement", text: "No realisation of the doses determines an estimate."};
    const {estimates, vcov, leftOut, count} = each;
    const z = 1.959963984540054;
    const fitted = Array.from(estimates.keys())
      .filter((r) => !leftOut.includes(r))
      .sort((a, b) => estimates[a] - estimates[b]);
    const truth = trueErr(study, design);
    const shares = Array.from({length: 41}, (_, k) => 2.5 * k);
    return {
      kind: "figure",
      form: "line-with-band",
      caption: `Excess relative risk of ${design.outcome.label} under each of ${count.toLocaleString("en-GB")} realisations of the doses, from the lowest to the highest, with the 95 % interval that each would have alone.`,
      alt: "The estimates under all realisations of the doses in ascending order, and their intervals.",
      data: {
        lines: {
          columns: errLines("Model", {label: "Realisations with a lower estimate", unit: "%"}),
          rows: shares.map((share): Cell[] => {
            const r = fitted[Math.round((share / 100) * (fitted.length - 1))];
            const se = Math.sqrt(vcov[r]);
            const at = (value: number) => publishedDose * value;
            return [
              "One realisation",
              share,
              events,
              at(estimates[r]),
              at(estimates[r] - z * se),
              at(estimates[r] + z * se)
            ];
          }),
          partition: "series"
        }
      },
      options: {
        x: "Realisations with a lower estimate (%)",
        y: `Excess relative risk ${publishedUnit}`,
        reference: truth === null ? 0 : truth * publishedDose,
        referenceLabel: truth === null ? "no excess" : "made with"
      },
      notes:
        leftOut.length > 0
          ? [
              `Realisations whose estimate is the lowest that the model allows are left out: ${leftOut.length}.`
            ]
          : []
    };
  };
}
