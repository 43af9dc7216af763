import {expect, test} from "vitest";
import {compareEstimates, summarise} from "../../../publish/release/compareEstimates.js";
import type {PublishedEstimate} from "../../../publish/release/estimates.js";

const number = (
  id: string,
  value: number | null,
  more: Partial<PublishedEstimate> = {}
): PublishedEstimate => ({
  id,
  kind: "estimate",
  value,
  ...more
});

test("compareEstimates tells same bits, within tolerance, and failed with its reason (by hand)", () => {
  const verdicts = compareEstimates(
    [
      number("same", 0.1, {lower: null, upper: 1}),
      number("near", 2, {lower: 1}),
      number("far", 100),
      number("bound", 1, {lower: null}),
      number("hidden", 12),
      number("gone", 1)
    ],
    [
      number("same", 0.1, {lower: null, upper: 1}),
      number("near", 2, {lower: 1 + 2 ** -40}),
      number("far", 101),
      number("bound", 1, {lower: 0.5}),
      number("hidden", null, {withheld: "<10"}),
      number("more", 1)
    ]
  );
  expect(verdicts).toEqual([
    {id: "same", verdict: "bit"},
    {id: "near", verdict: "numeric", difference: 2 ** -40 / (1 + 2 ** -40)},
    {id: "far", verdict: "failed", difference: 1 / 101, because: "value 100 published, 101 computed"},
    {id: "bound", verdict: "failed", because: "lower null published, 0.5 computed"},
    {id: "hidden", verdict: "failed", because: "12 published, <10 computed"},
    {id: "gone", verdict: "failed", because: "not computed any more"},
    {id: "more", verdict: "failed", because: "not published"}
  ]);
  expect(summarise(verdicts)).toEqual({
    level: "partial",
    compared: 7,
    bit: 1,
    numeric: 1,
    failed: 5,
    largest: 1 / 101,
    worst: "far"
  });
  expect(summarise(verdicts.slice(0, 1)).level).toBe("bit");
  expect(summarise(verdicts.slice(0, 2)).level).toBe("numeric");
  expect(summarise(verdicts.slice(2))).toMatchObject({level: "failed", worst: "far"});
});
