import {
  DateDay,
  Dictionary,
  Field,
  Float64,
  Int32,
  Null,
  Schema,
  Table,
  tableToIPC,
  Utf8,
  type Vector,
  vectorFromArray
} from "apache-arrow";
import {expect, test} from "vitest";
import {checkExtract} from "../../../loaders/check/checkExtract.js";
import type {Finding} from "../../../loaders/check/finding.js";
import {schemas} from "../../../loaders/check/schemas.js";
import {readTables} from "../../../loaders/extract/readTables.js";
import {generateExtract, type tableNames} from "../../../loaders/synthetic/generate.js";

type Name = (typeof tableNames)[number];
const {tables: clean, truth} = generateExtract({seed: 3, cardiac: 12_000, radiotherapy: 300});

const check = (change: Partial<Record<Name, Table>> = {}): Finding[] => {
  const files = Object.entries({...clean, ...change}).map(([name, table]) => ({
    name,
    file: `${name}.arrow`,
    bytes: tableToIPC(table, "file")
  }));
  return checkExtract(readTables(files, schemas), schemas);
};
const before = check();
const added = (change: Partial<Record<Name, Table>>) => {
  const old = new Set(before.map((finding) => JSON.stringify(finding)));
  return check(change).filter((finding) => !old.has(JSON.stringify(finding)));
};
/** The table with a column replaced: some of its values by others. */
const put = (name: Name, column: string, vector: Vector) => clean[name].assign(new Table({[column]: vector}));
const values = (name: Name, column: string) => [...clean[name].getChild(column)!];
const dates = (days: unknown[]) =>
  vectorFromArray(
    days.map((day) => (day === null ? null : new Date(Number(day)))),
    new DateDay()
  );

test("checkExtract(tables, schemas) finds the faults that the truth file says were put in, as many (law)", () => {
  const count = (table: string, rule: string, column?: string) =>
    before
      .filter((finding) => finding.table === table && finding.rule === rule && finding.column === column)
      .reduce((sum, finding) => sum + finding.count, 0);
  expect({
    duplicatedProcedures: count("procedures", "repeated row"),
    contradictoryProcedures: count("procedures", "contradictory row"),
    implausibleWeights: count("procedures", "implausible value", "weight_kg"),
    dosesOutOfRange: count("procedures", "implausible value", "dose_oesophagus_mgy"),
    eventsAfterExit: count("events", "outside follow-up", "date")
  }).toEqual(truth.dirt);
  expect(truth.dirt.duplicatedProcedures).toBeGreaterThan(10);
  expect(before.filter(({severity}) => severity === "error")).toEqual([]);
});

test("checkExtract names a missing column and the nearest of those that are unknown (by hand)", () => {
  const {fields} = clean.procedures.schema;
  const renamed = new Table(
    Object.fromEntries(
      fields.map(({name}) => [name.replace("pka_gycm2", "pka_gycm"), clean.procedures.getChild(name)!])
    )
  );
  expect(added({procedures: renamed})).toEqual([
    {
      table: "procedures",
      column: "pka_gycm2",
      rule: "column missing",
      severity: "error",
      count: 1,
      of: 1,
      message: "procedures must have the column pka_gycm2; is it pka_gycm?"
    },
    {
      table: "procedures",
      column: "pka_gycm",
      rule: "column unknown",
      severity: "warning",
      count: 1,
      of: 1,
      message: "procedures has the column pka_gycm, which the data dictionary has not"
    }
  ]);
});

test("checkExtract tells of text in a column of numbers, and looks at it no further (by hand)", () => {
  const weights = vectorFromArray(values("procedures", "weight_kg").map(String), new Utf8());
  const [finding, ...others] = added({procedures: put("procedures", "weight_kg", weights)});
  expect(finding).toMatchObject({
    rule: "type",
    severity: "error",
    message: "procedures.weight_kg must be a column of numbers; got Utf8"
  });
  expect(others.filter(({column}) => column === "weight_kg")).toEqual([]);
});

test("checkExtract counts procedures of unknown persons (by hand)", () => {
  const persons = values("procedures", "person").map((id, row) => (row < 3 ? "XXXXXXXXX" : id));
  const findings = added({procedures: put("procedures", "person", vectorFromArray(persons, new Utf8()))});
  expect(findings.find(({rule}) => rule === "reference")).toMatchObject({
    severity: "error",
    count: 3,
    of: clean.procedures.numRows,
    message: "procedures.person must be an id of persons"
  });
});

test("checkExtract counts exits before entry and events before birth (by hand)", () => {
  const exits = values("persons", "exit").map((day, row) => (row < 2 ? new Date("1960-01-01") : day));
  expect(added({persons: put("persons", "exit", dates(exits))})).toContainEqual(
    expect.objectContaining({
      column: "exit",
      rule: "order",
      severity: "error",
      count: 2,
      message: "persons.exit must not be before entry"
    })
  );
  const events = values("events", "date").map((day, row) => (row === 0 ? new Date("1970-01-01") : day));
  const found = added({events: put("events", "date", dates(events))});
  expect(found).toContainEqual(
    expect.objectContaining({
      rule: "order",
      count: 1,
      message: "events.date must not be before persons.birth"
    })
  );
});

test("checkExtract counts missing values, values out of range, and unknown categories (by hand)", () => {
  const lung = values("procedures", "dose_lung_mgy").map(
    (dose, row) => [null, -1][row] ?? (row < 2 ? null : dose)
  );
  expect(
    added({procedures: put("procedures", "dose_lung_mgy", vectorFromArray(lung, new Float64()))})
  ).toEqual(
    expect.arrayContaining([
      expect.objectContaining({rule: "value missing", count: 1, severity: "error"}),
      expect.objectContaining({rule: "range", count: 1, message: "procedures.dose_lung_mgy must be ≥ 0 mGy"})
    ])
  );
  const sexes = values("persons", "sex").map((sex, row) => (row < 4 ? "female" : sex));
  const sex = vectorFromArray(sexes, new Dictionary(new Utf8(), new Int32(), 900));
  expect(added({persons: put("persons", "sex", sex)})).toEqual([
    expect.objectContaining({rule: "category", count: 4, message: "persons.sex must be one of F, M"})
  ]);
});

test("checkExtract takes a column without any value for missing, whatever its type (by hand)", () => {
  const nothing = vectorFromArray(new Array(clean.persons.numRows).fill(null), new Null());
  expect(added({persons: put("persons", "transplant", nothing)})).toEqual([]);
  expect(added({persons: put("persons", "deprivation", nothing)})).toEqual([]);
});

test("checkExtract counts ids that are not unique, and codes of another pattern (by hand)", () => {
  const ids = values("persons", "id");
  ids[1] = ids[0];
  expect(added({persons: put("persons", "id", vectorFromArray(ids, new Utf8()))})).toContainEqual(
    expect.objectContaining({column: "id", rule: "key", severity: "error", count: 1})
  );
  const codes = values("events", "topography").map((code, row) => (row === 0 ? "C421" : code));
  const topography = vectorFromArray(codes, new Dictionary(new Utf8(), new Int32(), 900));
  expect(added({events: put("events", "topography", topography)})).toContainEqual(
    expect.objectContaining({column: "topography", rule: "pattern", severity: "warning"})
  );
});

test("checkExtract sees a column in another unit by its metadata, or by its median (by hand)", () => {
  const grays = vectorFromArray(
    values("procedures", "dose_marrow_mgy").map((dose) => dose / 1000),
    new Float64()
  );
  expect(added({procedures: put("procedures", "dose_marrow_mgy", grays)})).toContainEqual(
    expect.objectContaining({column: "dose_marrow_mgy", rule: "unit", severity: "error"})
  );
  const table = clean.procedures;
  const fields = table.schema.fields.map((field) =>
    field.name === "pka_gycm2"
      ? new Field(field.name, field.type, field.nullable, new Map([["unit", "cGy·cm²"]]))
      : field
  );
  const columns = Object.fromEntries(fields.map(({name}) => [name, table.getChild(name)!]));
  expect(added({procedures: new Table(new Schema(fields), columns)})).toEqual([
    expect.objectContaining({rule: "unit", message: "procedures.pka_gycm2 must be in Gy·cm²; got cGy·cm²"})
  ]);
});

test("checkExtract tells of deaths without an event and of cohorts that contradict the tables (by hand)", () => {
  const groups = values("events", "group").map((group) => (group === "death" ? "stroke" : group));
  const group = vectorFromArray(groups, new Dictionary(new Utf8(), new Int32(), 900));
  const deaths = values("persons", "exit_reason").filter((reason) => reason === "death").length;
  expect(added({events: put("events", "group", group)})).toContainEqual(
    expect.objectContaining({table: "persons", column: "exit_reason", rule: "contradiction", count: deaths})
  );
  const cohorts = values("persons", "cohort").map(() => "radiotherapy");
  const cohort = vectorFromArray(cohorts, new Dictionary(new Utf8(), new Int32(), 900));
  expect(added({persons: put("persons", "cohort", cohort)})).toContainEqual(
    expect.objectContaining({table: "procedures", column: "person", rule: "contradiction"})
  );
});

test("what checkExtract says names no child: neither an id nor a value (law)", () => {
  const ids = new Set(values("persons", "id"));
  const persons = values("procedures", "person").map((id, row) => (row < 3 ? "ZZZZZZZZZ" : id));
  const words = JSON.stringify(
    check({procedures: put("procedures", "person", vectorFromArray(persons, new Utf8()))})
  );
  expect(words).not.toContain("ZZZZZZZZZ");
  expect(words.match(/[A-Z0-9]{9}/g)?.filter((word) => ids.has(word)) ?? []).toEqual([]);
});

test("checkExtract must be given persons; other tables may be wanting (by hand)", () => {
  const findings = checkExtract({}, schemas);
  expect(findings[0]).toMatchObject({table: "persons", rule: "table missing", severity: "error"});
  expect(findings.slice(1).every(({severity}) => severity === "warning")).toBe(true);
});
