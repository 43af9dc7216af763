import {DateDay, Int16, Int32, Table, tableToIPC, Utf8, type Vector, vectorFromArray} from "apache-arrow";
import {expect, test} from "vitest";
import {checkExtract} from "../../../loaders/check/checkExtract.js";
import {schemas} from "../../../loaders/check/schemas.js";
import {readTables} from "../../../loaders/extract/readTables.js";
import {NO_DAY} from "../../../src/stats/cohort/factor.js";

const bytes = (columns: Record<string, Vector>) => tableToIPC(new Table(columns), "file");
const persons = bytes({
  id: vectorFromArray(["A", "B"], new Utf8()),
  birth: vectorFromArray([new Date("2000-01-01"), new Date("2010-03-05")], new DateDay()),
  entry: vectorFromArray([10, 20], new Int32())
});
const events = bytes({
  person: vectorFromArray(["B", "A", "X", "A"], new Utf8()),
  date: vectorFromArray([1, 366, 5, null], new Int16())
});

test("withDaysFromBirth makes whole days since birth dates, by the child of each row (by hand)", () => {
  const tables = readTables(
    [
      {name: "events", file: "events.arrow", bytes: events},
      {name: "persons", file: "persons.arrow", bytes: persons}
    ],
    schemas
  );
  const on = (text: string) => Date.parse(text) / 86_400_000;
  expect([...tables.persons.days("entry")]).toEqual([on("2000-01-11"), on("2010-03-25")]);
  expect([...tables.events.days("date")]).toEqual([on("2010-03-06"), on("2001-01-01"), NO_DAY, NO_DAY]);
  expect(tables.events.columns.find(({name}) => name === "date")!.kind).toBe("date");
});

test("days from birth are checked as dates: the column is of its type, missing and early days are told (law)", () => {
  const tables = readTables(
    [
      {name: "persons", file: "persons.arrow", bytes: persons},
      {name: "events", file: "events.arrow", bytes: events}
    ],
    schemas
  );
  const ofDate = checkExtract(tables, schemas).filter(
    ({table, column}) => table === "events" && column === "date"
  );
  expect(ofDate.map(({rule, count}) => [rule, count])).toEqual([
    ["value missing", 2],
    ["outside follow-up", 1]
  ]);
});
