import {NO_DAY} from "../../src/stats/cohort/factor.js";
import {type CheckedTable, countRows, found, foundWhole} from "./checkedTable.js";
import {countOutside} from "./checkValues.js";
import type {Finding} from "./finding.js";
import type {TableField} from "./tableSchema.js";
import {isPlausibleWeight} from "./weightForAge.js";

/**
 * Holds values against what is expected: out of the plausible range, or a weight that no child of that age
 * has: warnings, rows that repeat an earlier one left out. A median far from where it lies in every cohort
 * is an error: the column is in another unit than the data dictionary says.
 */
export function checkPlausible(checked: CheckedTable, again: Uint8Array): Finding[] {
  return checked.fields.flatMap((field) => {
    const {name, plausible, unit} = field;
    if (!plausible || checked.table.columns.find((column) => column.name === name)!.kind === "null")
      return [];
    const first = (row: number) => again[row] === 0;
    const {count, range} = countOutside(checked, field, plausible, first);
    const findings = found(checked, name, "implausible value", "warning", count, `should be ${range}`);
    if (plausible.median) {
      const [from, to] = plausible.median;
      const median = sampleMedian(checked.table.numbers(name));
      if (median < from || median > to)
        findings.push(
          ...foundWhole(
            checked.name,
            name,
            "unit",
            "error",
            `${checked.name}.${name} must be in ${unit}, where its median lies between ${from} and ${to}; got another order of magnitude`
          )
        );
    }
    if (plausible.forAge === "weight") findings.push(...checkWeight(checked, field, first));
    return findings;
  });
}

/** Weights that are in the plausible range of all children, but not of children of that age. */
function checkWeight(checked: CheckedTable, field: TableField, first: (row: number) => boolean): Finding[] {
  const {table, personRow, persons} = checked;
  const birthKnown = persons?.columns.some(({name, kind}) => name === "birth" && kind === "date");
  if (!personRow || !birthKnown || !checked.fields.some(({name}) => name === "date")) return [];
  const {minimum = 0, maximum = Number.POSITIVE_INFINITY} = field.plausible as {
    minimum?: number;
    maximum?: number;
  };
  const weight = table.numbers(field.name);
  const day = table.days("date");
  const birth = persons!.days("birth");
  const count = countRows(table.rows, (row) => {
    if (personRow[row] < 0 || !(weight[row] >= minimum && weight[row] <= maximum)) return false;
    const born = birth[personRow[row]];
    if (born === NO_DAY || day[row] === NO_DAY || day[row] < born) return false;
    return !isPlausibleWeight(weight[row], (day[row] - born) / 365.25) && first(row);
  });
  return found(
    checked,
    field.name,
    "implausible value",
    "warning",
    count,
    "should be a weight that children of that age have"
  );
}

/** Median of at most 10,000 values evenly spread over the rows; `NaN` of fewer than 100. */
function sampleMedian(values: Float64Array): number {
  const step = Math.ceil(values.length / 10_000);
  const sample = values.filter((value, row) => row % step === 0 && !Number.isNaN(value)).sort();
  return sample.length < 100 ? Number.NaN : sample[sample.length >> 1];
}
