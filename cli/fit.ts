import {resolve} from "node:path";
import {Command} from "commander";
import {exampleNames, exampleOf} from "../fit/example.js";
import {fitModel} from "../fit/fitModel.js";
import {modelOf} from "../fit/models/modelOf.js";
import {readFitSpec} from "../fit/spec/readFitSpec.js";
import {readTable} from "../fit/table/readTable.js";
import {printJson} from "./printJson.js";
import {readInput} from "./readInput.js";
import {checkOutput, writeOutput} from "./writeOutput.js";

/** `harmonic fit`: any table, any model, without writing code. */
export function fitCommand(): Command {
  return new Command("fit")
    .description("Fit a model to a table of your own; the answer is JSON on standard output.")
    .argument("[spec]", "JSON file that names the model and its columns; - reads it from standard input")
    .option("-d, --data <file>", "CSV, .arrow or .parquet table, instead of the one that the spec names")
    .option("-o, --out <file>", "write the answer there instead of standard output")
    .option("-f, --formula <model>", "a Poisson model in one line, instead of a spec")
    .option("-e, --example <model>", `print a complete spec of a model: ${exampleNames.join(", ")}`)
    .addHelpText("after", help)
    .action(async (path: string | undefined, {data, out, example, formula}: Options) => {
      if (example !== undefined) {
        process.stdout.write(exampleOf(example));
        return;
      }
      if (formula !== undefined && path !== undefined)
        throw new RangeError("spec must be a file or a --formula; got both");
      if (path === undefined && formula === undefined)
        throw new RangeError(
          "spec must be a file, or - for standard input; got none (see harmonic fit --help)"
        );
      const {text, folder} =
        path === undefined
          ? {text: JSON.stringify({model: "poisson", formula}), folder: process.cwd()}
          : await readInput(path);
      const spec = readFitSpec(path === undefined || path === "-" ? "spec" : path, text);
      const table = data ?? (spec.data === undefined ? undefined : resolve(folder, spec.data));
      if (table === undefined) throw new RangeError("data must be named in the spec or by --data; got none");
      await checkOutput(out);
      const answer = fitModel(await modelOf(spec)(), spec, await readTable(table));
      await writeOutput(out, printJson(answer));
      if (!answer.converged) process.exitCode = 1;
    });
}

interface Options {
  data?: string;
  out?: string;
  example?: string;
  formula?: string;
}

const help = `
Examples:
  npx harmonic fit --example poisson > spec.json
  npx harmonic fit data/examples/poisson.json
  npx harmonic fit spec.json --data cells.parquet --out answer.json
  cat spec.json | npx harmonic fit - --data cells.csv
  npx harmonic fit --data cells.csv \\
    --formula "cases / pyr = strata(city, sex) * exp(log(age / 70)) * (1 + linear(dose) * exp(sex))"

A spec, with most of what it can say (ERR per unit of dose, background free in each stratum):
  { "model": "poisson",
    "data": "cells.csv",
    "define": {"doseGy": "(skin + 10 * neutron) / 1000"},
    "where": "age >= 20 and doseGy < 4",
    "response": {"events": "cases", "personTime": "pyr"},
    "strata": ["city", "sex", "ageGroup"],
    "loglinear": [{"name": "logAge", "expression": "log(age / 70)"},
                  {"column": "smoker", "as": "category", "reference": "never"}],
    "excess": {"kind": "relative", "dose": "doseGy", "shape": "linear", "modifiers": ["logAge"]},
    "interval": {"level": 0.95, "methods": ["wald", "profile"]} }

Models, their responses, and what else they take ("?" may be left out):
  poisson               {"events", "personTime", "rate"?}; strata, loglinear, excess, offset, weights,
                        family, bands, or formula for the first four
  cox                   {"start"?, "stop", "status", "event"?}; strata, loglinear, excess, ties, penalty,
                        weights, cluster, robust, offset, proportionalHazards, curveAt
  fine-gray             {"start"?, "stop", "status", "event"?, "competing"?}; strata, loglinear, excess,
                        weights, censoring
  conditional-logistic  {"case", "set"}; loglinear, excess, offset
  logistic              {"case"}, or {"events", "trials"}; terms, excess, weights, offset
  linear                {"value"}; terms, weights, offset
  kaplan-meier          {"start"?, "stop", "status", "event"?}; strata (a curve each), weights, restrictedTo
  aalen-johansen        {"start"?, "stop", "status", "event"?, "competing"?}; strata (curves and Gray's test),
                        weights
  log-rank              {"start"?, "stop", "status", "event"?}; groups, strata, fleming-harrington
  sir                   {"events", "expected"}, or {"events", "personTime", "rate"}; strata, trend
  meta                  {"estimate", "se"}; method, hartungKnapp
All take "where" (an expression: which rows), "define" (expressions by name, to be called wherever a column
can: doses, strata, responses) and "interval": {"level", "methods"}, the methods wald and profile, for sir
exact, byar and mid-p, for curves "transform" plain, log or log-log; the fitted ones "control":
{"tolerance", "maxIterations"}. "event" is the value of status that is the event (1), "competing" one or a
list of the competing ones (of numbers all but 0 and the event). "proportionalHazards" km, rank, identity or
log tests whether effects change with time; "curveAt": {"age": 60} is the survival predicted for a person whose
terms, by their names in the answer, have these values (others 0). "restrictedTo" also gives differences of
restricted means from that of the first stratum.

Terms (of "loglinear", "modifiers", and "terms" of logistic and linear):
  "age"                                                      a column; of texts, a category
  {"name": "logAge", "expression": "log(age / 70)"}          + - * / ^ ( ) < <= > >= == != and or not,
                                                             log exp sqrt min max abs, 'texts'
  {"column": "sex", "as": "category", "reference": "f"}      indicators of the other levels
  {"column": "age", "as": "spline", "knots": [20, 40, 60]}   restricted cubic spline; a number of knots
                                                             places them at quantiles
A name with other signs than letters, digits, _ and . stands in backticks: \`dose-1\`.

Excess of poisson: "kind" relative (1 + f) or absolute (background + f); "shape" linear, quadratic,
linear-quadratic, linear-exponential, threshold, categorical (with "cuts"), piecewise-linear or spline (with
"knots"); "dose" one column or several; "modifiers" exp(gamma z), "linearModifiers" 1 + delta u. Fine-gray has
the linear relative one, cox, conditional-logistic and logistic have it or a shape of realisations, below. Parts of
poisson with shapes and modifiers of their own:
  "excess": {"parts": [{"dose": "heart", "modifiers": ["sex"]}, {"dose": "lung", "shape": "linear-quadratic"}],
             "joint": "mixture"}             additive (when absent), multiplicative, or their geometric mixture
"alternatives": ["linear-quadratic", "threshold"] fits these too and weighs all by AIC and BIC, strata counted.
"bands": [0, 0.1, 1] tables fitted background, excess and attributable fraction by dose.
"family": negative-binomial or quasi-poisson, where cases scatter more than Poisson counts.

Formula of poisson: cases / person-time = strata(..) * given(rate) * exp(term + ..) * (1 + shape(dose, cuts ..) *
(1 + linear modifiers) * exp(modifiers) + ..), the brackets as far as there is something in them; an absolute
excess is added: = strata(..) + shape(dose). Several brackets multiply; mixture(part, part). Shapes: linear
quadratic linearQuadratic linearExponential threshold categorical piecewiseLinear spline. Terms as above, or
category(column, reference), spline(column, knots ..).

Intervals of poisson: wald, score, profile. "sides": "one" says that the level is of each bound alone, as
EPICURE prints it: 0.95 of each is an interval of 0.9. The answer names both.

Realisations of an uncertain dose (poisson, cox, conditional-logistic, logistic), one a column, all in one fit:
  "excess": {"dose": "marrow"}, "realisations": {"columns": ["d1", "d2", ...], "method": "bma", "seed": 1}
The methods: rc (regression calibration: the mean dose), erc (extended), mcml (Monte Carlo maximum
likelihood), fma and bma (frequentist and Bayesian model averaging: "percentile" is their interval). "dose" is
then but a name; "shape" linear, linear-quadratic, linear-exponential, or exponential and exponential-quadratic,
exp(beta d + beta2 d^2), in place of 1 + f; "modifiers" exp(gamma z) multiply the effect of dose, "interactions" u
change its coefficients to beta + m u. Without an excess the dose has the factor exp(beta d).
\`--example realisations\` prints a spec.

The paths in a spec are relative to it. Empty cells and NA are missing: a row in which a column that the
model uses is missing is left out, and a warning counts them. Rows are counted from 1, below the header.
The answer's figures are unrounded; one that does not exist or is infinite is null (a bound of a profile
interval then says why in "status"). data/schema/fit-spec.json and fit-answer.json describe both in full.

Exit code: 0 done; 1 did not converge (the answer says how far it came); 2 bad input, one line on
standard error.`;
