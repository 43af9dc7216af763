import {expect, test} from "vitest";
import {type Comparison, differences, printRecord, validationRecord} from "./validation.js";

const line = (estimator: string, agreed: number, more: object = {}) =>
  JSON.stringify({
    figures: 2,
    estimator,
    figure: "value",
    peer: "R",
    data: "lung",
    digits: 8,
    agreed,
    ...more
  });

test("validationRecord keeps one comparison a subject, worst first, whatever the order of the tests (by hand)", () => {
  const lines = [line("coxph", 12.34), line("pyears", 9.99), line("coxph", 10.58, {because: "iteration"})];
  const record = validationRecord(`${lines.join("\n")}\n`);
  expect(record).toEqual([
    {estimator: "pyears", figure: "value", peer: "R", data: "lung", digits: 8, agreed: 9.9, figures: 2},
    {
      estimator: "coxph",
      figure: "value",
      peer: "R",
      data: "lung",
      digits: 8,
      agreed: 10.5,
      figures: 4,
      because: "iteration"
    }
  ]);
  expect(printRecord(validationRecord(lines.reverse().join("\n")))).toBe(printRecord(record));
  expect(JSON.parse(printRecord(record))).toEqual(record);
});

test("differences names comparisons that are gone, new or changed (by hand)", () => {
  const record = (...lines: string[]): Comparison[] => validationRecord(lines.join("\n"));
  expect(differences(record(line("a", 9)), record(line("a", 9)))).toEqual([]);
  expect(differences(record(line("a", 9), line("b", 9)), record(line("b", 10), line("c", 9)))).toEqual([
    "no longer compared: a · value · lung · R · 8",
    "not in the record: c · value · lung · R · 8",
    "changed: b · value · lung · R · 8"
  ]);
});
