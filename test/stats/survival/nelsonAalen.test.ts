import {expect, test} from "vitest";
import {nelsonAalen} from "../../../src/stats/survival/nelsonAalen.js";
import {expectAgreement} from "../../witness.js";
import {oracle} from "./oracle.js";

const data = oracle("survivalData");
const {hazards} = oracle("survivalCurves");

test.for(Object.keys(hazards))("nelsonAalen and its tie correction match survfit on %s (R)", (name) => {
  const {time, event, [hazards[name].group]: group} = data[name];
  const subjects = {exit: time, event, group};
  const fits = {
    fleming: nelsonAalen(subjects, {ties: "fleming-harrington"}),
    nelson: nelsonAalen(subjects, {interval: "log-log"})
  };
  for (const [kind, ours] of Object.entries(fits))
    for (const column of ["surv", "cumHaz", "se", "seCumHaz", "lower", "upper"] as const)
      expectAgreement(
        {
          estimator: "nelsonAalen",
          figure: column,
          peer: "R survival 3.5-3, survfit(stype = 2)",
          data: `${name}, ${kind}`,
          digits: 11
        },
        ours.flatMap((curve) => Array.from(curve[column])),
        hazards[name][kind][column]
      );
});

test("nelsonAalen takes no weights that are not counts (by hand)", () => {
  expect(() => nelsonAalen({exit: [1, 2], event: [1, 1], weights: [1, 0.5]})).toThrow(
    "weights must be whole numbers for nelsonAalen; got 0.5 in row 1"
  );
});
