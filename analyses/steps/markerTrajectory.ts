import {adjustedP} from "../../src/stats/multiplicity/adjustedP.js";
import {exp} from "../../src/stats/numeric/elementary.js";
import {normalQuantile} from "../../src/stats/numeric/normal.js";
import type {Fit} from "../../src/stats/result/fit.js";
import type {Cell} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {type MarkerDose, markerFit} from "../designs/markerDose.js";
import {
  childrenColumn,
  inPerCent,
  markerFigure,
  markerResult,
  markerResults,
  publishedGy
} from "./markerResults.js";

/** How a marker runs over the years since treatment at a few doses: fitted geometric means with bands. */
export function trajectory(
  design: MarkerDose,
  name: string,
  {doses, years}: {doses: readonly number[]; years: number}
): Step {
  return (study) => {
    const {marker, rows, estimator, children: own} = markerResult(study, design, name);
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
            markerFigure("estimate", name, rows.unit),
            markerFigure("lower", "lower"),
            markerFigure("upper", "upper"),
            childrenColumn
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
    const all = markerResults(study, design).map((result) => {
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
        childrenColumn,
        markerFigure("since", "Change at no dose", "% in 10 years"),
        markerFigure("lower", "lower"),
        markerFigure("upper", "upper"),
        markerFigure("product", `Change of the change with ${publishedGy} Gy`, "% in 10 years"),
        markerFigure("lower", "lower"),
        markerFigure("upper", "upper"),
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
