import {expect, test} from "vitest";
import {diffEstimates} from "../../../publish/release/diffEstimates.js";
import {attributed} from "../../../publish/release/diffReleases.js";
import type {PublishedEstimate} from "../../../publish/release/estimates.js";

const estimate = (id: string, more: Partial<PublishedEstimate>): PublishedEstimate => ({
  id,
  kind: "estimate",
  value: null,
  ...more
});
const ratio = (id: string, value: number, lower: number | null, upper: number | null) =>
  estimate(id, {value, lower, upper, level: 0.9, none: 1});

test("diffEstimates flags sign, crossing of no effect, and leaving the old interval (by hand)", () => {
  const before = [
    ratio("a", 1.2, 0.8, 1.8),
    ratio("b", 1.2, 1.1, 1.3),
    ratio("c", 1.2, 0.5, null),
    ratio("d", 1.2, 1.1, 1.3)
  ];
  const after = [
    ratio("a", 0.9, 0.6, 1.4),
    ratio("b", 1.5, 0.9, 2),
    ratio("c", 1.4, 1.2, null),
    ratio("d", 1.2, 1.1, 1.3)
  ];
  const changes = diffEstimates(before, after);
  expect(changes.map(({id, flags}) => [id, flags])).toEqual([
    ["a", ["sign"]],
    ["b", ["crosses null", "outside the old interval"]],
    ["c", ["crosses null"]]
  ]);
  expect(changes[0].delta).toBeCloseTo(-0.3, 15);
  expect(changes[0].deltaOverSe).toBeCloseTo((-0.3 * 2 * 1.6448536269514722) / 1, 13);
  expect(changes[2].deltaOverSe).toBeNull();
});

test("diffEstimates flags numbers that are added, removed, newly withheld and newly published (by hand)", () => {
  const withheld = (id: string) => estimate(id, {withheld: "<10"});
  const changes = diffEstimates(
    [estimate("gone", {value: 1}), estimate("hidden", {value: 12}), withheld("shown"), withheld("still")],
    [withheld("hidden"), estimate("shown", {value: 15}), withheld("still"), estimate("new", {value: 2})]
  );
  expect(changes.map(({id, flags, delta}) => [id, flags, delta])).toEqual([
    ["gone", ["removed"], null],
    ["hidden", ["newly withheld"], null],
    ["shown", ["newly published"], null],
    ["new", ["added"], null]
  ]);
});

test("attributed names factors that change a number only with another (by hand)", () => {
  const of = (value: number): PublishedEstimate => ({id: "a/b#c", kind: "estimate", value});
  const [change] = diffEstimates([of(1)], [of(5)]);
  const inputs = [{factor: "code" as const, what: "x.ts", how: "changed"}];
  const causes = (data: number, code: number) =>
    attributed({...change, causes: []}, inputs, [
      {factor: "data", estimates: [of(data)], failures: new Map()},
      {factor: "code", estimates: [of(code)], failures: new Map()}
    ]).causes;
  expect(causes(5, 1)).toEqual(["data"]);
  expect(causes(4, 1)).toEqual(["data", "code with it"]);
  expect(causes(4, 2)).toEqual(["data", "code"]);
  expect(causes(1, 1)).toEqual(["factors together"]);
});
