import {expect, test} from "vitest";
import {figureAttack} from "../../../../publish/disclosure/gate/figureAttack.js";
import {proportionInterval} from "../../../../src/stats/inference/proportionInterval.js";
import type {Cell, Column} from "../../../../src/stats/result/report.js";
import {type PoissonMethod, poissonInterval} from "../../../../src/stats/sir/poissonInterval.js";
import {sir} from "../../../../src/stats/sir/sir.js";
import {cases, policy, reportOf, small, tableOf} from "./reports.js";

const figure = (name: string): Column => ({name, label: name, type: "number", digits: 3});
const digits = (value: number) => Number(value.toPrecision(3));
const wheres = (columns: Column[], rows: Cell[][]) =>
  figureAttack([reportOf({table: tableOf(columns, rows)})], policy).map(({where}) => where.split(", ")[1]);

/** Rows of a relative rate of unknown scale with the bounds of so many cases, printed beside rounded ones. */
const rates = (counts: number[], method: PoissonMethod, shown = [15, 25]) =>
  counts.map((count, i): Cell[] => {
    const {lower, upper} = poissonInterval(count, method);
    return [
      `${"abc"[i]}`,
      shown[i],
      ...[count, lower, upper].map((value) => digits(value * 0.737 ** (i + 1)))
    ];
  });
const bounded = [cases, figure("rate"), figure("lower"), figure("upper")];

for (const method of ["exact", "byar", "mid-p"] as const)
  test(`figureAttack finds the count behind ${method} bounds, though nothing says of what they are (by hand)`, () => {
    expect(wheres(bounded, rates([13, 26], method))).toEqual(["a", "b"]);
    expect(wheres(bounded, rates([15, 25], method))).toEqual([]);
  });

test("figureAttack finds the count behind a standard error of √(1/d) (by hand)", () => {
  const rows = (counts: number[]) =>
    counts.map((count, i): Cell[] => {
      const half = 1.959964 / Math.sqrt(count);
      return [`${"ab"[i]}`, [15, 25][i], 1.37, digits(1.37 * Math.exp(-half)), digits(1.37 * Math.exp(half))];
    });
  expect(wheres(bounded, rows([13, 23]))).toEqual(["a", "b"]);
  expect(wheres(bounded, rows([15, 25]))).toEqual([]);
});

test("figureAttack finds the count behind Wilson's bounds of a share of all (by hand)", () => {
  const share: Column = {...figure("share"), unit: "%"};
  const rows = (counts: number[]) =>
    counts.map((count, i): Cell[] => {
      const {lower} = proportionInterval(count, count);
      return [`${"ab"[i]}`, [15, 25][i], 100, digits(100 * lower), 100];
    });
  expect(wheres([cases, share, figure("lower"), figure("upper")], rows([13, 23]))).toEqual(["a", "b"]);
  expect(wheres([cases, share, figure("lower"), figure("upper")], rows([15, 25]))).toEqual([]);
});

test("figureAttack finds the count behind an exact p-value where the expected count is published (by hand)", () => {
  const p: Column = {name: "p", label: "p", type: "p"};
  const rows = (counts: number[]) =>
    counts.map((count, i): Cell[] => {
      const expected = [9.12, 17.3][i];
      return [`${"ab"[i]}`, [15, 25][i], expected, Number(sir(count, expected).p.toPrecision(2))];
    });
  expect(wheres([cases, figure("expected"), p], rows([13, 26]))).toEqual(["a", "b"]);
  expect(wheres([cases, figure("expected"), p], rows([15, 25]))).toEqual([]);
});

test("figureAttack finds a withheld count by bounds that stand in another table, and takes no other interval for such", () => {
  const table = tableOf(
    [cases],
    [
      ["a", 15],
      ["b", 25],
      ["c", small]
    ]
  );
  const rows = rates([15, 25, 4], "exact", [15, 25, 5]);
  const other = tableOf(
    bounded.slice(1),
    rows.map(([group, , ...figures]) => [group, ...figures])
  );
  expect(figureAttack([reportOf({table, other})], policy).map(({where}) => where)).toEqual([
    "cardiac/x#table, c"
  ]);
  const fitted = rates([6, 9, 3], "exact").map(([group, , ...figures]) => [group, ...figures]);
  expect(figureAttack([reportOf({table, other: tableOf(bounded.slice(1), fitted)})], policy)).toEqual([]);
});
