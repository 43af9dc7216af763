import {chiSquareQuantile} from "../../src/stats/numeric/chiSquare.js";

/** The interval of the standard deviation of normal values on `df` degrees of freedom: s √(df / χ²). Witness: R's qchisq. */
export function spreadInterval(sd: number, df: number, level = 0.95): {lower: number; upper: number} {
  const tail = (1 - level) / 2;
  return {
    lower: sd * Math.sqrt(df / chiSquareQuantile(tail, df, true)),
    upper: sd * Math.sqrt(df / chiSquareQuantile(tail, df))
  };
}
