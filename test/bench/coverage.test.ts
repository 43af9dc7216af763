import {readFileSync} from "node:fs";
import {expect, test} from "vitest";

interface Row {
  scenario: string;
  method: string;
  biasPercent: number;
  covered: number;
  of: number;
}
const {rows} = JSON.parse(
  readFileSync(new URL("../../bench/coverage/coverage.json", import.meta.url), "utf8")
) as {rows: Row[]};
const row = (scenario: string, method: string) =>
  rows.find((one) => one.scenario === scenario && one.method === method)!;

test("coverage: where one factor of many doses errs, averaging finds the truth that regression calibration misses (law)", () => {
  const rc = row("one factor", "rc");
  expect(rc.biasPercent).toBeLessThan(-20);
  expect(rc.covered).toBeLessThan(0.5 * rc.of);
  for (const method of ["mcml", "fma", "bma"]) {
    const {biasPercent, covered, of} = row("one factor", method);
    expect(Math.abs(biasPercent), method).toBeLessThan(5);
    expect(covered, method).toBeGreaterThanOrEqual(0.88 * of);
  }
});

test("coverage: the corrected information matrix holds the truth where errors are shared (law)", () => {
  for (const scenario of ["one factor", "by centre"]) {
    const {covered, of} = row(scenario, "cim");
    expect(covered, scenario).toBeGreaterThanOrEqual(0.9 * of);
  }
});

test("coverage: classical error costs most of a slope that regression calibration gives back (law)", () => {
  expect(row("classical", "naive").biasPercent).toBeLessThan(-50);
  expect(Math.abs(row("classical", "rc").biasPercent)).toBeLessThan(10);
});
