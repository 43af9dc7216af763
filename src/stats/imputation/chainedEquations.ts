import {
  type Imputer,
  logisticImputer,
  normalImputer,
  predictiveMeanMatching,
  type Uniform
} from "./imputers.js";

/** How an incomplete variable is imputed. */
export type ImputationMethod = "normal" | "logistic" | "predictive mean matching";

export interface ChainedOptions {
  /** Data sets to make; 5 unless told. */
  imputations?: number;
  /** Rounds over the incomplete variables before a data set is taken; 10 unless told. */
  iterations?: number;
  /** How each incomplete variable is imputed; predictive mean matching unless told. */
  methods?: Record<string, ImputationMethod>;
  /** Names of the variables from which one is predicted; all the others unless told. */
  predictors?: Record<string, readonly string[]>;
  /** The source of randomness, of which the result is a function. */
  uniform: Uniform;
}

/** Completed data sets, and the chain of each variable's mean imputed value, by which one sees that it has settled. */
export interface Imputed {
  tables: Record<string, Float64Array>[];
  /** Mean of the imputed values: one array an imputation, one entry an iteration. */
  chains: Record<string, Float64Array[]>;
}

const imputers: Record<ImputationMethod, Imputer> = {
  normal: normalImputer,
  logistic: logisticImputer,
  "predictive mean matching": predictiveMeanMatching
};

/**
 * Multiple imputation by chained equations: missing values (NaN) begin as draws of measured ones; then each
 * incomplete variable in turn, in the order of the columns, is imputed from the others as they stand.
 * Complete columns come back as they are. Predictors are centred and scaled; one that is constant or collinear
 * is left out of the draw.
 * @throws RangeError when there is no row, columns differ in length, a value is infinite, a name is unknown, a variable
 *   predicts itself or has no measured value, there are fewer than two imputations or no iteration, or a logistic
 *   variable is not 0 or 1.
 * Source: van Buuren and Groothuis-Oudshoorn (2011), J Stat Softw 45(3).
 * Witness: R mice, test/stats/imputation/chainedEquations.test.ts.
 */
export function chainedEquations(table: Record<string, ArrayLike<number>>, options: ChainedOptions): Imputed {
  const {imputations = 5, iterations = 10, methods = {}, predictors = {}, uniform} = options;
  const names = Object.keys(table);
  check(table, names, options);
  if (!(Number.isInteger(imputations) && imputations >= 2))
    throw new RangeError(`imputations must be a whole number ≥ 2; got ${imputations}`);
  if (!(Number.isInteger(iterations) && iterations >= 1))
    throw new RangeError(`iterations must be a whole number ≥ 1; got ${iterations}`);
  const rows = names.map((name) => split(table[name]));
  const incomplete = names.filter((_, k) => rows[k].missing.length > 0);
  const chains = Object.fromEntries(
    incomplete.map((name) => [name, Array.from({length: imputations}, () => new Float64Array(iterations))])
  );
  const tables = Array.from({length: imputations}, (_, imputation) => {
    const now = Object.fromEntries(names.map((name) => [name, Float64Array.from(table[name])]));
    names.forEach((name, k) => {
      const {observed, missing} = rows[k];
      for (const i of missing) now[name][i] = table[name][observed[Math.floor(observed.length * uniform())]];
    });
    for (let iteration = 0; iteration < iterations; ++iteration)
      for (const name of incomplete) {
        const {observed, missing} = rows[names.indexOf(name)];
        const from = predictors[name] ?? names.filter((other) => other !== name);
        const x = [new Float64Array(now[name].length).fill(1), ...from.map((other) => scaled(now[other]))];
        const impute = imputers[methods[name] ?? "predictive mean matching"];
        const drawn = impute({name, y: now[name], predictors: x, observed, missing}, uniform);
        let total = 0;
        missing.forEach((row, i) => {
          now[name][row] = drawn[i];
          total += drawn[i];
        });
        chains[name][imputation][iteration] = total / missing.length;
      }
    return now;
  });
  return {tables, chains};
}

function split(column: ArrayLike<number>): {observed: Int32Array; missing: Int32Array} {
  const observed: number[] = [];
  const missing: number[] = [];
  for (let i = 0; i < column.length; ++i) (Number.isNaN(column[i]) ? missing : observed).push(i);
  return {observed: Int32Array.from(observed), missing: Int32Array.from(missing)};
}

function scaled(column: Float64Array): Float64Array {
  const mean = column.reduce((sum, x) => sum + x, 0) / column.length;
  const squares = column.reduce((sum, x) => sum + (x - mean) * (x - mean), 0);
  const deviation = Math.sqrt(squares / column.length);
  return column.map((x) => (deviation > 0 ? (x - mean) / deviation : 0));
}

function check(table: Record<string, ArrayLike<number>>, names: string[], options: ChainedOptions): void {
  const n = names.length > 0 ? table[names[0]].length : 0;
  if (n === 0) throw new RangeError("table must hold a row; got none");
  for (const name of names) {
    const column = table[name];
    if (column.length !== n)
      throw new RangeError(`${name} must have ${n} entries as ${names[0]} has; got ${column.length}`);
    let measured = false;
    for (let i = 0; i < n; ++i) {
      if (Math.abs(column[i]) === Infinity)
        throw new RangeError(`${name} must be finite or missing; got ${column[i]} in row ${i}`);
      measured ||= !Number.isNaN(column[i]);
    }
    if (!measured) throw new RangeError(`${name} must have a measured value; got none`);
  }
  for (const [name, from] of Object.entries(options.predictors ?? {}))
    if (from.includes(name))
      throw new RangeError(`predictors of ${name} must be other variables; got itself`);
  const named = [
    ...Object.keys(options.methods ?? {}),
    ...Object.keys(options.predictors ?? {}),
    ...Object.values(options.predictors ?? {}).flat()
  ];
  for (const name of named)
    if (!Object.hasOwn(table, name))
      throw new RangeError(`variable must be one of ${names.join(", ")}; got ${name}`);
}
