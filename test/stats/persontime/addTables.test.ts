import {expect, test} from "vitest";
import {addTables, margin} from "../../../src/stats/persontime/addTables.js";
import type {Cells} from "../../../src/stats/persontime/cells.js";
import {tabulate} from "../../../src/stats/persontime/tabulate.js";
import {randomCohort, subset} from "./cohorts.js";

const how = {
  scales: {age: [5, 10, 15], year: [1960, 1985]},
  dose: {lagYears: 2, breaks: [0, 10, 40]}
};

test("addTables of sites is the pooled table to the last bit (law)", () => {
  const persons = randomCohort(3000, 11);
  const site = persons.by.site.codes;
  const rows = Array.from(site, (_, i) => i);
  const sites = [0, 1, 2].map((k) =>
    tabulate(
      subset(
        persons,
        rows.filter((i) => i % 3 === k)
      ),
      how
    )
  );
  expect(addTables(sites)).toEqual(tabulate(persons, how));
  expect(addTables([...sites].reverse())).toEqual(tabulate(persons, how));
});

test("addTables reads tables that went through JSON (law)", () => {
  const persons = randomCohort(200, 12);
  const table = tabulate(persons, how);
  const sent: Cells = JSON.parse(
    JSON.stringify(table, (_, v) => (ArrayBuffer.isView(v) ? Array.from(v as Float64Array) : v))
  );
  expect(addTables([sent])).toEqual(table);
});

test("margin is the table by fewer keys, without its persons (law)", () => {
  const persons = randomCohort(1000, 13);
  const {persons: _, ...expected} = tabulate(
    {...persons, by: {sex: persons.by.sex}, status: {}},
    {dose: how.dose, scales: {}}
  );
  const {persons: none, ...summed} = margin(
    tabulate(persons, {dose: how.dose, scales: {age: [-1, 5, 10, 15]}}),
    ["sex", "dose"]
  );
  expect(none).toBeUndefined();
  expect(summed).toEqual(expected);
});

test("addTables and margin name what is wrong (by hand)", () => {
  const persons = randomCohort(20, 14);
  const table = tabulate(persons, how);
  expect(() => addTables([])).toThrow("tables must hold a table; got none");
  expect(() => addTables([table, tabulate(persons, {})])).toThrow("keys must be the same in all tables");
  expect(() => addTables([table, tabulate(persons, {...how, dose: {lagYears: 2, breaks: [0, 10]}})])).toThrow(
    "classes of dose must be the same in all tables; got 0–10, 10+ beside 0–10, 10–40, 40+"
  );
  expect(() => margin(table, ["organ"])).toThrow("got organ");
});
