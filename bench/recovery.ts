import {readFileSync, writeFileSync} from "node:fs";
import type {Analysis} from "../analyses/analysis.js";
import leukaemia from "../analyses/cardiac/leukaemia.js";
import transplant from "../analyses/cardiac/transplant.js";
import cardiacEvents from "../analyses/radiotherapy/cardiac-events.js";
import {makeStudy, type Study, type TableName} from "../analyses/study.js";
import {readTable} from "../loaders/extract/readTable.js";
import {extractFiles} from "../loaders/synthetic/generate.js";
import type {Truth} from "../loaders/synthetic/truth.js";
import type {Estimate} from "../src/stats/result/report.js";
import {benchmark, checks} from "./benchmark.js";

/** Estimates of other synthetic extracts by the very steps of the reports, held against their truth. */
const wanted: {
  id: string;
  analysis: Analysis;
  item: string;
  label: string;
  truth: (truth: Truth) => number;
}[] = [
  {
    id: "cardiac/leukaemia",
    analysis: leukaemia,
    item: "trend",
    label: "Leukaemia, transplant in the background",
    truth: ({model}) => 100 * model.cardiac.err.leukaemia.perMgy
  },
  {
    id: "cardiac/transplant",
    analysis: transplant,
    item: "adjusted",
    label: "Lympho-haematopoietic cancer, transplant in the background",
    truth: ({lymphoHaematopoieticErrPerMgy}) => 100 * lymphoHaematopoieticErrPerMgy
  },
  {
    id: "cardiac/transplant",
    analysis: transplant,
    item: "unadjusted",
    label: "Lympho-haematopoietic cancer, transplant not accounted for",
    truth: ({lymphoHaematopoieticErrPerMgy}) => 100 * lymphoHaematopoieticErrPerMgy
  },
  {
    id: "radiotherapy/cardiac-events",
    analysis: cardiacEvents,
    item: "trend",
    label: "Cardiac events after radiotherapy",
    truth: ({model}) => model.radiotherapy.cardiac.perGy
  }
];
const check = checks(
  benchmark(
    "recovery",
    "Fit twenty other synthetic extracts by the steps of the reports, and hold them against their truth."
  )
);
const seeds = Array.from({length: 20}, (_, k) => 4101 + k);
const kept = new URL("recovery.json", import.meta.url);

function makeStudyOf(seed: number): Study {
  const files = new Map(extractFiles({seed}).map((file) => [file.name, file]));
  const read = (name: TableName) => readTable(files.get(name)!.bytes, files.get(name)!.file);
  return makeStudy(read, JSON.parse(new TextDecoder().decode(files.get("truth")!.bytes)) as Truth);
}

const each = seeds.map((seed, k) => {
  process.stderr.write(`seed ${seed}, ${k + 1} of ${seeds.length}\n`);
  const study = makeStudyOf(seed);
  return wanted.map(({id, analysis, item, truth: truthOf}) => {
    const {value, lower, upper, unit} = analysis.items[item](study.restrict(id, analysis.reads)) as Estimate;
    const truth = truthOf(study.truth!);
    const covers = truth >= (lower ?? -Infinity) && truth <= (upper ?? Infinity);
    return {
      truth,
      unit: unit!,
      found: {seed, estimate: value as number, lower: lower ?? null, upper: upper ?? null, covers}
    };
  });
});

const recovery = wanted.map(({id, item, label}, k) => {
  const own = each.map((estimates) => estimates[k]);
  const [{truth, unit}] = own;
  const found = own.map((estimate) => estimate.found);
  return {
    analysis: id,
    item,
    label,
    unit,
    truth,
    covered: found.filter(({covers}) => covers).length,
    of: found.length,
    seeds: found
  };
});
const text = `${JSON.stringify(recovery, null, 2)}\n`;
const fail = (message: string) => {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
};
for (const {analysis, item, unit, truth, covered, of} of recovery) {
  process.stdout.write(
    `${analysis} ${item}: ${covered} of ${of} intervals hold ${Number(truth.toPrecision(6))} ${unit}\n`
  );
  if (item === "unadjusted" && covered > 0.5 * of)
    fail(`intervals without transplant must mostly miss the truth; got ${covered} of ${of} that hold it`);
  if (item !== "unadjusted" && covered < 0.85 * of)
    fail(`${analysis} ${item}: intervals must hold the truth in 17 of 20; got ${covered} of ${of}`);
}
if (!check) writeFileSync(kept, text);
else if (readFileSync(kept, "utf8") !== text)
  fail("bench/recovery.json must be what this program finds; got another: npm run recovery");
