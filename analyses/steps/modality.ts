import {exp, log} from "../../src/stats/numeric/elementary.js";
import {linearRegression} from "../../src/stats/regression/linearRegression.js";
import type {Cell, Column, Estimate, Table} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {hadProton} from "../designs/doseHazard.js";
import {
  compareModalities,
  type ModalityComparison,
  type ModalityOutcome,
  type ModalityRatio,
  modalityCohort
} from "../designs/modality.js";
import type {Irradiated} from "../designs/radiotherapyCohort.js";
import type {Study} from "../study.js";
import {type CurveGroups, incidenceTable} from "./incidence.js";
import {percentiles} from "./percentiles.js";

/** Least dose in Gy that plans tell apart from none: smaller ones count as this much in ratios. */
const leastGy = 0.01;

/** The hazard ratio of protons against photons in one of the models. */
export function modalityRatio(
  own: ModalityOutcome,
  comparison: ModalityComparison,
  hazard: ModalityRatio["hazard"],
  adjusted: boolean
): Step {
  return (study) => ratioEstimate(study, own, comparison, hazard, adjusted);
}

function ratioEstimate(
  study: Study,
  own: ModalityOutcome,
  comparison: ModalityComparison,
  hazard: ModalityRatio["hazard"],
  adjusted: boolean
): Estimate {
  const {ratios, events} = compareModalities(study, own, comparison);
  const {estimate, p, wald} = ratios.find(
    (ratio) => ratio.hazard === hazard && ratio.adjusted === adjusted
  )!.proton;
  return {
    kind: "estimate",
    label: `Hazard ratio of ${own.outcome.label}, protons against photons${adjusted ? ", given dose" : ""}`,
    value: exp(estimate),
    lower: exp(wald.lower),
    upper: exp(wald.upper),
    level: comparison.level,
    digits: 3,
    p,
    cases: Math.min(...events)
  };
}

/** Whether the ratios given dose hold 1, the truth of the synthetic data; empty for children's own data. */
export function trueModality(own: ModalityOutcome, comparison: ModalityComparison): Step {
  return (study) => {
    if (!study.truth) return {kind: "statement", text: ""};
    const {lower, upper, cases} = ratioEstimate(study, own, comparison, "cause-specific", true);
    const inside = (lower ?? 0) <= 1 && (upper ?? Infinity) >= 1;
    return {
      kind: "statement",
      text: `The data are synthetic: every hazard was made from doses, and none from the modality that gave them. So the true hazard ratio given dose is 1, which the interval of ${own.outcome.label} ${inside ? "covers" : "does not cover"}.`,
      cases
    };
  };
}

/** Events by modality, and the hazard ratio in four models, outcome by outcome. */
export function modalityTable(comparison: ModalityComparison): Step {
  const figure = (name: string, label: string): Column => ({
    name,
    label,
    type: "number",
    digits: 3,
    from: ["photon", "proton"]
  });
  return (study) => ({
    kind: "table",
    caption:
      "Hazard ratio of protons against photons, without dose in the model and given the dose to the organ.",
    columns: [
      {name: "outcome", label: "Outcome", type: "text"},
      {name: "hazard", label: "Hazard", type: "text"},
      {name: "dose", label: "Dose", type: "text"},
      {name: "photon", label: "Events, photons", type: "count"},
      {name: "proton", label: "Events, protons", type: "count"},
      figure("ratio", "Hazard ratio"),
      figure("lower", "lower"),
      figure("upper", "upper"),
      {name: "p", label: "p", type: "p", from: ["photon", "proton"]},
      {name: "gray", label: "p, Gray's test", type: "p", from: ["photon", "proton"]}
    ],
    rows: comparison.outcomes.flatMap((own) => {
      const {ratios, events, gray} = compareModalities(study, own, comparison);
      return ratios.map(({hazard, adjusted, proton: {estimate, wald, p}}, k): Cell[] => [
        own.outcome.label,
        hazard,
        adjusted ? "given dose" : "not in the model",
        ...events,
        exp(estimate),
        exp(wald.lower),
        exp(wald.upper),
        p,
        k === 0 ? gray : null
      ]);
    }),
    partition: "outcome",
    notes: [
      `Time since the end of treatment is the time scale; the baseline is free in each target, and age at treatment is in the model. ${100 * comparison.level} % Wald intervals; subdistribution hazards by Fine and Gray with death competing. Gray's test compares cumulative incidence within targets.`
    ]
  });
}

/** Events and cumulative incidence of each outcome by modality, some years after treatment, death competing. */
export function modalityIncidence(
  outcomes: readonly ModalityOutcome[],
  {year, level}: {year: number; level: number}
): Step {
  const groups: CurveGroups = {labels: ["photons", "protons"], of: hadProton};
  return (study) => {
    const tables = outcomes.map((own) => {
      const plan = {event: own.outcome.label, years: [year], eventsBetween: 0, level};
      return incidenceTable((given) => modalityCohort(given, own), groups, plan)(study) as Table;
    });
    const [{columns}] = tables;
    const kept = columns.map((_, j) => j).filter((j) => columns[j].name !== "time");
    const named = kept.map((j) =>
      columns[j].name === "events" ? {...columns[j], label: "Events"} : columns[j]
    );
    return {
      kind: "table",
      caption: `Each late effect by modality: events within ${year} years of treatment and cumulative incidence, death competing.`,
      columns: [
        {name: "outcome", label: "Outcome", type: "text"},
        ...named.map((column) => (column.name === "group" ? {...column, label: "Modality"} : column))
      ],
      rows: tables.flatMap(({rows}, k) =>
        rows.map((row): Cell[] => [outcomes[k].outcome.label, ...kept.map((j) => row[j])])
      ),
      partition: "outcome"
    };
  };
}

/** An organ as the report names it, and where its dose is. */
export interface DoseColumn {
  label: string;
  column: string;
}

/** Mean dose to each organ by modality, in percentiles. */
export function modalityDoses(cohort: (study: Study) => Irradiated, organs: readonly DoseColumn[]): Step {
  return (study) => ({
    kind: "table",
    caption: "Mean dose to the organs by modality of the first course.",
    columns: [
      {name: "organ", label: "Organ", type: "text"},
      {name: "modality", label: "Modality", type: "text"},
      {name: "children", label: "Children", type: "count"},
      ...["p10", "p25", "median", "p75", "p90"].map(
        (name, k): Column => ({
          name,
          label: ["10th", "25th", "Median", "75th", "90th"][k],
          type: "number",
          unit: "Gy",
          digits: 3,
          from: ["children"]
        })
      )
    ],
    rows: organs.flatMap(({label, column}) => {
      const dose = cohort(study).total(column);
      const proton = hadProton(study, cohort(study));
      return ["photons", "protons"].map((modality, k): Cell[] => [
        label,
        modality,
        ...percentiles(dose.filter((_, i) => proton[i] === k))
      ]);
    }),
    partition: "organ"
  });
}

/** The ratio of the geometric mean dose with protons to that with photons, at the same target and prescribed dose. */
export function modalityDoseRatios(
  cohort: (study: Study) => Irradiated,
  organs: readonly DoseColumn[],
  level: number
): Step {
  return (study) => {
    const {firstCourse, total} = cohort(study);
    const table = study.table("treatments");
    const target = table.factor("target");
    const prescribed = table.numbers("prescribed_gy");
    const proton = Float64Array.from(hadProton(study, cohort(study)));
    const children = proton.reduce((sum, one) => sum + one, 0);
    const occurring = [...new Set(firstCourse.map((row) => target.codes[row]))].sort((a, b) => a - b);
    const targets = occurring.slice(1).map((code) => ({
      name: target.levels[code],
      column: Float64Array.from(firstCourse, (row) => Number(target.codes[row] === code))
    }));
    const terms = {
      names: ["proton", "prescribed", ...targets.map(({name}) => name)],
      columns: [
        proton,
        Float64Array.from(firstCourse, (row) => log(prescribed[row])),
        ...targets.map(({column}) => column)
      ]
    };
    const rows = organs.map(({label, column}): Cell[] => {
      const value = Float64Array.from(total(column), (gray) => log(Math.max(gray, leastGy)));
      const {parameters} = linearRegression({value, terms}, {interval: {level}});
      const {estimate, wald} = parameters.find(({term}) => term === "proton")!;
      return ["", label, children, exp(estimate), exp(wald.lower), exp(wald.upper)];
    });
    return {
      kind: "figure",
      form: "forest",
      caption: "Mean organ dose with protons over that with photons, at the same target and prescribed dose.",
      alt: `The ratio of doses with its interval for ${organs.length} organs.`,
      data: {
        estimates: {
          columns: [
            {name: "group", label: "Group", type: "text"},
            {name: "label", label: "Organ", type: "text"},
            {name: "children", label: "Children with protons", type: "count"},
            {name: "estimate", label: "Ratio", type: "number", digits: 3, from: ["children"]},
            {name: "lower", label: "lower", type: "number", digits: 3, from: ["children"]},
            {name: "upper", label: "upper", type: "number", digits: 3, from: ["children"]}
          ],
          rows
        }
      },
      options: {x: "Ratio of geometric mean doses, protons to photons", null: 1, scale: "log", whole: true},
      notes: [`Doses below ${leastGy} Gy count as that much.`]
    };
  };
}
