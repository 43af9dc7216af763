import {expect, test} from "vitest";
import {averted} from "../../src/components/averted.js";
import {avertedBars} from "../../src/components/avertedBars.js";

const risk = {estimate: 142.7, lower: 84.2, upper: 228.8};

test("averted says the risk, what half the dose averts and in how many procedures, to two digits (by hand)", () => {
  expect(averted(risk, 0.5)).toBe(
    "Today such a procedure adds 140 (95 % CI 84 to 230) lifetime cancers per 100,000. With 50 % less dose 71 (42 to 110) of them are averted. That is one case in 1,400 procedures (870 to 2,400)."
  );
});

test("averted gives no number of procedures where the interval includes none averted (by hand)", () => {
  expect(averted({estimate: 1.75, lower: -0.4, upper: 9}, 0.1)).toBe(
    "Today such a procedure adds 1.8 (95 % CI −0.40 to 9.0) lifetime cancers per 100,000. With 10 % less dose 0.18 (−0.040 to 0.90) of them are averted."
  );
});

test("avertedBars draws an interval on every bar and says the cases to those who cannot see (by hand)", () => {
  const svg = avertedBars(risk, 0.5, 340);
  expect(svg.match(/<rect/g)).toHaveLength(3);
  expect(svg.match(/stroke-width="1.4"/g)).toHaveLength(3);
  expect(svg).toContain("today 140, with less dose 71, averted 71 cases");
});
