import {type Meta, type MetaMethod, meta} from "../../src/stats/meta/meta.js";
import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {cells, type DoseResponse, fitExcess} from "../designs/doseResponse.js";
import {publishedDose, publishedUnit, trendEstimate} from "./trend.js";

const err = (name: string, label: string, unit?: string): Column => ({
  name,
  label,
  type: "number",
  unit,
  digits: 3,
  from: ["cases"]
});
const columns: Column[] = [
  {name: "method", label: "Pooled by", type: "text"},
  {name: "countries", label: "Countries", type: "number"},
  {name: "cases", label: "Cases", type: "count"},
  err("estimate", "ERR", publishedUnit),
  err("lower", "lower"),
  err("upper", "upper"),
  err("prediction", "A further country"),
  err("iSquared", "I²", "%"),
  {name: "q", label: "p for difference", type: "p", from: ["cases"]}
];
const methods: [MetaMethod, string][] = [
  ["fixed", "one effect common to all (fixed)"],
  ["reml", "effects that vary (random, REML)"]
];
const leastCases = 10;

/**
 * The trend of each country by a model of its own, pooled as studies are, beside that of one model for all:
 * whether the countries agree. Countries with fewer than ten cases, or whose estimate lies at the boundary of
 * what the model allows so that it has no standard error to weigh it by, are left out and named.
 */
export function countryMeta(design: DoseResponse): Step {
  return (study) => {
    const {labels, codes} = cells(study, design).keys.country;
    const occurring = [...new Set(codes)].sort((a, b) => a - b).map((code) => labels[code]);
    const out: string[] = [];
    const fits = occurring.flatMap((country) => {
      const without = occurring.filter((other) => other !== country);
      const {parameters, events, boundary} = fitExcess(study, {...design, without});
      const [{estimate, se}] = parameters;
      if (events >= leastCases && !boundary && Number.isFinite(estimate) && Number.isFinite(se))
        return [{estimate: estimate * publishedDose, se: se * publishedDose, events}];
      out.push(country);
      return [];
    });
    const cases = fits.reduce((sum, {events}) => sum + events, 0);
    const whole = trendEstimate(study, design);
    const pooled = methods.map(([method, label]): Cell[] => {
      const result = meta(
        fits.map(({estimate}) => estimate),
        fits.map(({se}) => se),
        {method, level: design.level}
      );
      return [label, fits.length, cases, ...row(result)];
    });
    return {
      kind: "table",
      caption: `Trend of ${design.outcome.label} pooled over countries.`,
      columns,
      rows: [
        [
          "one model (main analysis)",
          occurring.length,
          whole.cases!,
          whole.value,
          whole.lower ?? null,
          whole.upper ?? null,
          null,
          null,
          null
        ],
        ...pooled
      ],
      partition: "method",
      notes: [
        "Countries are weighed by Wald standard errors, which a skewed likelihood makes too small where the estimate is low; the one model has no such fault. p by Cochran's Q; “a further country” is the half-width of the 95 % prediction interval.",
        ...(out.length > 0
          ? [`Not in the pool, for want of cases or with an estimate at the boundary: ${out.join(", ")}.`]
          : [])
      ]
    };
  };
}

function row({estimate, lower, upper, prediction, iSquared, q}: Meta): Cell[] {
  return [
    estimate,
    lower,
    upper,
    prediction ? (prediction.upper - prediction.lower) / 2 : null,
    100 * iSquared,
    q.p
  ];
}
