import {expect, test} from "vitest";
import {estimate, estimateText} from "../../src/components/estimate.js";
import {notesOf} from "../../src/components/notesOf.js";
import type {Estimate} from "../../src/stats/result/report.js";

const err: Estimate = {
  kind: "estimate",
  label: "ERR",
  value: 0.4213,
  lower: 0.1032,
  upper: 0.9121,
  level: 0.95,
  unit: "per 100 mGy",
  digits: 2
};

test("estimateText gives value, unit and interval to one place (by hand)", () => {
  expect(estimateText(err)).toBe("0.42 per 100 mGy (95\u00a0% CI 0.10 to 0.91)");
  expect(estimateText({...err, level: 0.9})).toContain("90\u00a0% CI");
  expect(estimateText({...err, value: 112.3, lower: 41.2, upper: 980, digits: 3})).toBe(
    "112 per 100 mGy (95\u00a0% CI 41 to 980)"
  );
});

test("estimateText keeps two digits of an estimate that is small beside its interval (by hand)", () => {
  expect(estimateText({...err, value: 0.562, lower: -1.052, upper: 12.39, digits: 3})).toBe(
    "0.56 per 100 mGy (95\u00a0% CI −1.05 to 12.39)"
  );
});

test("estimateText says of a bound that it is not determined, the model's end, or not computed (by hand)", () => {
  const status = (lower: "ok" | "boundary" | "failed" | "not determined") => ({lower, upper: "ok" as const});
  expect(estimateText({...err, lower: null, status: status("not determined")})).toBe(
    "0.42 per 100 mGy (95\u00a0% CI: lower bound not determined, upper 0.91)"
  );
  expect(estimateText({...err, lower: null, upper: null})).toBe(
    "0.42 per 100 mGy (95\u00a0% CI not determined)"
  );
  expect(estimateText({...err, status: status("boundary")})).toBe(
    "0.42 per 100 mGy (95\u00a0% CI 0.10 to 0.91, its lower bound the least that the model allows)"
  );
  expect(estimateText({...err, status: status("failed")})).toContain("could not be computed to 0.91");
});

test("estimateText says why a value is withheld and prints counts whole, with commas (by hand)", () => {
  expect(estimateText({kind: "estimate", label: "", value: {withheld: "<10"}})).toBe("withheld (<10)");
  expect(estimateText({kind: "estimate", label: "", type: "count", value: 1_037_430})).toBe("1,037,430");
  expect(estimateText({kind: "estimate", label: "", type: "percent", value: 4.21, digits: 2})).toBe(
    "4.2\u00a0%"
  );
  expect(estimateText({kind: "estimate", label: "", value: 6})).toBe("6");
});

test("estimate escapes what a report says and keeps number and unit on one line (by hand)", () => {
  const html = estimate({kind: "estimate", label: "", value: {withheld: "<10 & few"}});
  expect(html).toContain("&lt;10 &amp; few");
  expect(estimate(err)).toContain('<data value="0.4213">0.42\u00a0per\u00a0100\u00a0mGy</data>');
});

test("a value that the data do not determine is not said to be withheld to protect children (by hand)", () => {
  const undetermined = {withheld: "not determined"};
  expect(estimateText({...err, value: undetermined})).toBe("not determined");
  expect(estimateText({...err, value: {withheld: "fewer than 10 cases"}})).toBe(
    "withheld (fewer than 10 cases)"
  );
  const columns = [{name: "n", label: "n", type: "count" as const}];
  expect(notesOf([], [{columns, rows: [[undetermined]]}])).toEqual([]);
  expect(notesOf([], [{columns, rows: [[undetermined], [{withheld: "<10"}]]}])).toEqual([
    "<10: withheld, lest a few children be singled out."
  ]);
});
