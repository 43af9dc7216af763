import {expect, test} from "vitest";
import {agreement, recompute, summary} from "../../../publish/recompute/recompute.js";
import type {Estimate, Table} from "../../../src/stats/result/report.js";
import {cellsReport} from "./cellsReport.js";

test("recompute finds every figure of a report as it is published, to the last bit (law)", () => {
  const lines = recompute(cellsReport());
  // Of the fit five figures, the likelihood and four of the range; of the rates three columns of two rows.
  expect(summary(lines)).toEqual({figures: 16, agreeing: 16, digits: Infinity, wrong: 0});
  expect(lines[0]).toMatchObject({item: "trend", verdict: "possible", published: 1.2});
});

test("recompute of a falsified estimate, count, printed rate and answer names each (by hand)", () => {
  const told = (change: (report: ReturnType<typeof cellsReport>) => void) => {
    const report = cellsReport();
    change(report);
    const [first] = recompute(report);
    return [first.verdict, first.item, first.what];
  };
  expect(told(({recompute: own}) => void (own!.fits[0].parameters[0].se! *= 1 + 2e-10))).toEqual([
    "wrong",
    "cells",
    "ERR per 100 mGy: standard error"
  ]);
  expect(told(({items}) => void ((items["cells"] as Table).rows[1][7] = 25))[0]).toBe("wrong");
  expect(told(({items}) => void ((items["rates"] as Table).rows[1][4] = 92.9))).toEqual([
    "wrong",
    "rates",
    "Rate, lower bound (boys)"
  ]);
  expect(told(({items}) => void ((items["rates"] as Table).rows[0][1] = 21_000))[0]).toBe("wrong");
  expect(told(({items}) => void ((items["trend"] as Estimate).value = 60))[0]).toBe("outside");
  expect(told(({items}) => void ((items["cells"] as Table).rows[1][7] = "many"))[0]).toBe("wrong");
});

test("agreement counts the digits that two numbers share (by hand)", () => {
  expect(agreement(0.1, 0.1)).toBe(Infinity);
  expect(agreement(0, -0)).toBe(Infinity);
  expect(agreement(null, null)).toBe(Infinity);
  expect(agreement(1000, 1001)).toBeCloseTo(3, 3);
  expect(agreement(1, null)).toBe(0);
  expect(agreement(1, -1)).toBe(0);
});
