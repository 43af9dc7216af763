import {expect, test} from "vitest";
import {type RefitChoices, refitCells, refitSpec} from "../../../publish/recompute/refitCells.js";
import {refitCurve} from "../../../src/components/refitCurve.js";
import type {Table} from "../../../src/stats/result/report.js";
import {cellsReport} from "./cellsReport.js";

const report = cellsReport();
const table = report.items["cells"] as Table;
const {rounding, fits} = report.recompute!;
const published: RefitChoices = {lag: 2, below: Infinity, shape: "linear", strata: ["age"]};
const refit = (change: Partial<RefitChoices> = {}) =>
  refitCells(table, {...published, ...change}, 100, rounding);

test("refitCells under the published choices gives the published fit and range (law)", () => {
  const {parameters, range, cases, cells} = refit();
  expect(parameters).toEqual(fits[0].parameters);
  expect(range).toEqual(fits[0].range);
  expect([cells, cases]).toEqual([4, 135]);
});

test("refitCells with one background of all cells of two doses has the crude rate ratio as its slope (by hand)", () => {
  const {parameters} = refit({lag: 5, strata: []});
  // 15/25,000 over 40/95,000 is 1.425 = (1 + 0.18 β) / (1 + 0.015 β).
  const beta = (1.425 - 1) / (0.18 - 0.015 * 1.425);
  expect(parameters).toHaveLength(1);
  expect(parameters[0].estimate).toBeCloseTo(beta, 8);
});

test("refitCells sets observed over background cases, which meet the line of two doses (by hand)", () => {
  const {points, curve} = refit({lag: 5, strata: []});
  expect(points.map(({dose}) => dose)).toEqual([1.5, 18]);
  const last = curve[curve.length - 1];
  expect(last.dose).toBe(18);
  expect(points[1].rr).toBeCloseTo(last.rr, 8);
  expect(last.lower!).toBeLessThan(last.rr);
  expect(curve[0]).toEqual({dose: 0, rr: 1, lower: 1, upper: 1});
});

test("refitCells bends the line by two parameters, with an interval around each point (law)", () => {
  for (const shape of ["linear-quadratic", "linear-exponential"] as const) {
    const {parameters, curve, range} = refit({shape});
    expect(parameters).toHaveLength(2);
    expect(range).toBeUndefined();
    for (const {rr, lower, upper} of curve.slice(1)) {
      expect(lower!).toBeLessThan(rr);
      expect(upper! + lower!).toBeCloseTo(2 * rr, 8);
    }
  }
});

test("refitCells refuses choices that leave one dose; refitSpec says the choices (by hand)", () => {
  expect(() => refit({lag: 5, below: 5})).toThrow(/must vary/);
  expect(refitSpec({...published, below: 5, strata: []}, 100)).toEqual({
    model: "poisson",
    response: {events: "cases", personTime: "pyr"},
    where: "lag == 2 and to <= 5",
    excess: {dose: {name: "ERR", expression: "dose / 100"}, shape: "linear"}
  });
});

test("refitCurve draws a bound that is not determined to the edge, and points within the picture (by hand)", () => {
  const svg = refitCurve(
    {
      curve: [
        {dose: 0, rr: 1, lower: 1, upper: 1},
        {dose: 10, rr: 2, lower: 1.5, upper: null}
      ],
      points: [{dose: 5, rr: 1.5, lower: 0.5, upper: 90}],
      published: 1.5,
      unit: "mGy",
      alt: "a < b"
    },
    340
  );
  expect(svg).toContain('aria-label="a &lt; b"');
  // From 1 at no dose, the band's upper edge ends at the top of the frame.
  expect(svg).toMatch(/<path d="M40,[\d.]+L326,30L326,/);
  expect(svg.match(/<circle /g)).toHaveLength(1);
  expect(svg).toContain("published");
  expect(svg).not.toMatch(/NaN|Infinity|style=/);
});
