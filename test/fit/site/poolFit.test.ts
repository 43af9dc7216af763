import {generateKeyPairSync} from "node:crypto";
import {expect, test} from "vitest";
import {fitTable} from "../../../fit/fitTable.js";
import {makeSiteTable, type Sender} from "../../../fit/site/makeSiteTable.js";
import {poolFit} from "../../../fit/site/poolFit.js";
import {readSignedTable, signTable} from "../../../fit/site/signedTable.js";
import type {SiteTable} from "../../../fit/site/siteTable.js";
import {tableOfCells} from "../../../fit/site/tableOfCells.js";
import type {FitSpec} from "../../../fit/spec/fitSpec.js";
import type {TabulateSpec} from "../../../fit/tabulate/tabulateSpec.js";
import {publicPem} from "../../../publish/release/attestation.js";
import type {PersonTime} from "../../../src/stats/persontime/persons.js";
import {type Tabulation, tabulate} from "../../../src/stats/persontime/tabulate.js";
import {policy} from "../../publish/disclosure/gate/reports.js";
import {randomCohort, subset} from "../../stats/persontime/cohorts.js";

const {privateKey: key} = generateKeyPairSync("ed25519");

const spec: TabulateSpec = {
  persons: {data: "persons.csv", id: "id", birth: "birth", entry: "entry", exit: "exit"},
  by: ["sex"],
  status: {transplant: "transplant"},
  scales: {age: {from: [0, 5, 10, 15], until: 20}, year: [1960, 1985]},
  dose: {breaks: [0, 10, 20, 40], lagYears: 2}
};
const how: Tabulation = {
  scales: {age: {from: [0, 5, 10, 15], until: 20}, year: [1960, 1985]},
  dose: {breaks: [0, 10, 20, 40], lagYears: 2}
};
const err: FitSpec = {
  model: "poisson",
  response: {events: "cases", personTime: "pyr"},
  strata: ["sex", "age"],
  excess: {dose: {name: "per100", expression: "doseMean / 100"}}
};

function cohort(n: number, seed: number): Required<PersonTime> {
  const persons = randomCohort(n, seed);
  return {...persons, by: {sex: persons.by.sex}};
}

/** The table of some children, through the file that a site sends. */
function sent(
  site: string,
  persons: PersonTime,
  small?: Sender["small"],
  by: TabulateSpec = spec,
  axes: Tabulation = how
) {
  const table = makeSiteTable({site, policy, small}, by, {
    cells: tabulate(persons, axes),
    persons,
    tabulation: axes,
    warnings: []
  });
  const file = `${site}.json`;
  return {file, ...readSignedTable(file, JSON.stringify(signTable(table, key), null, 2))};
}

function sites(persons: Required<PersonTime>, number: number): PersonTime[] {
  const rows = Array.from(persons.entry.keys());
  return Array.from({length: number}, (_, k) =>
    subset(
      persons,
      rows.filter((i) => i % number === k)
    )
  );
}

test("poolFit of seven sites is the fit of all children to the last bit, profile and tests too (law)", () => {
  const persons = cohort(4000, 41);
  const {elapsedMs: _, ...direct} = fitTable(err, tableOfCells("the pooled cells", tabulate(persons, how)));
  const tables = sites(persons, 7).map((own, k) => sent(`Site ${k}`, own, {agreement: "DTA 7"}));
  for (const order of [tables, [...tables].reverse()]) {
    const {elapsedMs: __, ...pooled} = poolFit(order, err).answer.fit!;
    expect(pooled).toEqual(direct);
  }
  expect(direct.parameters[0].profile).toBeDefined();
});

test("poolFit of sites of one level each is the fit of all children, with the site as a stratum too (law)", () => {
  const persons = randomCohort(1500, 42);
  const parts = ["a", "b", "c"].map((_, code) =>
    subset(
      persons,
      Array.from(persons.entry.keys()).filter((i) => persons.by.site.codes[i] === code)
    )
  );
  const all = tabulate({...persons, by: {site: persons.by.site, sex: persons.by.sex}}, how);
  const bySite = {...err, strata: ["site", "sex", "age"]};
  const {
    elapsedMs: _,
    equation: _equation,
    ...direct
  } = fitTable(bySite, tableOfCells("the pooled cells", all));
  // The site is a column of none of the children's tables, or one with a level of its own at each.
  const without = parts.map((own, k) =>
    sent(["a", "b", "c"][k], {...own, by: {sex: own.by!.sex}}, {agreement: "DTA 7"})
  );
  const withLevel = parts.map((own, k) => {
    const codes = own.by!.site.codes.map(() => 0);
    const levels = [["a", "b", "c"][k]];
    const by = {place: {codes, levels}, sex: own.by!.sex};
    return sent(`Site ${k}`, {...own, by}, {agreement: "DTA 7"}, {...spec, by: ["place", "sex"]});
  });
  for (const [tables, fitted] of [
    [without, bySite],
    [withLevel, {...err, strata: ["place", "sex", "age"]}]
  ] as [typeof without, FitSpec][]) {
    const {elapsedMs: __, equation: ___, ...pooled} = poolFit(tables, fitted).answer.fit!;
    expect(pooled).toEqual(direct);
  }
});

test("poolFit with merged cells gives a range that holds the estimate of the children's own table (law)", () => {
  const coarse: Tabulation = {
    scales: {age: {from: [0, 10], until: 20}},
    dose: {breaks: [0, 10, 20], lagYears: 2}
  };
  for (const [n, seed, number, merging, axes, width] of [
    [4000, 51, 7, 7, how, Infinity],
    [4000, 52, 7, 2, how, Infinity],
    [1500, 53, 3, 3, how, Infinity],
    [1500, 54, 2, 2, coarse, 10],
    [6000, 55, 3, 3, coarse, 3]
  ] as const) {
    const {transplant: _, ...status} = cohort(n, seed).status;
    const persons = {...cohort(n, seed), ...(axes === coarse && {status})} as Required<PersonTime>;
    const {estimate} = fitTable(err, tableOfCells("all", tabulate(persons, axes))).parameters[0];
    const tables = sites(persons, number).map((own, k) =>
      sent(`Site ${k}`, own, k < merging ? "merge" : {agreement: "DTA 7"}, spec, axes)
    );
    expect(tables.filter(({table}) => table.smallCells.choice === "merged").length).toBeGreaterThan(0);
    const {range, fit} = poolFit(tables, err).answer;
    expect(fit).toBeUndefined();
    expect(range).toMatchObject({term: "per100"});
    const [lower, upper] = [range!.lower!, range!.upper ?? Infinity];
    expect(lower).toBeLessThanOrEqual(estimate!);
    expect(upper).toBeGreaterThanOrEqual(estimate!);
    expect(lower).toBeLessThan(upper);
    if (width < Infinity) expect(upper - lower).toBeLessThan(width);
  }
});

test("makeSiteTable sends no small cell unasked, and names what it did (by hand)", () => {
  const persons = cohort(900, 61);
  expect(() => sent("A", persons)).toThrow(
    /^small cells must be sent under an agreement \(--agreed TEXT\) or merged \(--merge\); got \d+ of \d+ cells with fewer than 10 children or cases$/
  );
  expect(() =>
    sent("A", persons, {agreement: "DTA 7"}, {...spec, rates: {data: "rates.csv", rate: "rate"}})
  ).toThrow(
    "rates must be left out of a table to send, for expected cases do not add up exactly; got rates.csv"
  );
  expect(sent("A", persons, {agreement: "DTA 7"}).table.smallCells).toMatchObject({
    choice: "agreed",
    agreement: "DTA 7"
  });
  const {table} = sent("A", persons, "merge");
  expect(table.smallCells).toMatchObject({choice: "merged"});
  expect(table.rows.persons).toBeUndefined();
  expect(table.offTable).toBeUndefined();
  expect(table.cases.filter((count) => count > 0 && count < 10)).toEqual([]);
  expect(String(table.doseAtMost).replace(/[.0]+$/, "").length).toBeLessThanOrEqual(2);
  expect(() =>
    makeSiteTable({site: "A", policy: {...policy, zeros: "withhold"}, small: "merge"}, spec, {
      cells: tabulate(persons, how),
      persons,
      tabulation: how,
      warnings: []
    })
  ).toThrow("--merge must be for a policy that publishes zeros");
});

test("readSignedTable refuses another hash, signature, key, schema or sum, each in one line (by hand)", () => {
  const persons = cohort(300, 62);
  const {file, ...signed} = sent("A", persons, {agreement: "DTA 7"});
  const read = (change: (copy: typeof signed) => void) => () => {
    const copy = structuredClone(signed);
    change(copy);
    readSignedTable("a.json", JSON.stringify(copy));
  };
  const resigned = (change: (table: SiteTable) => void) => () => {
    const table = structuredClone(signed.table);
    change(table);
    readSignedTable("a.json", JSON.stringify(signTable(table, key)));
  };
  expect(read(() => {})).not.toThrow();
  expect(read(({table}) => ++table.cases[0])).toThrow(/^sha256 must be [0-9a-f]{64}, that of the table; got/);
  expect(
    read((copy) => {
      copy.attestation.signatures = [];
    })
  ).toThrow("attestation must be signed; got no signature in a.json");
  const {privateKey: other} = generateKeyPairSync("ed25519");
  expect(
    read((copy) => {
      copy.key = publicPem(other);
    })
  ).toThrow(/^signature must be by key .* in a.json$/);
  expect(
    read((copy) => {
      copy.attestation.signatures[0].sig = Buffer.alloc(64).toString("base64");
    })
  ).toThrow("signature must hold for the attestation; got one that does not in a.json");
  expect(
    read((copy) => {
      Object.assign(copy.table, {children: [1]});
    })
  ).toThrow('table has no key "children"');
  expect(() => readSignedTable("a.json", "{")).toThrow(/^a.json must be JSON/);
  expect(resigned(({cells}) => void (cells.sex[0] = 7))).toThrow(
    "cells.sex must be one of 3 classes; got 7 in a.json"
  );
  expect(resigned(({rows}) => void rows.ageDays.pop())).toThrow(
    /^rows.ageDays must be one figure a row, \d+ in all/
  );
  expect(resigned(({cases}) => void cases.pop())).toThrow(/^group must be one number a row/);
  expect(resigned((table) => void (table.row = table.cases.map(() => 1)))).toThrow(
    /^row must be numbers from 0/
  );
  const trusted = (pem: string) => () => readSignedTable("a.json", JSON.stringify(signed), () => pem);
  expect(trusted(publicPem(key))).not.toThrow();
  expect(trusted(publicPem(other))).toThrow(/^key of A must be [0-9a-f]{64}, the one that is known; got/);
});

test("poolFit refuses a site twice, other classes and other conditions, each in one line (by hand)", () => {
  const persons = cohort(300, 63);
  const agreed = {agreement: "DTA 7"};
  const a = sent("A", persons, agreed);
  const pool =
    (...tables: (typeof a)[]) =>
    () =>
      poolFit(tables, err);
  expect(pool()).toThrow("files must hold the table of a site; got none");
  expect(pool(a, {...a, file: "again.json"})).toThrow(
    "site must have sent one table; got two of A, in A.json and again.json"
  );
  expect(
    pool(a, sent("B", persons, agreed, {...spec, dose: {breaks: [0, 10, 20, 40], lagYears: 5}}))
  ).toThrow(
    'dose must be the same at all sites, {"breaks":[0,10,20,40],"lagYears":2} in A.json; got {"breaks":[0,10,20,40],"lagYears":5} in B.json'
  );
  expect(
    pool(a, sent("B", persons, agreed, {...spec, events: {data: "e", id: "id", day: "day", where: "x == 1"}}))
  ).toThrow('events must be the same at all sites, null in A.json; got "x == 1" in B.json');
  const {sex: _, ...none} = persons.by;
  const other = sent("B", {...persons, by: none}, agreed);
  expect(pool(a, other)).toThrow(
    "keys must be the same at all sites, sex, transplant, dose, year, age in A.json; got transplant, dose, year, age in B.json"
  );
});

test("poolFit knows no range for another model than a linear excess in strata (by hand)", () => {
  const merged = sent("A", cohort(900, 64), "merge");
  const pool = (change: Partial<FitSpec>) => () => poolFit([merged], {...err, ...change});
  expect(pool({loglinear: ["ageMean"], excess: {dose: "doseMean", shape: "quadratic"}})).toThrow(
    "spec must be a linear excess relative risk in strata, for sites have merged cells; got loglinear, the shape quadratic"
  );
  expect(pool({excess: {dose: {expression: "log(1 + doseMean)"}}})).toThrow(
    "dose must be doseMean, or it times a number"
  );
  expect(pool({where: "age > 3", offset: "x"})).toThrow(/got where, offset$/);
  expect(pool({excess: {dose: "doseMean", modifiers: ["ageMean"]}})).toThrow(/got modifiers$/);
  expect(pool({response: {...err.response, rate: "rate"}})).toThrow(/got rate$/);
  expect(pool({loglinear: [], excess: {kind: "relative", shape: "linear", dose: "doseMean"}})).not.toThrow();
  expect(pool({strata: ["country"]})).toThrow("strata must be keys of the tables (sex, transplant");
  expect(pool({strata: []})).not.toThrow();
});
