import {addTables} from "../../src/stats/persontime/addTables.js";
import type {Cells, Classes, Key} from "../../src/stats/persontime/cells.js";
import {daysPerYear} from "../../src/stats/persontime/daysPerYear.js";
import {levelOrder} from "../tabulate/levelOrder.js";
import type {SiteTable} from "./siteTable.js";

/** A table of a site, and the name of the file that it came in. */
export interface Sent {
  file: string;
  table: SiteTable;
}

/**
 * The tables of sites with the same keys and classes, so that they may be added: the levels of a column of
 * persons are those of all sites, in the order that tabulating all persons together gives them.
 * @param bySite whether the site is a key of its own, the first.
 * @throws RangeError when there is none, a site sent two, or what must be the same at all sites differs.
 */
export function sameKeys(sent: readonly Sent[], bySite = false): SiteTable[] {
  if (sent.length === 0) throw new RangeError("files must hold the table of a site; got none");
  sent.forEach(({file, table}, k) => {
    const before = sent.findIndex((other) => other.table.site === table.site);
    if (before < k)
      throw new RangeError(
        `site must have sent one table; got two of ${table.site}, in ${sent[before].file} and ${file}`
      );
    checkDefinition(sent[0], {file, table});
  });
  const names = sent.map(({table}) => table.site);
  const {by} = sent[0].table.definition;
  const levels = new Map(by.map((name) => [name, levelsOf(sent.map(({table}) => table.keys[name]))]));
  const sites = levelsOf([{labels: names}]);
  return sent.map(({table}) => {
    const keys: SiteTable["keys"] = {};
    const cells: SiteTable["cells"] = {};
    const size = table.row?.length ?? table.rows.personDays.length;
    if (bySite) {
      keys.site = {labels: sites};
      cells.site = new Array(size).fill(sites.indexOf(table.site));
    }
    for (const [name, classes] of Object.entries(table.keys)) {
      const all = levels.get(name);
      keys[name] = all ? {labels: all} : classes;
      cells[name] = all
        ? table.cells[name].map((code) => all.indexOf(classes.labels[code]))
        : table.cells[name];
    }
    return {...table, keys, cells};
  });
}

/** Adds tables without merged cells; the sum is the table of all children to the last bit. */
export function addSites(tables: readonly SiteTable[]): Cells {
  return addTables(tables.map(cellsOf));
}

function cellsOf({keys, cells, rows, cases, offTable}: SiteTable): Cells {
  const personDays = Float64Array.from(rows.personDays);
  const doseDays = Float64Array.from(rows.doseDays);
  const ageDays = Float64Array.from(rows.ageDays);
  const off = offTable ?? {personDays: 0, cases: 0};
  return {
    keys: Object.fromEntries(
      Object.entries(keys).map(([name, classes]): [string, Key] => [
        name,
        {...classes, codes: Int32Array.from(cells[name])}
      ])
    ),
    personDays,
    pyr: personDays.map((days) => days / daysPerYear),
    cases: Float64Array.from(cases),
    ...(rows.persons && {persons: Float64Array.from(rows.persons)}),
    doseMean: doseDays.map((dose, i) => dose / personDays[i]),
    ageMean: ageDays.map((age, i) => age / personDays[i] / daysPerYear),
    doseDays,
    doseDaysLow: Float64Array.from(rows.doseDaysLow),
    ageDays,
    offTable: {...off, pyr: off.personDays / daysPerYear}
  };
}

/** Levels of all sites ascending, as numbers where all are numbers; "missing" is the last, as in each. */
function levelsOf(classes: readonly Classes[]): string[] {
  const names = [...new Set(classes.flatMap(({labels}) => labels))].filter((name) => name !== missing);
  const ordered = levelOrder(names);
  return classes.some(({labels}) => labels.includes(missing)) ? [...ordered, missing] : ordered;
}

const missing = "missing";

function checkDefinition(first: Sent, other: Sent): void {
  const [one, two] = [first.table, other.table];
  for (const what of Object.keys(one.definition) as (keyof SiteTable["definition"])[]) {
    const [wanted, got] = [one.definition[what], two.definition[what]].map((value) => canonical(value));
    if (wanted !== got)
      throw new RangeError(
        `${what} must be the same at all sites, ${wanted} in ${first.file}; got ${got} in ${other.file}`
      );
  }
  const [names, others] = [one, two].map(({keys}) => Object.keys(keys).join(", "));
  if (names !== others)
    throw new RangeError(
      `keys must be the same at all sites, ${names} in ${first.file}; got ${others || "none"} in ${other.file}`
    );
  for (const [name, classes] of Object.entries(one.keys)) {
    if (one.definition.by.includes(name)) continue;
    const [wanted, got] = [classes, two.keys[name]].map(canonical);
    if (wanted !== got)
      throw new RangeError(
        `classes of ${name} must be the same at all sites, ${wanted} in ${first.file}; got ${got} in ${other.file}`
      );
  }
}

/** JSON with the keys of objects in order. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner
    ) ?? "none"
  );
}
