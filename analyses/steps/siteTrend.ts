import {likelihoodRatioTest} from "../../src/stats/inference/likelihoodRatio.js";
import type {Cell, Column, Estimate, TableData} from "../../src/stats/result/report.js";
import {sir} from "../../src/stats/sir/sir.js";
import type {Step} from "../analysis.js";
import {bandLabel} from "../designs/bands.js";
import {type SiteDose, siteCells, siteFit, trueSiteSlope} from "../designs/siteDose.js";
import type {Study} from "../study.js";
import {doseResponseFigure} from "./doseResponseFigure.js";
import {hazardUnit} from "./hazardTrend.js";
import {forestColumns, forestRow} from "./sensitivity.js";
import {type Publishing, slopeEstimate} from "./slope.js";

/** The excess relative risk per Gy of the site's own organ, one slope for all sites. */
export function siteTrend(design: SiteDose): Step {
  return (study) => ({...siteEstimate(study, design), warnings: siteFit(study, design).warnings});
}

/** The estimate alone, for tables that compare designs. */
export function siteEstimate(study: Study, design: SiteDose): Estimate {
  const {parameters, events, tests} = siteFit(study, design);
  return slopeEstimate("Excess relative risk of a second cancer", parameters[0], publishing(design), {
    cases: events,
    p: tests.dose.p
  });
}

/** Second cancers of all sites in the model; a child may have one of each. */
export function siteCases(design: SiteDose): Step {
  return (study) => ({
    kind: "estimate",
    label: "Second cancers",
    type: "count",
    value: siteFit(study, design).events
  });
}

/** Whether the interval holds the slope that the sites' true ones come to in this model. */
export function trueSites(design: SiteDose): Step {
  return (study) => {
    const truth = trueSiteSlope(study, design);
    if (truth === null) return {kind: "statement", text: ""};
    const {lower, upper, cases} = siteEstimate(study, design);
    const inside = truth >= (lower ?? -Infinity) && truth <= (upper ?? Infinity);
    const slopes = Object.values(study.truth!.model.radiotherapy.secondCancer).map(({perGy}) => perGy);
    return {
      kind: "statement",
      text:
        `The data are synthetic: they were made with a slope for each site, from ${Math.min(...slopes)} to ${Math.max(...slopes)} per Gy, that of the thyroid bent down at high doses. ` +
        `With the doses and person-years of these children, they come to one slope of ${Number(truth.toPrecision(3))} per Gy, which the interval ${inside ? "covers" : "does not cover"}.`,
      cases
    };
  };
}

const columns: Column[] = [
  {name: "band", label: "Dose", type: "text", unit: "Gy"},
  {name: "meanDose", label: "Mean dose", type: "number", unit: "Gy", digits: 3, from: ["cases"]},
  {name: "personYears", label: "Person-years, all sites", type: "personTime"},
  {name: "cases", label: "Observed", type: "count"},
  {name: "expected", label: "Expected", type: "number", digits: 3, from: ["cases"]},
  {name: "rr", label: "SIR", type: "number", digits: 3, from: ["cases"]},
  {name: "lower", label: "lower", type: "number", digits: 3, from: ["cases"]},
  {name: "upper", label: "upper", type: "number", digits: 3, from: ["cases"]}
];

/** Observed and expected cases by band of dose to the site's organ. */
export function siteBands(design: SiteDose): Step {
  return (study) => ({
    kind: "table",
    caption:
      "Second cancers of all sites by dose to the organ in which they arise, against the registries' rates.",
    ...bandTable(study, design),
    notes: [
      `SIR: observed over expected, with exact ${100 * design.level} % intervals. A child adds person-years for each site.`
    ],
    fits: [
      {
        name: "bands",
        label: `ERR ${hazardUnit} from the dose bands`,
        spec: {
          model: "poisson",
          response: {events: "cases", personTime: "personYears", rate: "rate"},
          define: {rate: "expected / personYears"},
          excess: {dose: {name: "ERR", expression: "meanDose"}},
          interval: {level: design.level, methods: ["wald", "profile"]}
        },
        answers: "trend"
      }
    ]
  });
}

/** The ratio of observed to expected cases in dose bands, and the fitted line. */
export function siteFigure(design: SiteDose): Step {
  const axis = {
    label: "Second cancers against the registries' rates",
    dose: `Mean dose to the organ, lagged by ${lagText(design)} years`,
    unit: "Gy" as const
  };
  return doseResponseFigure(axis, (study) => ({
    points: bandTable(study, design),
    slope: siteFit(study, design).parameters[0],
    bands: bandSums(study, design)
  }));
}

/** Observed and expected cases and the slope in groups of sites, with the test of one slope for all. */
export function siteGroups(
  design: SiteDose,
  groups: readonly {label: string; sites: readonly string[]}[]
): Step {
  const [, , , ...figures] = forestColumns(hazardUnit);
  return (study) => {
    const groupOf = (site: number) =>
      groups.findIndex(({sites}) => sites.includes(design.sites[site].outcome.name));
    const {cases, expected, site} = siteCells(study, design);
    const fit = siteFit(study, design, {groups: groups.map(({label}) => label), groupOf});
    const test = likelihoodRatioTest(fit.logLik, siteFit(study, design).logLik, groups.length - 1);
    const within = (column: Float64Array, k: number) =>
      column.reduce((sum, value, i) => sum + (groupOf(site[i]) === k ? value : 0), 0);
    return {
      kind: "table",
      caption: "Slope in groups of sites.",
      columns: [
        {name: "sites", label: "Sites", type: "text"},
        {name: "cases", label: "Observed", type: "count"},
        {name: "expected", label: "Expected", type: "number", digits: 3, from: ["cases"]},
        ...figures,
        {name: "p", label: "p for difference", type: "p", from: ["cases"]}
      ],
      rows: groups.map(({label}, k): Cell[] => {
        const observed = within(cases, k);
        const estimate = slopeEstimate(label, fit.parameters[k], publishing(design), {cases: observed});
        const [, , , ...bounds] = forestRow("", label, estimate);
        return [label, observed, within(expected, k), ...bounds, k === 0 ? test.p : null];
      }),
      notes: ["Profile-likelihood intervals; p by likelihood ratio against one slope for all."]
    };
  };
}

/** The lags of the sites, such as "2 or 5". */
function lagText({sites, lagYears}: SiteDose): string {
  const lags = new Set(sites.map((site) => site.lagYears ?? lagYears));
  return [...lags].sort((a, b) => a - b).join(" or ");
}

function bandTable(study: Study, design: SiteDose): TableData {
  return {
    columns,
    rows: bandSums(study, design).map(({label, meanDose, pyr, cases, expected}): Cell[] => {
      const {estimate, lower, upper} = sir(cases, expected, {level: design.level});
      return [label, meanDose, pyr, cases, expected, estimate, lower, upper];
    })
  };
}

function bandSums(study: Study, design: SiteDose) {
  const {cases, pyr, expected, dose, band} = siteCells(study, design);
  return design.doseBands.map((lower, k) => {
    const upper = design.doseBands[k + 1] ?? Infinity;
    const sums = {label: bandLabel(lower, upper), lower, upper, meanDose: 0, pyr: 0, cases: 0, expected: 0};
    for (let i = 0; i < pyr.length; ++i) {
      if (band[i] !== k) continue;
      sums.pyr += pyr[i];
      sums.cases += cases[i];
      sums.expected += expected[i];
      sums.meanDose += expected[i] * dose[i];
    }
    // Where cases are expected is where a dose tells: a mean over person-years would be that of children too young to fall ill.
    return {...sums, meanDose: sums.expected > 0 ? sums.meanDose / sums.expected : 0};
  });
}

function publishing({level}: SiteDose): Publishing {
  return {per: 1, unit: hazardUnit, level};
}
