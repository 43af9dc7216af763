import type {Cells} from "../../src/stats/persontime/cells.js";
import {movedCases} from "../../src/stats/persontime/movedCases.js";
import type {TableFit} from "../../src/stats/result/recomputable.js";
import type {Cell, Column, Table} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {bandLabel} from "../designs/bands.js";
import {cells, type DoseResponse} from "../designs/doseResponse.js";
import {type Counted, mergeNeighbours} from "./mergeNeighbours.js";
import {publishedDose, publishedUnit} from "./trend.js";

/** The labels are the names, so that the download can be fitted by its own words. */
const named = (name: string, type: Column["type"], rest: Partial<Column> = {}): Column => ({
  name,
  label: name,
  type,
  ...rest
});
const columns: Column[] = [
  named("lag", "number"),
  named("transplant", "text"),
  named("age", "text"),
  named("band", "text"),
  named("from", "number"),
  named("to", "number"),
  named("dose", "number", {digits: 4}),
  named("pyr", "personTime"),
  named("cases", "count")
];

/** The consortium's rules, by which cells are joined; the gate holds what is published against the holders' own. */
const policy = {threshold: 10, roundTo: 5, width: 4};

/**
 * Cases of a cell, at least: ten and as many more as let none be published as 10, which would tell it to be
 * one of three numbers; so that of two lags the difference keeps a range as well.
 */
export const leastInCell = 13;
/** Parts into which a rich table is divided by age and transplant at most, to leave cases to the doses. */
const mostStrata = 10;
/** Edges of attained age, in years, at which strata may part. */
const ageEdges = [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60];

/**
 * The person-time that readers may fit for themselves: cases, person-years and mean dose by transplant,
 * attained age and dose band under the design's lag and each of `others`. Neighbours are joined until every
 * cell holds enough cases to pass the policy by itself. The parts by transplant and age are the same under
 * every lag: only doses move.
 *
 * @param answers name of the report's estimate that the design gives; `unadjusted` of that without transplant
 *   in the background, where the report has one.
 */
export function publishedCells(
  design: DoseResponse,
  others: readonly number[],
  {answers = "trend", unadjusted}: {answers?: string; unadjusted?: string} = {}
): Step {
  const {outcome, organ, lagYears} = design;
  const lags = [...new Set([...others, lagYears])].sort((a, b) => a - b);
  return (study): Table => {
    const parts = partsOf(cells(study, design), design);
    const tables = lags.map((lag) => cells(study, {...design, lagYears: lag}));
    const banded = parts.map((part) =>
      untold(
        lags.flatMap((lag, k) => bandsIn(tables[k], design, part).map((band) => ({...band, lag}))),
        lagYears
      )
    );
    const rows = lags.flatMap((lag) =>
      parts.flatMap((part, k) =>
        banded[k]
          .filter((band) => band.lag === lag)
          .map(({from, to, exposure, pyr, cases}): Cell[] => [
            lag,
            part.transplant,
            part.age,
            from === 0 && to === Infinity ? "all doses" : bandLabel(from, to),
            from,
            Number.isFinite(to) ? to : null,
            exposure / pyr,
            pyr,
            cases
          ])
      )
    );
    // Where no part holds two doses there is no slope to fit.
    const fitted = lags.filter((lag) => rows.filter(([own]) => own === lag).length > parts.length);
    return {
      kind: "table",
      caption: `Person-time of ${outcome.label} to fit for oneself: cases, person-years (pyr) and mean dose to the ${organ.label} in mGy under each lag in years, by transplant (before, after, either), attained age and dose band.`,
      columns,
      rows,
      partition: "lag",
      notes: [
        `Neighbouring ages and doses are joined until each cell holds ${leastInCell} cases or more; countries, sexes and calendar years are not kept apart.`
      ],
      fits: [
        ...fitted.map((lag): TableFit => {
          const fit = linearFit(`linear-lag-${lag}`, `lag of ${lag} years`, lag, ["transplant", "age"]);
          return lag === lagYears ? {...fit, answers} : fit;
        }),
        ...(unadjusted === undefined || !fitted.includes(lagYears)
          ? []
          : [
              {
                ...linearFit("without-transplant", "transplant not accounted for", lagYears, ["age"]),
                answers: unadjusted
              }
            ])
      ]
    };
  };
}

function linearFit(name: string, label: string, lag: number, strata: readonly string[]): TableFit {
  return {
    name,
    label: `ERR ${publishedUnit}, ${label}`,
    spec: {
      model: "poisson",
      response: {events: "cases", personTime: "pyr"},
      where: `lag == ${lag}`,
      strata,
      excess: {dose: {name: "ERR", expression: `dose / ${publishedDose}`}}
    }
  };
}

/** A background of its own: cells of one transplant status and a range of ages. */
interface Part {
  transplant: "before" | "after" | "either";
  age: string;
  holds: (table: Cells, cell: number) => boolean;
}

function partsOf(table: Cells, {ages}: DoseResponse): Part[] {
  const total = table.cases.reduce((sum, value) => sum + value, 0);
  const least = Math.max(2 * leastInCell, Math.ceil(total / mostStrata));
  const {codes, labels} = table.keys["transplant"];
  const inStatus = (statuses: readonly string[]) => (own: Cells, cell: number) =>
    statuses.includes(labels[own.keys["transplant"].codes[cell]]);
  const casesOf = (status: string) =>
    table.cases.reduce((sum, value, i) => sum + (labels[codes[i]] === status ? value : 0), 0);
  const apart = labels.length === 2 && labels.every((status) => casesOf(status) >= least);
  const statuses = apart ? labels.map((status) => [status]) : [[...labels]];
  return statuses.flatMap((status) => {
    const holds = inStatus(status);
    const groups = groupsBy(
      table,
      ageEdges,
      (i) => ages[table.keys["age"].codes[i]],
      (i) => holds(table, i)
    );
    return mergeNeighbours(groups, least).map(
      ({from, to}, k, all): Part => ({
        transplant: apart ? (status[0] === labels[0] ? "before" : "after") : "either",
        age: ageLabel(k === 0 ? 0 : from, k === all.length - 1 ? Infinity : to),
        holds: (own, cell) => {
          const age = ages[own.keys["age"].codes[cell]];
          return holds(own, cell) && age >= from && age < to;
        }
      })
    );
  });
}

/** A cell as it is published, its dose × person-years not yet divided. */
interface Band extends Counted {
  exposure: number;
}

function bandsIn(table: Cells, {doseBands, doseClasses}: DoseResponse, {holds}: Part): Band[] {
  const edge = (i: number) => doseClasses[table.keys["dose"].codes[i]];
  const inside = (i: number) => holds(table, i);
  return mergeNeighbours(groupsBy(table, doseBands, edge, inside), leastInCell).map((group, k): Band => {
    const from = k === 0 ? 0 : group.from;
    let exposure = 0;
    for (let i = 0; i < table.pyr.length; ++i)
      if (inside(i) && edge(i) >= from && edge(i) < group.to) exposure += table.pyr[i] * table.doseMean[i];
    return {...group, from, exposure};
  });
}

/**
 * Joins bands until no two lags tell how many cases moved between them: one edge at a time, under the lag that
 * is further from the design's own.
 */
function untold(bands: readonly (Band & {lag: number})[], own: number): (Band & {lag: number})[] {
  const ranged = bands.map(({lag, from, cases}) => ({lag, from, ...published(cases)}));
  const told = movedCases(ranged).find(
    ({lower, upper}) => lower < policy.threshold && upper - lower < policy.width
  );
  if (!told) return [...bands];
  const further = Math.abs(told.lags[1] - own) >= Math.abs(told.lags[0] - own) ? 1 : 0;
  const [lag, from] = [told.lags[further], told.edges[further]];
  const at = bands.findIndex((band) => band.lag === lag && band.from === from);
  const [below, above] = [bands[at - 1], bands[at]];
  const joined = {
    lag,
    from: below.from,
    to: above.to,
    cases: below.cases + above.cases,
    pyr: below.pyr + above.pyr,
    exposure: below.exposure + above.exposure
  };
  return untold([...bands.slice(0, at - 1), joined, ...bands.slice(at + 1)], own);
}

/** What a reader knows of a count of `leastInCell` or more. */
function published(cases: number): {lower: number; upper: number} {
  const lower = Math.ceil(Math.round(cases / policy.roundTo) * policy.roundTo - policy.roundTo / 2);
  return {lower: Math.max(policy.threshold, lower), upper: lower + policy.roundTo - 1};
}

/** Cases and person-years of the cells that are `inside`, by the class of `edges` in which their `value` lies. */
function groupsBy(
  {cases, pyr}: Cells,
  edges: readonly number[],
  value: (cell: number) => number,
  inside: (cell: number) => boolean
): Counted[] {
  const groups = edges.map((from, k): Counted => ({from, to: edges[k + 1] ?? Infinity, cases: 0, pyr: 0}));
  for (let i = 0; i < pyr.length; ++i) {
    if (!inside(i)) continue;
    const group = groups[edges.findLastIndex((from) => value(i) >= from)];
    group.cases += cases[i];
    group.pyr += pyr[i];
  }
  return groups;
}

function ageLabel(from: number, to: number): string {
  if (from === 0) return to === Infinity ? "all ages" : `under ${to}`;
  return to === Infinity ? `${from} or more` : `${from} to ${to - 1}`;
}
