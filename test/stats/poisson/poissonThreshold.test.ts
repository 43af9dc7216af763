import {expect, test} from "vitest";
import {threshold} from "../../../src/stats/poisson/doseShape.js";
import {poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";
import plain from "../../oracle/poisson.json" with {type: "json"};
import joint from "../../oracle/poissonJoint.json" with {type: "json"};
import regimes from "../../oracle/poissonRegimes.json" with {type: "json"};
import oracle from "../../oracle/poissonThreshold.json" with {type: "json"};
import {expectAgreement, type Witness} from "../../witness.js";

const sets = {
  simulated: plain.sets.simulated,
  ...joint.sets,
  ...regimes.sets,
  ...oracle.sets
} as unknown as Record<string, Record<string, number[]>>;

for (const theirs of oracle.fits) {
  const {data: set, level, tauBounds, betaBounds} = theirs;
  test(`poissonRegression(threshold on ${set}) has the profile bounds of β and τ (R)`, () => {
    const data = sets[set];
    const fit = poissonRegression(
      {
        cases: Float64Array.from(data.cases),
        pyr: Float64Array.from(data.pyr),
        strata: Int32Array.from(data.stratum),
        excess: {kind: "relative", dose: Float64Array.from(data.dose ?? data.radon), shape: threshold()}
      },
      {interval: {level, methods: ["profile"]}}
    );
    const [beta, tau] = fit.parameters;
    const witness = (figure: string, digits: number): Witness => ({
      estimator: "poissonRegression",
      figure: `${figure}, threshold`,
      peer: "R, Fisher scoring at every threshold, optimize and uniroot between doses",
      data: set,
      digits,
      ...(digits < 8 && {
        because: "the profile is found by comparing heights, level at its top"
      })
    });
    expectAgreement(witness("log-likelihood with bounds", 11), fit.logLik, theirs.logLik);
    for (const [name, parameter, bounds] of [
      ["β", beta, betaBounds],
      ["τ", tau, tauBounds]
    ] as const) {
      if (Number.isNaN(parameter.estimate)) {
        // Where all are exposed, every threshold below the lowest dose fits as well.
        expect(fit.warnings.join()).toContain(`${parameter.term} is not determined`);
        expect(name).toBe("τ");
      } else
        for (const [side, bound] of bounds.entries()) {
          const end = side === 0 ? "lower" : "upper";
          if (typeof bound === "number")
            expectAgreement(witness(`${end} profile bound of ${name}`, 6), parameter.profile![end], bound);
          // Where R finds none, doses end before the likelihood falls so far.
          else {
            expect(parameter.profile!.status[end]).toBe("boundary");
            expect(parameter.profile![end]).toBe(0);
          }
        }
    }
  });
}
