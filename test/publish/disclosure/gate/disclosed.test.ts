import {xoroshiro128plus} from "pure-rand/generator/xoroshiro128plus";
import {expect, test} from "vitest";
import {disclose} from "../../../../publish/disclose.js";
import {countAttack} from "../../../../publish/disclosure/gate/countAttack.js";
import {figureAttack} from "../../../../publish/disclosure/gate/figureAttack.js";
import {modelCheck} from "../../../../publish/disclosure/gate/modelCheck.js";
import type {Cell, Column, Report} from "../../../../src/stats/result/report.js";
import {sir} from "../../../../src/stats/sir/sir.js";
import {cases, policy, reportOf, tableOf, total} from "./reports.js";

const random = xoroshiro128plus(7);
const below = (n: number) => (random.next() >>> 0) % n;

/** Children in three characteristics, of which the same number are cases, with all that a report derives. */
function randomReport(): Report {
  const levels = [2 + below(3), 2 + below(4), 3 + below(4)];
  const children = Array.from({length: 30 + below(200)}, () => levels.map(below));
  const rows = levels.flatMap((n, k) =>
    Array.from({length: n}, (_, level): Cell[] => {
      const count = children.filter((child) => child[k] === level).length;
      const pyr = 100 + below(10_000) + Math.fround(0.1 * below(10));
      const expected = 1 + below(1000) / 7;
      const {estimate, lower, upper} = sir(count, expected);
      const share = (100 * count) / children.length;
      return [
        `level ${k}.${level}`,
        `characteristic ${k}`,
        count,
        pyr,
        share,
        (1e5 * count) / pyr,
        expected,
        estimate,
        lower,
        upper
      ];
    })
  );
  const figure = (name: string, label = name): Column => ({
    name,
    label,
    type: "number",
    digits: 3,
    from: ["cases"]
  });
  const columns: Column[] = [
    {name: "of", label: "Of", type: "text"},
    cases,
    {name: "pyr", label: "Person-years", type: "personTime"},
    ...["share", "rate", "expected", "sir", "lower", "upper"].map((name) => figure(name))
  ];
  const first = rows.slice(0, levels[0]);
  const bands = tableOf(
    [cases, figure("rr")],
    first.map((row) => [row[0], row[2], 1 + below(100) / 37])
  );
  return reportOf({table: tableOf(columns, rows, "of"), bands, cases: total(children.length)});
}

test("what disclose publishes of 40 random reports passes the attacks, which know nothing of the counts (law)", () => {
  let withheld = 0;
  for (let k = 0; k < 40; ++k) {
    const report = disclose(randomReport(), policy);
    const attacked = countAttack([[report]], policy);
    expect(attacked.findings).toEqual([]);
    expect(modelCheck(report, policy).findings).toEqual([]);
    expect(figureAttack([report], policy)).toEqual([]);
    withheld += attacked.withheld;
  }
  expect(withheld).toBeGreaterThan(20);
});
