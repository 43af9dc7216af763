import {expect, test} from "vitest";
import {arrangeRows, gather, putBack} from "../../../src/stats/survival/arrangeRows.js";
import {exponentialRisk} from "../../../src/stats/survival/exponentialRisk.js";
import {partialLikelihood} from "../../../src/stats/survival/partialLikelihood.js";
import {riskSets} from "../../../src/stats/survival/riskSets.js";
import {scoreResiduals} from "../../../src/stats/survival/scoreResiduals.js";
import {efron} from "../../../src/stats/survival/ties.js";
import {type Columns, design, oracle} from "./oracle.js";

test("arrangeRows changes no likelihood, derivative or residual (law)", () => {
  const {pbcseq}: Record<string, Columns> = oracle("survivalData");
  const n = pbcseq.tstop.length;
  const terms = design(pbcseq, "bili", "age");
  const evaluated = [0, Infinity].map((few) => {
    const {order, sets} = arrangeRows(
      riskSets(
        pbcseq.tstart,
        pbcseq.tstop,
        pbcseq.event,
        pbcseq.edema.map((e) => 2 * e)
      ),
      false,
      few
    );
    const model = partialLikelihood(
      sets,
      exponentialRisk(terms, n, undefined, order),
      efron,
      gather(pbcseq.albumin, order)
    );
    const point = model.evaluate(Float64Array.of(0.1, 0.02))!;
    const score = scoreResiduals(model).filter((_, j) => j % 2 === 0);
    return {...point, order, score: putBack(score, order, n)};
  });
  const [sorted, asTheyCome] = evaluated;
  expect(asTheyCome.order).toBeUndefined();
  expect(sorted.order!.length).toBeLessThan(n);
  expect(sorted.logLik).toBeCloseTo(asTheyCome.logLik, 9);
  sorted.information.forEach((value, k) => {
    expect(value / asTheyCome.information[k]).toBeCloseTo(1, 11);
  });
  sorted.score.forEach((value, i) => {
    expect(value).toBeCloseTo(asTheyCome.score[i], 10);
  });
});
