import {betaLower, betaQuantile, betaUpper} from "../../../src/stats/numeric/beta.js";
import {binomialLower, binomialQuantile, binomialUpper} from "../../../src/stats/numeric/binomial.js";
import {chiSquareLower, chiSquareQuantile, chiSquareUpper} from "../../../src/stats/numeric/chiSquare.js";
import {fisherFLower, fisherFQuantile, fisherFUpper} from "../../../src/stats/numeric/fisherF.js";
import {gammaLower, gammaQuantile, gammaUpper} from "../../../src/stats/numeric/gamma.js";
import {normalLower, normalQuantile, normalUpper} from "../../../src/stats/numeric/normal.js";
import {poissonLower, poissonQuantile, poissonUpper} from "../../../src/stats/numeric/poisson.js";
import {studentTLower, studentTQuantile, studentTUpper} from "../../../src/stats/numeric/studentT.js";

/** A distribution with its parameters as an array, as the oracle has them. */
export interface Distribution {
  lower: (x: number, parameters: readonly number[], asLog: boolean) => number;
  upper: (x: number, parameters: readonly number[], asLog: boolean) => number;
  quantile: (p: number, parameters: readonly number[], upper: boolean) => number;
  /** R's names of the functions: "pnorm, qnorm". */
  p: string;
  q: string;
}

/** The distributions of src/stats/numeric by the names of their files. */
export const distributions: Record<string, Distribution> = {
  normal: {
    lower: (x, _, asLog) => normalLower(x, asLog),
    upper: (x, _, asLog) => normalUpper(x, asLog),
    quantile: (p, _, upper) => normalQuantile(p, upper),
    p: "pnorm",
    q: "qnorm"
  },
  gamma: {
    lower: (x, [shape], asLog) => gammaLower(x, shape, 1, asLog),
    upper: (x, [shape], asLog) => gammaUpper(x, shape, 1, asLog),
    quantile: (p, [shape], upper) => gammaQuantile(p, shape, upper),
    p: "pgamma",
    q: "qgamma"
  },
  chiSquare: {
    lower: (x, [df], asLog) => chiSquareLower(x, df, asLog),
    upper: (x, [df], asLog) => chiSquareUpper(x, df, asLog),
    quantile: (p, [df], upper) => chiSquareQuantile(p, df, upper),
    p: "pchisq",
    q: "qchisq"
  },
  studentT: {
    lower: (x, [df], asLog) => studentTLower(x, df, asLog),
    upper: (x, [df], asLog) => studentTUpper(x, df, asLog),
    quantile: (p, [df], upper) => studentTQuantile(p, df, upper),
    p: "pt",
    q: "qt"
  },
  fisherF: {
    lower: (x, [df1, df2], asLog) => fisherFLower(x, df1, df2, asLog),
    upper: (x, [df1, df2], asLog) => fisherFUpper(x, df1, df2, asLog),
    quantile: (p, [df1, df2], upper) => fisherFQuantile(p, df1, df2, upper),
    p: "pf",
    q: "qf"
  },
  beta: {
    lower: (x, [a, b], asLog) => betaLower(x, a, b, asLog),
    upper: (x, [a, b], asLog) => betaUpper(x, a, b, asLog),
    quantile: (p, [a, b], upper) => betaQuantile(p, a, b, upper),
    p: "pbeta",
    q: "qbeta"
  },
  poisson: {
    lower: (x, [mean], asLog) => poissonLower(x, mean, asLog),
    upper: (x, [mean], asLog) => poissonUpper(x, mean, asLog),
    quantile: (p, [mean], upper) => poissonQuantile(p, mean, upper),
    p: "ppois",
    q: "qpois"
  },
  binomial: {
    lower: (x, [n, p], asLog) => binomialLower(x, n, p, asLog),
    upper: (x, [n, p], asLog) => binomialUpper(x, n, p, asLog),
    quantile: (q, [n, p], upper) => binomialQuantile(q, n, p, upper),
    p: "pbinom",
    q: "qbinom"
  }
};
