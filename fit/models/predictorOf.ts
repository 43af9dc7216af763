import type {FitSpec, Term} from "../spec/fitSpec.js";

/** The terms of a linear predictor, under either of their names. @throws RangeError when both are given. */
export function predictorOf({terms, loglinear}: FitSpec): Term[] | undefined {
  if (terms && loglinear) throw new RangeError("terms must be given once; got both terms and loglinear");
  return terms ?? loglinear;
}
