import {quantileSorted} from "simple-statistics";
import {sum} from "../../src/stats/numeric/sum.js";
import {monteCarlo, type Simulated} from "../../src/stats/projection/monteCarlo.js";
import type {Sex} from "../../src/stats/projection/siteModel.js";
import type {Cell, Column, Estimate} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {backgroundRisk, type LifetimeRisk, riskSexes} from "../designs/lifetimeRisk.js";
import {meanRisk, riskOfDoses, type Today, todaysProcedures} from "../designs/todaysDoses.js";
import type {Study} from "../study.js";

/** Lifetime risks are given as cases among this many procedures. */
export const procedureBase = 100_000;
export const riskUnit = "per 100,000 procedures";

/** Names of children of a sex, in the order of `riskSexes`. */
export const sexLabels = ["girls", "boys"] as const;

/** The risk of one sex, or of all, and by how many procedures it was given. */
interface Part {
  sex?: Sex;
}

/** Today's procedures. */
export function procedureCount(design: LifetimeRisk, today: Today): Step {
  return (study) => ({
    kind: "estimate",
    label: "Procedures",
    type: "count",
    value: todaysProcedures(study, design, today).row.length
  });
}

/** Lifetime attributable risk of one of today's procedures, the mean over all or over those of one sex. */
export function lifetimeRisk(design: LifetimeRisk, today: Today, part: Part = {}): Step {
  return (study) => lifetimeRiskEstimate(study, {...design, ...today}, part);
}

/** The estimate alone, for tables that compare designs. */
export function lifetimeRiskEstimate(study: Study, design: LifetimeRisk & Today, {sex}: Part = {}): Estimate {
  const {since, ...risk} = design;
  const {chosen, count} = ofSex(study, risk, {since}, sex);
  const {mean, lower, upper, level} = summary(
    together(meanRisk(study, risk, {since}, {chosen})),
    design.level
  );
  return {
    kind: "estimate",
    label: `Lifetime cases of cancer${sex ? ` in ${sexLabels[riskSexes.indexOf(sex)]}` : ""}`,
    value: mean,
    lower,
    upper,
    level,
    unit: sex ? "per 100,000" : `lifetime cancers ${riskUnit}`,
    digits: 3,
    cases: count
  };
}

/** Lifetime risk of the same cancers without exposure, from an age on. */
export function lifetimeBackground(design: LifetimeRisk, sex: Sex, fromAge: number): Step {
  return (study) => ({
    kind: "estimate",
    label: `Lifetime cases without exposure in ${sexLabels[riskSexes.indexOf(sex)]}`,
    value: procedureBase * backgroundRisk(study, design, sex, fromAge),
    unit: `per 100,000 ${sexLabels[riskSexes.indexOf(sex)]}`,
    digits: 2
  });
}

/** What one procedure adds to the lifetime risk without exposure from an age on, in per cent of it. */
export function lifetimeShare(design: LifetimeRisk & Today, fromAge: number): Step {
  return (study) => {
    const {since: _, ...risk} = design;
    const estimates = riskSexes.map((sex) => lifetimeRiskEstimate(study, design, {sex}));
    const shares = riskSexes.map((sex, k) => {
      const background = procedureBase * backgroundRisk(study, risk, sex, fromAge);
      const share = (100 * (estimates[k].value as number)) / background;
      return `${Number(share.toPrecision(2))}\u00a0% in ${sexLabels[k]}`;
    });
    return {
      kind: "statement",
      text: `One procedure adds to that about ${shares.join(" and ")}.`,
      cases: Math.min(...estimates.map(({cases}) => cases ?? 0))
    };
  };
}

const bounds: Column[] = [
  {name: "lower", label: "lower", type: "number", digits: 3, from: ["procedures"]},
  {name: "upper", label: "upper", type: "number", digits: 3, from: ["procedures"]}
];
const risk: Column = {
  name: "estimate",
  label: "Lifetime cases",
  type: "number",
  unit: riskUnit,
  digits: 3,
  from: ["procedures"]
};
const count: Column = {name: "procedures", label: "Procedures", type: "count"};

/** Mean lifetime risk of today's procedures by the cancer's site, in girls and boys. */
export function riskBySite(design: LifetimeRisk, today: Today): Step {
  return (study) => {
    const rows = riskSexes.flatMap((sex, k) => {
      const {chosen, count: own} = ofSex(study, design, today, sex);
      const bySite = meanRisk(study, design, today, {chosen});
      return design.sites.flatMap(({site, sexes}, s): Cell[][] => {
        if (!sexes.includes(sex)) return [];
        const {mean, lower, upper} = summary(bySite[s], design.level);
        return [[`${siteLabel(site)}, ${sexLabels[k]}`, mean, lower, upper, own]];
      });
    });
    return {
      kind: "figure",
      form: "bars",
      caption: "Lifetime cases of cancer that one of today's procedures adds, by site.",
      alt: `Bars with intervals for ${design.sites.length} sites in girls and boys; lung and, in girls, breast are the longest.`,
      data: {
        sites: {
          columns: [{name: "site", label: "Site", type: "text"}, risk, ...bounds, count],
          rows: rows.sort((a, b) => (b[1] as number) - (a[1] as number))
        }
      },
      options: {x: `Lifetime cases ${riskUnit}`}
    };
  };
}

/** Lifetime risk of one procedure at today's median doses, by class of procedure, sex and age. */
export function riskByProcedure(design: LifetimeRisk, today: Today): Step {
  return (study) => {
    const {kinds} = todaysProcedures(study, design, today);
    const rows = kinds.flatMap((name, kind) =>
      riskSexes.flatMap((_, sex) =>
        design.ages.flatMap(({label}, age): Cell[][] => {
          const own = medians(study, design, today, {kind, sex, age});
          if (own.count === 0) return [];
          const {mean, lower, upper} = summary(riskOfDoses(study, design, own.doses, sex, age), design.level);
          const shown = [0, 1].map((s) => 1000 * own.doses[s]);
          return [[name, sexLabels[sex], label, own.count, ...shown, mean, lower, upper]];
        })
      )
    );
    const dose = (s: number): Column => ({
      name: `dose${s}`,
      label: `Median ${design.sites[s].organ.label} dose`,
      type: "number",
      unit: "mGy",
      digits: 2,
      from: ["procedures"]
    });
    return {
      kind: "table",
      caption: "Lifetime cases of cancer that one procedure adds, at today's median organ doses.",
      columns: [
        {name: "class", label: "Procedure", type: "text"},
        {name: "sex", label: "Sex", type: "text"},
        {name: "age", label: "Age", type: "text", unit: "years"},
        count,
        dose(0),
        dose(1),
        risk,
        ...bounds
      ],
      rows,
      partition: "class"
    };
  };
}

/** Lifetime risk over age at one class of procedure, girls and boys, at the median doses of each age. */
export function riskByAge(design: LifetimeRisk, today: Today, className: string): Step {
  return (study) => {
    const kind = todaysProcedures(study, design, today).kinds.indexOf(className);
    if (kind < 0) throw new RangeError(`className must be a class of procedure; got ${className}`);
    const rows = riskSexes.flatMap((_, sex) =>
      design.ages.map(({at}, age): Cell[] => {
        const own = medians(study, design, today, {kind, sex, age});
        const {mean, lower, upper} = summary(riskOfDoses(study, design, own.doses, sex, age), design.level);
        return [sexLabels[sex], at, mean, lower, upper, own.count];
      })
    );
    return {
      kind: "figure",
      form: "line-with-band",
      caption: `Lifetime cases of cancer that a ${className} procedure adds, by age, at today's median doses of that age.`,
      alt: `Lines with bands for girls and boys over ages at exposure from ${design.ages[0].at} to ${design.ages.at(-1)!.at} years.`,
      data: {
        lines: {
          columns: [
            {name: "series", label: "Sex", type: "text"},
            {name: "x", label: "Age", type: "number", unit: "years"},
            risk,
            ...bounds,
            count
          ],
          rows
        }
      },
      options: {x: "Age at the procedure (years)", y: `Lifetime cases ${riskUnit}`}
    };
  };
}

/** Mean, and interval of the middle draws, of cases among 100,000. */
export function summary(draws: Float64Array, level: number): Simulated {
  return monteCarlo(draws.length, (k) => [procedureBase * draws[k]], level)[0];
}

/** Risks of several sites added up draw by draw. */
export function together(bySite: readonly Float64Array[]): Float64Array {
  return bySite[0].map((_, k) => sum(bySite.map((own) => own[k])));
}

/** The median dose of each site's organ in procedures of a class, sex and age, and their number. */
export function medians(
  study: Study,
  design: LifetimeRisk,
  today: Today,
  group: {kind: number; sex: number; age: number}
): {doses: number[]; count: number} {
  const {kind, sex, age, doses} = todaysProcedures(study, design, today);
  const own = Array.from(kind.keys()).filter(
    (k) => kind[k] === group.kind && sex[k] === group.sex && age[k] === group.age
  );
  return {
    count: own.length,
    doses:
      own.length === 0
        ? []
        : doses.map((dose) =>
            quantileSorted(
              own.map((k) => dose[k]).sort((a, b) => a - b),
              0.5
            )
          )
  };
}

function ofSex(study: Study, design: LifetimeRisk, today: Today, sex: Sex | undefined) {
  const all = todaysProcedures(study, design, today);
  const code = sex === undefined ? -1 : riskSexes.indexOf(sex);
  const chosen = (k: number) => code < 0 || all.sex[k] === code;
  return {chosen, count: all.sex.reduce((total, own) => total + Number(code < 0 || own === code), 0)};
}

/** The site of data/reference/risk-models.json as pages name it. */
export function siteLabel(site: string): string {
  const name = site === "brain/CNS" ? "brain" : site;
  return `${name[0].toUpperCase()}${name.slice(1)}`;
}
