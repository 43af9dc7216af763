import {expect, test} from "vitest";
import {leaveOneOut} from "../../../src/stats/meta/leaveOneOut.js";
import {type MetaMethod, meta} from "../../../src/stats/meta/meta.js";
import oracle from "../../oracle/metaSets.json" with {type: "json"};
import {expectAgreement, type Witness} from "../../witness.js";

for (const theirs of oracle.fits) {
  const {set, level} = theirs;
  const {y, se} = oracle.sets[set as keyof typeof oracle.sets];
  const options = {method: theirs.method as MetaMethod, hartungKnapp: theirs.test === "knha", level};
  const witness = (estimator: string, figure: string): Witness => ({
    estimator,
    figure,
    peer: `R metafor ${oracle.versions.metafor}, rma(${theirs.method} ${theirs.test})`,
    data: set,
    digits: 9
  });
  test(`meta and leaveOneOut(${theirs.method} ${theirs.test}) match metafor on ${set} (R)`, () => {
    const ours = meta(y, se, options);
    for (const figure of ["estimate", "se", "statistic", "p", "lower", "upper", "weights"] as const)
      expectAgreement(witness("meta", figure), ours[figure], theirs[figure]);
    expectAgreement(
      witness("meta", "Cochran's Q and its p"),
      [ours.q.statistic, ours.q.p],
      [theirs.q, theirs.qp]
    );
    // Where the studies scatter less than chance both are 0 but for R's rounding.
    if (theirs.tauSquared > 1e-12) {
      expectAgreement(witness("meta", "tauSquared"), ours.tauSquared, theirs.tauSquared);
      expectAgreement(witness("meta", "iSquared"), ours.iSquared, theirs.iSquared);
    } else expect(ours.tauSquared).toBeLessThan(1e-12);
    if (theirs.prediction)
      expectAgreement(
        witness("meta", "prediction interval"),
        [ours.prediction!.lower, ours.prediction!.upper],
        theirs.prediction
      );
    const left = leaveOneOut(y, se, options);
    for (const figure of ["estimate", "se", "p"] as const)
      expectAgreement(
        witness("leaveOneOut", figure),
        left.map((fit) => fit[figure]),
        theirs.left[figure]
      );
  });
}
