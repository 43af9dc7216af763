import {adjustedP} from "../../src/stats/multiplicity/adjustedP.js";
import {exp} from "../../src/stats/numeric/elementary.js";
import {normalQuantile} from "../../src/stats/numeric/normal.js";
import type {Fit, Parameter} from "../../src/stats/result/fit.js";
import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {
  estimatorOf,
  type Marker,
  type MarkerDose,
  type MarkerEstimator,
  type MarkerRows,
  markerFit,
  markerRows
} from "../designs/markerDose.js";
import type {Study} from "../study.js";
import {percentiles} from "./percentiles.js";

/** Slopes are given as the change of the marker, in per cent, with this many Gy more. */
const publishedGy = 10;
const change = `% with ${publishedGy} Gy more`;
const estimatorNames: Record<MarkerEstimator, string> = {mixed: "mixed model", tobit: "Tobit"};

interface Result {
  marker: Marker;
  rows: MarkerRows;
  estimator: MarkerEstimator;
  slope: Parameter;
  children: number;
}

function results(study: Study, design: MarkerDose): Result[] {
  return study.once(`marker results ${JSON.stringify(design)}`, () =>
    design.markers.map((marker) => {
      const rows = markerRows(study, marker);
      const estimator = estimatorOf(rows, design);
      return {
        marker,
        rows,
        estimator,
        slope: slopeOf(markerFit(rows, estimator, design)),
        children: new Set(rows.child).size
      };
    })
  );
}

/** The change of one marker with dose, and its interval. */
export function markerChange(design: MarkerDose, name: string): Step {
  return (study) => {
    const {slope, children} = resultOf(study, design, name);
    const [value, lower, upper] = inPerCent(slope);
    return {
      kind: "estimate",
      label: `Change of ${name} ${change}`,
      value,
      lower,
      upper,
      level: design.level,
      type: "percent",
      digits: 3,
      p: slope.p,
      cases: children
    };
  };
}

/** Children with a measurement, and measurements. */
export function markerCount(design: MarkerDose, what: "children" | "measurements"): Step {
  return (study) => {
    const all = results(study, design);
    const value =
      what === "measurements"
        ? all.reduce((sum, {rows}) => sum + rows.value.length, 0)
        : new Set(all.flatMap(({rows}) => Array.from(rows.child))).size;
    return {kind: "estimate", label: what, type: "count", value};
  };
}

const figure = (name: string, label: string, unit?: string): Column => ({
  name,
  label,
  type: "number",
  digits: 3,
  from: ["children"],
  ...(unit && {unit})
});
const children: Column = {name: "children", label: "Children", type: "count"};

/** Every marker's change with dose in one picture. */
export function markerForest(design: MarkerDose): Step {
  return (study) => ({
    kind: "figure",
    form: "forest",
    caption: `Change of each marker with ${publishedGy} Gy more to its organ.`,
    alt: `The change in per cent with its interval for ${design.markers.length} markers.`,
    data: {
      estimates: {
        columns: [
          {name: "group", label: "Group", type: "text"},
          {name: "label", label: "Marker", type: "text"},
          children,
          figure("estimate", "Change", change),
          figure("lower", "lower"),
          figure("upper", "upper")
        ],
        rows: results(study, design).map(({marker, slope, children: own}): Cell[] => [
          `By ${marker.doseLabel} dose`,
          marker.name,
          own,
          ...inPerCent(slope)
        ])
      }
    },
    options: {x: `Change of the marker (${change})`, null: 0, scale: "linear", whole: true}
  });
}

/** Every marker's change, with p-values adjusted for their number and the truth beside it. */
export function markerTable(design: MarkerDose): Step {
  return (study) => {
    const all = results(study, design);
    const adjusted = adjustedP(all.map(({slope}) => slope.p));
    return {
      kind: "table",
      caption: `Change of each marker with ${publishedGy} Gy more to its organ.`,
      columns: [
        {name: "marker", label: "Marker", type: "text"},
        {name: "organ", label: "Dose to", type: "text"},
        {name: "model", label: "Model", type: "text"},
        children,
        figure("change", "Change", change),
        figure("lower", "lower"),
        figure("upper", "upper"),
        {name: "p", label: "p", type: "p", from: ["children"]},
        {name: "adjusted", label: "p, adjusted", type: "p", from: ["children"]}
      ],
      rows: all.map(({marker, estimator, slope, children: own}, k): Cell[] => [
        marker.name,
        marker.doseLabel,
        estimatorNames[estimator],
        own,
        ...inPerCent(slope),
        slope.p,
        adjusted[k]
      ]),
      notes: [
        `${100 * design.level} % Wald intervals. p adjusted by Benjamini and Hochberg: the share of false findings among all markers with a p as small.`
      ]
    };
  };
}

/** What was measured: children, measurements, values below the limit, percentiles. */
export function markerSummary(design: MarkerDose): Step {
  return (study) => ({
    kind: "table",
    caption: "What was measured.",
    columns: [
      {name: "marker", label: "Marker", type: "text"},
      {name: "measured", label: "Measured in", type: "text"},
      children,
      {name: "measurements", label: "Measurements", type: "count"},
      {name: "below", label: "Below the limit", type: "count"},
      figure("p25", "25th"),
      figure("median", "Median"),
      figure("p75", "75th")
    ],
    rows: results(study, design).map(({marker, rows, children: own}): Cell[] => [
      marker.name,
      `${rows.matrix}, ${rows.unit}`,
      own,
      rows.value.length,
      rows.below.reduce((sum, flag) => sum + flag, 0),
      ...percentiles(rows.value).slice(2, 5)
    ]),
    notes: ["Percentiles of all measurements, a value below the limit counted as the limit."]
  });
}

/** Whether each interval holds the slope that made the synthetic markers; empty for children's own data. */
export function trueMarkers(design: MarkerDose): Step {
  return (study) => {
    if (!study.truth) return {kind: "statement", text: ""};
    const made = study.truth.model.biomarkers;
    const told = results(study, design).map(({marker, slope}) => {
      const {organ, perGy} = made[marker.name as keyof typeof made];
      if (marker.doseColumn !== `dose_${organ}_gy`)
        throw new RangeError(
          `doseColumn of ${marker.name} must be dose_${organ}_gy; got ${marker.doseColumn}`
        );
      const inside = perGy >= slope.wald.lower && perGy <= slope.wald.upper;
      return {name: marker.name, true: 100 * (exp(publishedGy * perGy) - 1), inside};
    });
    const held = told.filter(({inside}) => inside).length;
    const list = told.map((one) => `${one.name} ${one.true.toFixed(1)}${one.inside ? "" : " (not covered)"}`);
    return {
      kind: "statement",
      text: `The data are synthetic: they were made with these changes, in ${change}: ${list.join(", ")}. The intervals cover ${held} of ${told.length}.`
    };
  };
}

/** What the answer owes to the model: each marker by mixed model and by Tobit, whichever is the main one. */
export function markerModels(design: MarkerDose): Step {
  return (study) => ({
    kind: "table",
    caption: "The same change by both models.",
    columns: [
      {name: "marker", label: "Marker", type: "text"},
      {name: "model", label: "Model", type: "text"},
      {name: "main", label: "Main answer", type: "text"},
      children,
      figure("change", "Change", change),
      figure("lower", "lower"),
      figure("upper", "upper")
    ],
    rows: results(study, design).flatMap(({marker, rows, estimator, children: own}) =>
      (["mixed", "tobit"] as const).map((model): Cell[] => [
        marker.name,
        estimatorNames[model],
        model === estimator ? "yes" : "",
        own,
        ...inPerCent(slopeOf(markerFit(rows, model, design)))
      ])
    ),
    partition: "marker",
    notes: [
      "The mixed model takes a value below the limit as the limit; Tobit regression takes it as anything below, with variance robust to several measurements of a child."
    ]
  });
}

/** How a marker runs over the years since treatment at a few doses: fitted geometric means with bands. */
export function trajectory(
  design: MarkerDose,
  name: string,
  {doses, years}: {doses: readonly number[]; years: number}
): Step {
  return (study) => {
    const {marker, rows, estimator, children: own} = resultOf(study, design, name);
    const fit = markerFit(rows, estimator, {level: design.level, time: true});
    const mean = (column: Float64Array) => column.reduce((sum, x) => sum + x, 0) / column.length;
    const [boy, age] = [mean(rows.boy), mean(rows.age)];
    const z = normalQuantile((1 - design.level) / 2, true);
    const lines = doses.flatMap((dose) =>
      Array.from({length: years + 1}, (_, year): Cell[] => {
        const since = year / 10;
        const {estimate, se} = linear(fit, {
          "(Intercept)": 1,
          dose,
          boy,
          age,
          since,
          "dose × since": dose * since
        });
        return [`${dose} Gy`, year, exp(estimate), exp(estimate - z * se), exp(estimate + z * se), own];
      })
    );
    return {
      kind: "figure",
      form: "line-with-band",
      caption: `${name} over the years since treatment, by ${marker.doseLabel} dose: fitted geometric means with their intervals.`,
      alt: `Lines with bands for ${doses.join(", ")} Gy over ${years} years since treatment.`,
      data: {
        lines: {
          columns: [
            {name: "series", label: "Dose", type: "text"},
            {name: "x", label: "Years", type: "number", unit: "years"},
            figure("estimate", name, rows.unit),
            figure("lower", "lower"),
            figure("upper", "upper"),
            children
          ],
          rows: lines
        }
      },
      options: {x: "Years since the end of treatment", y: `${name} (${rows.unit})`},
      notes: ["At the mean age and the share of boys among the measurements."]
    };
  };
}

/** Whether the effect of dose changes with the years: each marker's change with time, and of its slope. */
export function trajectoryTable(design: MarkerDose): Step {
  return (study) => {
    const all = results(study, design).map((result) => {
      const fit = markerFit(result.rows, result.estimator, {level: design.level, time: true});
      const find = (term: string) => fit.parameters.find((parameter) => parameter.term === term)!;
      return {...result, since: find("since"), product: find("dose × since")};
    });
    const adjusted = adjustedP(all.map(({product}) => product.p));
    return {
      kind: "table",
      caption: "Change of each marker over ten years, and whether that of dose changes with them.",
      columns: [
        {name: "marker", label: "Marker", type: "text"},
        children,
        figure("since", "Change at no dose", "% in 10 years"),
        figure("lower", "lower"),
        figure("upper", "upper"),
        figure("product", `Change of the change with ${publishedGy} Gy`, "% in 10 years"),
        figure("lower", "lower"),
        figure("upper", "upper"),
        {name: "p", label: "p", type: "p", from: ["children"]},
        {name: "adjusted", label: "p, adjusted", type: "p", from: ["children"]}
      ],
      rows: all.map(({marker, since, product, children: own}, k): Cell[] => [
        marker.name,
        own,
        ...inPerCent(since, 1),
        ...inPerCent(product),
        product.p,
        adjusted[k]
      ]),
      notes: [
        "p of the change of the change: whether the effect of dose grows or fades. Adjusted by Benjamini and Hochberg."
      ]
    };
  };
}

function resultOf(study: Study, design: MarkerDose, name: string): Result {
  const found = results(study, design).find(({marker}) => marker.name === name);
  if (!found) throw new RangeError(`marker must be one of the design's; got ${name}`);
  return found;
}

function slopeOf({parameters}: Fit): Parameter {
  return parameters.find(({term}) => term === "dose")!;
}

/** Estimate and bounds as per cent of change with `per` units more. */
function inPerCent({estimate, wald}: Parameter, per = publishedGy): [number, number, number] {
  const percent = (value: number) => 100 * (exp(per * value) - 1);
  return [percent(estimate), percent(wald.lower), percent(wald.upper)];
}

/** A sum of weighted parameters with its standard error. */
function linear({parameters, vcov}: Fit, weights: Record<string, number>) {
  const own = parameters.map(({term}) => {
    if (!(term in weights))
      throw new RangeError(`weights must hold ${term}; got ${Object.keys(weights).join(", ")}`);
    return weights[term];
  });
  let estimate = 0;
  let variance = 0;
  own.forEach((a, i) => {
    estimate += a * parameters[i].estimate;
    own.forEach((b, j) => {
      variance += a * b * vcov[i][j];
    });
  });
  return {estimate, se: Math.sqrt(variance)};
}
