import type {Provenance} from "../src/stats/result/report.js";

/** All that a result was computed from, kept beside it, so that one can say later what changed. */
export interface Inputs extends Omit<Provenance, "key" | "policy"> {
  /** SHA-256 of each file of code that the analysis reaches. */
  modules: Record<string, string>;
}

/** One difference between the inputs of two results. */
export interface InputChange {
  factor: "data" | "code" | "parameters" | "environment";
  /** What changed: a table, a file, a parameter's path. */
  what: string;
  /** How, where there is more to say than that it did: such as "2 → 3". */
  how: string;
}

/**
 * What differs between two results' inputs, factor by factor: tables of the extract, files of code,
 * parameters and seed, locked packages. Empty where nothing does.
 * Witness: by hand in test/publish/inputs.test.ts.
 */
export function inputChanges(before: Inputs, after: Inputs): InputChange[] {
  const changes: InputChange[] = [];
  const add = (factor: InputChange["factor"], what: string, how: string) => changes.push({factor, what, how});
  const tables = ({extract}: Inputs) => new Map(extract.tables.map((table) => [table.name, table]));
  const [had, has] = [tables(before), tables(after)];
  for (const name of union(had.keys(), has.keys())) {
    const [a, b] = [had.get(name), has.get(name)];
    if (a?.sha256 === b?.sha256) continue;
    const how = !a ? "now read" : !b ? "no longer read" : rowsChange(a.rows, b.rows);
    add("data", `table ${name}`, how);
  }
  if (before.extract.truth !== after.extract.truth) add("data", "truth of the synthetic extract", "changed");
  for (const file of union(Object.keys(before.modules), Object.keys(after.modules))) {
    const [a, b] = [before.modules[file], after.modules[file]];
    if (a !== b) add("code", file, !a ? "now reached" : !b ? "no longer reached" : "changed");
  }
  if (before.code !== after.code && !changes.some(({factor}) => factor === "code"))
    add(
      "code",
      "code that the analysis reaches",
      "changed in a file of which another part was reached before"
    );
  for (const {path, from, to} of valueChanges("", before.parameters, after.parameters))
    add("parameters", path || "parameters", `${show(from)} → ${show(to)}`);
  if (before.seed !== after.seed) add("parameters", "seed", `${show(before.seed)} → ${show(after.seed)}`);
  if (before.lockfile !== after.lockfile) add("environment", "package-lock.json", "locked packages changed");
  return changes;
}

function rowsChange(before: number, after: number): string {
  return before === after ? `other bytes, ${after} rows as before` : `${before} → ${after} rows`;
}

/** The leaves at which two values differ, by their path such as `doseBands.2`. */
function valueChanges(
  path: string,
  from: unknown,
  to: unknown
): {path: string; from: unknown; to: unknown}[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  if (!isTree(from) || !isTree(to)) return [{path, from, to}];
  return union(Object.keys(from), Object.keys(to)).flatMap((key) =>
    valueChanges(path ? `${path}.${key}` : key, from[key], to[key])
  );
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function show(value: unknown): string {
  const text = value === undefined ? "absent" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function union(a: Iterable<string>, b: Iterable<string>): string[] {
  return [...new Set([...a, ...b])].sort();
}
