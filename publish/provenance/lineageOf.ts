import {estimateText} from "../../src/components/estimate.js";
import {formatNumber} from "../../src/components/formatNumber.js";
import type {Stage} from "../../src/components/lineage.js";
import type {Estimate, Item, Provenance, Report} from "../../src/stats/result/report.js";

/** What the estimators of `src/stats` are called, by the file that holds them. */
const estimators: Record<string, string> = {
  "poisson/poissonRegression": "Poisson regression",
  "survival/coxph": "Cox regression",
  "survival/linearExcessRisk": "Linear excess hazard",
  "survival/fineGray": "Subdistribution hazards",
  "survival/kaplanMeier": "Kaplan–Meier curve",
  "survival/aalenJohansen": "Cumulative incidence",
  "sir/sir": "Observed over expected",
  "mixed/linearMixedModel": "Linear mixed model",
  "censored/tobit": "Censored regression",
  "regression/linearRegression": "Linear regression",
  "regression/logisticRegression": "Logistic regression",
  "mediation/naturalEffects": "Mediated effects",
  "mediation/naturalRisks": "Mediated risks",
  "imputation/chainedEquations": "Multiple imputation",
  "meta/meta": "Meta-analysis",
  "projection/lifetimeAttributableRisk": "Lifetime risk",
  "power/scorePower": "Power",
  "inference/quantileInterval": "Quantiles with intervals"
};

/**
 * The way from the extract's tables to a report's numbers: cohort, person-time, fit, disclosure, items.
 *
 * @param modules files of code that the report reaches; they tell which stages there are. Where they are
 *   not known, its items and its model do.
 */
export function lineageOf(
  {items, model}: Report,
  {extract, policy}: Provenance,
  modules: readonly string[]
): Stage[] {
  const reaches = (folder: string) => modules.some((file) => file.startsWith(`src/stats/${folder}/`));
  const own = Object.values(items);
  const counts = own.filter(isCount);
  const children = counts.find(({label}) => /child|person/i.test(label)) ?? counts[0];
  const personYears = own.find(
    (item): item is Estimate => item.kind === "estimate" && item.type === "personTime"
  );
  const fits = Object.entries(estimators)
    .filter(([name]) => modules.includes(`src/stats/${name}.ts`))
    .map(([, title]) => ({title}));
  const stages: Stage[] = [
    {
      name: `Extract ${extract.name} ${extract.version}`,
      boxes: extract.tables.map(({name, rows}) => ({title: name, detail: `${formatNumber(rows, 0)} rows`}))
    }
  ];
  if (children)
    stages.push({name: "Cohort", boxes: [{title: estimateText(children), detail: children.label}]});
  if (personYears || reaches("persontime"))
    stages.push({
      name: "Person-time",
      boxes: [
        personYears
          ? {title: estimateText(personYears), detail: "person-years"}
          : {title: "Cells of person-time"}
      ]
    });
  if (fits.length > 0 || model)
    stages.push({
      name: "Fit",
      boxes: [...(model ? [{title: model}] : []), ...fits]
    });
  stages.push({
    name: "Disclosure",
    boxes: [{title: "Small counts withheld, others rounded", detail: `policy ${policy}`}]
  });
  const numbers = (kind: Item["kind"]) => own.filter((item) => item.kind === kind).length;
  const published = [
    [numbers("estimate"), "numbers in sentences"],
    [numbers("table"), "tables"],
    [numbers("figure"), "figures"]
  ] as const;
  stages.push({
    name: "Published",
    boxes: published
      .filter(([count]) => count > 0)
      .map(([count, what]) => ({title: count === 1 ? `1 ${what.replace(/s\b/, "")}` : `${count} ${what}`}))
  });
  return stages;
}

/** The picture in words, for those who cannot see it. */
export function lineageText(stages: readonly Stage[]): string {
  const text = stages.map(
    ({name, boxes}) =>
      `${name}: ${boxes.map(({title, detail}) => (detail ? `${title} (${detail})` : title)).join(", ")}`
  );
  return `The way from data to numbers. ${text.join("; then ")}.`;
}

function isCount(item: Item): item is Estimate {
  return item.kind === "estimate" && item.type === "count";
}
