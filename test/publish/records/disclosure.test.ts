import {expect, test} from "vitest";
import {disclosureRecord} from "../../../publish/records/disclosure.js";
import type {Table} from "../../../src/stats/result/report.js";
import {cases, policy, reportOf, small, tableOf, total} from "../disclosure/gate/reports.js";

test("disclosureRecord tells the rules and what each attack on the reports came to", () => {
  const leak = reportOf({
    bands: tableOf(
      [cases],
      [
        ["low", 45],
        ["high", small]
      ]
    ),
    cases: total(45)
  });
  const {rules, checks} = disclosureRecord([leak], policy).items as Record<string, Table>;
  expect(rules.rows[0]).toEqual(["Counts that are withheld", "below 10"]);
  expect(checks.rows.map((row) => row.at(-1))).toEqual([1, 0, 0, 0]);
  expect(checks.rows[0][2]).toBe("1 counts withheld; the best known still has a range of 3");
});
