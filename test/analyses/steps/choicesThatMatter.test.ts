import {expect, test} from "vitest";
import {choicesThatMatter} from "../../../analyses/steps/choicesThatMatter.js";
import {forestColumns} from "../../../analyses/steps/sensitivity.js";
import type {Study} from "../../../analyses/study.js";
import type {Cell} from "../../../src/stats/result/report.js";

const said = (...rows: Cell[][]) =>
  choicesThatMatter(() => ({
    kind: "figure",
    form: "forest",
    caption: "",
    alt: "",
    data: {estimates: {columns: forestColumns(""), rows}}
  }))({} as Study);

const main = ["", "Main analysis", 40, 1, 0, 2];

test("choicesThatMatter names the estimates outside the main interval, and an undetermined one is none (by hand)", () => {
  const lag = ["Lag", "5 years", 40, 2, 1, 3];
  const none = ["Without one country", "without FR", 9, null, null, null];
  expect(said(main, lag, none)).toMatchObject({
    text: "None of the 2 other choices moves the estimate out of the interval of the main analysis."
  });
  const far = ["Transplant", "not accounted for", 40, 9, 5, null];
  expect(said(main, lag, far)).toMatchObject({
    text: "Of 2 other choices one moves the estimate out of the interval of the main analysis (transplant, not accounted for)."
  });
  expect(said(["", "Main analysis", 40, 1, 0, null], far)).toMatchObject({
    text: expect.stringMatching(/^None of the 1/)
  });
});
