import {expect, test} from "vitest";
import {makeStudy} from "../../analyses/study.js";
import {compute} from "../../publish/compute.js";
import type {Prepared} from "../../publish/prepare.js";

/** What an analysis says when its one step throws this. */
function said(message: string): string {
  const step = () => {
    throw new RangeError(message);
  };
  const prepared = {id: "cardiac/x", analysis: {reads: [], items: {trend: step}}, provenance: {}};
  try {
    compute(
      prepared as unknown as Prepared,
      makeStudy(() => null as never, null)
    );
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

test("compute names the item that failed, and nothing of the child in whose row (by hand)", () => {
  expect(said("dose must be ≥ 0; got -1.73 in row 37")).toBe(
    "trend: dose must be ≥ 0; got a row that is not so"
  );
  expect(said("exit must be ≥ entry; got 4711 < 4812 in row 37")).toBe(
    "trend: exit must be ≥ entry; got a row that is not so"
  );
  expect(said("day must ascend within a person; got 3 after 7 in row 8 of exposures")).not.toMatch(/\d/);
  expect(said("doseBands must each hold follow-up; got none in 5–10 Gy")).toBe(
    "trend: doseBands must each hold follow-up; got none in 5–10 Gy"
  );
});
