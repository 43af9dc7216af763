import {test} from "vitest";
import {
  categorical,
  type DoseShape,
  linear,
  linearExponential,
  linearQuadratic,
  piecewiseLinear,
  quadratic,
  restrictedCubicSpline,
  threshold
} from "../../../src/stats/poisson/doseShape.js";
import {type PoissonData, poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";
import plain from "../../oracle/poisson.json" with {type: "json"};
import joint from "../../oracle/poissonJoint.json" with {type: "json"};
import oracle from "../../oracle/poissonShapes.json" with {type: "json"};
import {expectAgreement, type Witness} from "../../witness.js";

type Columns = Record<string, number[]>;
const sets = {simulated: plain.sets.simulated, ...joint.sets} as unknown as Record<string, Columns>;

const shapes: Record<string, DoseShape> = {
  linear: linear(),
  quadratic: quadratic(),
  "linear-quadratic": linearQuadratic(),
  "linear-exponential": linearExponential(),
  categorical: categorical([0.2, 0.6, 1.5]),
  "piecewise-linear": piecewiseLinear([0.6]),
  spline: restrictedCubicSpline([0.1, 0.4, 1, 2]),
  threshold: threshold()
};

function cellsOf(set: string, name: string): PoissonData {
  const data = sets[set];
  const column = (of: string) => Float64Array.from(data[of]);
  const kind = name.startsWith("EAR") ? "absolute" : "relative";
  return {
    cases: column("cases"),
    pyr: column("pyr"),
    strata: Int32Array.from(data.stratum),
    excess: {
      kind,
      dose: column(set === "simulated" ? "dose" : "radon"),
      shape: shapes[name.replace(/^EAR /, "")] ?? linear(),
      ...(name === "EAR modified" && {
        modifiers: {names: ["z"], columns: [column(set === "simulated" ? "z1" : "z")]}
      })
    }
  };
}

const witness = (set: string, name: string, figure: string, digits: number): Witness => ({
  estimator: "poissonRegression",
  figure: `${figure}, ${name}`,
  peer: "R, Fisher scoring over all parameters",
  data: set,
  digits
});

for (const theirs of oracle.fits) {
  const {name, data: set, profiled, profile} = theirs;
  test(`poissonRegression(${name} on ${set}) matches scoring over all parameters (R)`, () => {
    const ours = poissonRegression(cellsOf(set, name), {interval: {level: 0.9, methods: ["profile"]}});
    const {parameters} = ours;
    const claim = (figure: string, digits: number) => witness(set, name, figure, digits);
    expectAgreement(
      claim("estimates", 8),
      parameters.map(({estimate}) => estimate),
      theirs.estimate
    );
    expectAgreement(
      claim("standard errors", 8),
      parameters.map(({se}) => se),
      theirs.se
    );
    expectAgreement(claim("log-likelihood", 12), ours.logLik, theirs.logLik);
    for (const [i, k] of profiled.entries())
      for (const [side, bound] of profile[i].entries()) {
        const {lower, upper} = parameters[k - 1].profile!;
        if (typeof bound === "number")
          expectAgreement(
            claim(`${side === 0 ? "lower" : "upper"} profile bound of parameter ${k}`, 8),
            side === 0 ? lower : upper,
            bound
          );
      }
  });
}

for (const {data: set, tau, beta, logLik} of oracle.thresholds)
  test(`poissonRegression(threshold on ${set}) finds the top of its profile (R)`, () => {
    const ours = poissonRegression(cellsOf(set, "threshold"));
    const [slope, place] = ours.parameters.map(({estimate}) => estimate);
    const because = "the profile is level at its top to the square of this";
    expectAgreement({...witness(set, "threshold", "τ", 6), because}, place, tau);
    expectAgreement({...witness(set, "threshold", "β", 6), because}, slope, beta);
    expectAgreement(witness(set, "threshold", "log-likelihood", 12), ours.logLik, logLik);
  });
