import {expect, test} from "vitest";
import {causesOf, eventsOf} from "../../../fit/rows/causes.js";
import {timesOf} from "../../../fit/rows/followUp.js";
import {groupsOf} from "../../../fit/rows/groups.js";
import {pickRows} from "../../../fit/rows/rows.js";
import {readCsv} from "../../../fit/table/readCsv.js";

const table = readCsv(
  "t.csv",
  `start,stop,end,flag,sex,city,dose
0,1,alive,0,f,2,
0,3,cancer,1,m,10,1
2,4,death,0,f,10,2
1,5,cancer,1,,2,3
0,6,lost,0,m,2,4
`
);

test("pickRows leaves out rows with a missing value in a used column and counts them (by hand)", () => {
  expect(pickRows(table, ["stop"]).size).toBe(5);
  const rows = pickRows(table, ["stop", "sex", "dose"]);
  expect(rows.size).toBe(3);
  expect(rows.warnings).toEqual(["2 rows left out: missing values in sex (1), dose (1)"]);
  expect([...rows.number("stop")]).toEqual([3, 4, 6]);
  expect(rows.where(2)).toBe(" in row 5 of t.csv");
});

test("pickRows keeps the rows in which the condition holds; a missing one counts as missing (by hand)", () => {
  const rows = pickRows(table, ["stop"], "sex == 'm' and stop < 6");
  expect([...rows.number("stop")]).toEqual([3]);
  expect(rows.warnings).toEqual(["1 row left out: missing values in sex (1)"]);
  expect(() => pickRows(table, ["dose"], "stop > 9")).toThrow(
    "t.csv must have rows to fit; got none where stop > 9"
  );
  expect(() => pickRows(table, ["dose"], "stop == 1")).toThrow(
    "got none where stop == 1 without a missing value in dose (1)"
  );
  expect(() => pickRows(readCsv("e.csv", "a,b\n"), ["a"])).toThrow(
    "e.csv must have rows; got a header alone"
  );
});

test("pickRows lets a definition be called as a column, in conditions and other definitions too (by hand)", () => {
  const definitions = new Map([
    ["span", "stop - start"],
    ["long", "span > 2"],
    ["twice", "2 * dose"]
  ]);
  const rows = pickRows(table, ["long", "twice"], "span > 1", definitions);
  expect([...rows.number("stop")]).toEqual([3, 4, 5, 6]);
  expect([...rows.number("long")]).toEqual([1, 0, 1, 1]);
  expect(groupsOf(rows, ["long"]).levels).toEqual(["long=0", "long=1"]);
  expect(pickRows(table, ["twice"], undefined, definitions).warnings).toEqual([
    "1 row left out: missing values in dose (1)"
  ]);
  expect(() => pickRows(table, ["spam"], undefined, definitions)).toThrow(
    't.csv has no column "spam"; did you mean "span"?'
  );
  expect(() =>
    pickRows(
      table,
      ["a"],
      undefined,
      new Map([
        ["a", "b + 1"],
        ["b", "a"]
      ])
    )
  ).toThrow('a must not be defined by itself; got "b + 1"');
  const logs = pickRows(table, ["start"], undefined, new Map([["l", "log(start)"]]));
  expect(() => logs.number("l")).toThrow(
    'expression "log(start)" must be finite; got -Infinity in row 1 of t.csv (start 0)'
  );
});

test("groupsOf names joint levels, in the order of the columns' levels (by hand)", () => {
  const rows = pickRows(table, ["sex"]);
  expect(groupsOf(rows, ["sex", "city"])).toEqual({
    codes: Int32Array.of(0, 3, 1, 2),
    levels: ["sex=f, city=2", "sex=f, city=10", "sex=m, city=2", "sex=m, city=10"]
  });
  expect(groupsOf(rows, [])).toEqual({codes: new Int32Array(4), levels: [""]});
  expect(() => groupsOf(rows, ["sex", "sex"])).toThrow("strata must be columns named once; got sex twice");
});

test("eventsOf takes 0 and 1, or the value that the response names (by hand)", () => {
  const rows = pickRows(table, []);
  expect([...eventsOf(rows, {status: "flag"})]).toEqual([0, 1, 0, 1, 0]);
  expect([...eventsOf(rows, {status: "end", event: "death"})]).toEqual([0, 0, 1, 0, 0]);
  expect(() => eventsOf(rows, {status: "city"})).toThrow(
    "city must be 0 or 1, or response.event must say which value is the event; got 2 in row 1 of t.csv"
  );
  expect(() => eventsOf(rows, {status: "end", event: "deaths"})).toThrow(
    'end must hold the event "deaths"; got none; did you mean "death"?'
  );
  expect(() => eventsOf(pickRows(table, [], "flag == 0"), {status: "flag"})).toThrow(
    "flag must hold an event; got none"
  );
});

test("causesOf takes the competing events named, or all but 0 and the event (by hand)", () => {
  const rows = pickRows(table, []);
  expect(causesOf(rows, {status: "end", event: "cancer", competing: ["death", "lost"]})).toEqual({
    cause: Int32Array.of(0, 1, 2, 1, 3),
    labels: ["cancer", "death", "lost"]
  });
  expect(rows.warnings).toEqual([]);
  expect(causesOf(rows, {status: "end", event: "cancer", competing: "death"}).labels).toEqual([
    "cancer",
    "death"
  ]);
  expect(rows.warnings).toEqual(["end alive, lost count as censored"]);
  expect(causesOf(rows, {status: "flag"})).toEqual({cause: Int32Array.of(0, 1, 0, 1, 0), labels: ["1"]});
  expect(() => causesOf(rows, {status: "end", event: "cancer"})).toThrow(
    "response.competing must name the competing events where end is a text; got none (values are alive, cancer, death, lost)"
  );
  expect(() => causesOf(rows, {status: "end", event: "cancer", competing: "cancer"})).toThrow(
    "events of end must differ; got cancer twice"
  );
});

test("timesOf names the first row whose stop is not after its start (by hand)", () => {
  const rows = pickRows(table, [], "stop > 1");
  expect([...timesOf(rows, {start: "start", stop: "stop"}).entry!]).toEqual([0, 2, 1, 0]);
  expect(() => timesOf(rows, {start: "stop", stop: "start"})).toThrow(
    "start must be > stop; got 0 ≤ 3 in row 2 of t.csv"
  );
});
