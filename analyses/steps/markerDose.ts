import {adjustedP} from "../../src/stats/multiplicity/adjustedP.js";
import {exp} from "../../src/stats/numeric/elementary.js";
import type {Cell} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {type MarkerDose, type MarkerEstimator, markerFit} from "../designs/markerDose.js";
import {
  childrenColumn,
  inPerCent,
  markerFigure,
  markerResult,
  markerResults,
  publishedGy,
  slopeOf
} from "./markerResults.js";
import {percentiles} from "./percentiles.js";

const change = `% with ${publishedGy} Gy more`;
const estimatorNames: Record<MarkerEstimator, string> = {mixed: "mixed model", tobit: "Tobit"};

/** The change of one marker with dose, and its interval. */
export function markerChange(design: MarkerDose, name: string): Step {
  return (study) => {
    const {slope, children} = markerResult(study, design, name);
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
    const all = markerResults(study, design);
    const value =
      what === "measurements"
        ? all.reduce((sum, {rows}) => sum + rows.value.length, 0)
        : new Set(all.flatMap(({rows}) => Array.from(rows.child))).size;
    return {kind: "estimate", label: what, type: "count", value};
  };
}

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
          childrenColumn,
          markerFigure("estimate", "Change", change),
          markerFigure("lower", "lower"),
          markerFigure("upper", "upper")
        ],
        rows: markerResults(study, design).map(({marker, slope, children: own}): Cell[] => [
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
    const all = markerResults(study, design);
    const adjusted = adjustedP(all.map(({slope}) => slope.p));
    return {
      kind: "table",
      caption: `Change of each marker with ${publishedGy} Gy more to its organ.`,
      columns: [
        {name: "marker", label: "Marker", type: "text"},
        {name: "organ", label: "Dose to", type: "text"},
        {name: "model", label: "Model", type: "text"},
        childrenColumn,
        markerFigure("change", "Change", change),
        markerFigure("lower", "lower"),
        markerFigure("upper", "upper"),
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
      childrenColumn,
      {name: "measurements", label: "Measurements", type: "count"},
      {name: "below", label: "Below the limit", type: "count"},
      markerFigure("p25", "25th"),
      markerFigure("median", "Median"),
      markerFigure("p75", "75th")
    ],
    rows: markerResults(study, design).map(({marker, rows, children: own}): Cell[] => [
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
    const told = markerResults(study, design).map(({marker, slope}) => {
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
      childrenColumn,
      markerFigure("change", "Change", change),
      markerFigure("lower", "lower"),
      markerFigure("upper", "upper")
    ],
    rows: markerResults(study, design).flatMap(({marker, rows, estimator, children: own}) =>
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
