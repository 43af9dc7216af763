import {readFileSync} from "node:fs";
import {DataType, type Table} from "apache-arrow";
import {expect, it} from "vitest";
import {generateExtract, tableNames} from "../../../loaders/synthetic/generate.js";

interface Field {
  name: string;
  arrowType: string;
  constraints: {required: boolean; enum?: string[]; unique?: boolean; pattern?: string};
}
interface TableSchema {
  fields: Field[];
  primaryKey?: string[];
  foreignKeys: {fields: string[]}[];
  order: [string, string][];
}

const {tables} = generateExtract({seed: 5, cardiac: 20_000, radiotherapy: 1000});
const schema = (name: string): TableSchema =>
  JSON.parse(readFileSync(new URL(`../../../data/schema/${name}.json`, import.meta.url), "utf8"));
const values = (table: Table, name: string) => [...table.getChild(name)!];

for (const name of tableNames) {
  const table = tables[name];
  const {fields, primaryKey, foreignKeys, order} = schema(name);

  it(`${name} has the columns, types and levels of its Table Schema (law)`, () => {
    expect(table.schema.fields.map((field) => field.name)).toEqual(fields.map((field) => field.name));
    for (const {name: column, arrowType, constraints} of fields) {
      const {type, nullable} = table.schema.fields.find((field) => field.name === column)!;
      const is = DataType.isDictionary(type) ? "Dictionary<Utf8, Int32>" : String(type);
      expect(is.replace("Date32<DAY>", "Date32"), column).toBe(arrowType);
      expect(nullable, column).toBe(!constraints.required);
      const present = values(table, column).filter((value) => value !== null);
      if (constraints.required) expect(present.length, column).toBe(table.numRows);
      if (constraints.enum)
        expect(constraints.enum, column).toEqual(expect.arrayContaining([...new Set(present)]));
      if (constraints.pattern) {
        const pattern = new RegExp(constraints.pattern);
        expect(present.filter((value) => !pattern.test(value))).toEqual([]);
      }
    }
  });

  it(`${name} keeps its keys and the order of its dates: warnings there may be, errors not (law)`, () => {
    if (primaryKey) {
      const columns = primaryKey.map((column) => values(table, column));
      const keys = Array.from({length: table.numRows}, (_, i) =>
        columns.map((column) => +column[i] || column[i]).join()
      );
      expect(new Set(keys).size).toBe(table.numRows);
    }
    const known = new Set(values(tables.persons, "id"));
    for (const key of foreignKeys)
      expect(values(table, key.fields[0]).filter((person) => !known.has(person))).toEqual([]);
    for (const [first, second] of order.filter((days) => !days.some((day) => day.includes(".")))) {
      const [from, to] = [first, second].map((column) => values(table, column));
      expect(from.filter((day, i) => day !== null && to[i] !== null && +day > +to[i])).toEqual([]);
    }
  });
}
