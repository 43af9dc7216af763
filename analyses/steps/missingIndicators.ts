import {proportionInterval} from "../../src/stats/inference/proportionInterval.js";
import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {calendarYear, equipment} from "../definitions/equipment.js";
import {code, personRows, persons} from "../definitions/persons.js";
import {procedures} from "../definitions/procedures.js";

/** Share of procedures without a recorded kerma-area product by year of procedure. */
export function missingByYear(firstYears: readonly number[]): Step {
  return (study) => {
    const table = study.table("procedures");
    const source = table.factor("dose_source");
    const imputed = code(source, "imputed");
    const day = table.days("date");
    const rows = procedures(study).order;
    const lines = firstYears.map((first, k): Cell[] => {
      const next = firstYears[k + 1] ?? Infinity;
      const own = rows.filter((row) => calendarYear(day[row]) >= first && calendarYear(day[row]) < next);
      const missing = own.filter((row) => source.codes[row] === imputed).length;
      const {lower, upper} = proportionInterval(missing, own.length);
      const middle = own.reduce((sum, row) => sum + calendarYear(day[row]), 0) / own.length;
      return [
        "all centres",
        middle,
        own.length,
        missing,
        ...[missing / own.length, lower, upper].map((p) => 100 * p)
      ];
    });
    return {
      kind: "figure",
      form: "line-with-band",
      caption: "Share of procedures without a recorded kerma-area product, by year of procedure.",
      alt: "A falling line of the share of procedures without a recorded kerma-area product.",
      data: {
        lines: {
          columns: [
            {name: "series", label: "Centres", type: "text"},
            {name: "x", label: "Mean year", type: "number", digits: 6},
            {name: "procedures", label: "Procedures", type: "count"},
            {name: "missing", label: "Without PKA", type: "count"},
            {name: "estimate", label: "Share", type: "number", unit: "%", digits: 3, from: ["missing"]},
            {name: "lower", label: "lower", type: "number", digits: 3, from: ["missing"]},
            {name: "upper", label: "upper", type: "number", digits: 3, from: ["missing"]}
          ],
          rows: lines,
          partition: "series"
        }
      },
      options: {x: "Year of procedure", y: "Without a recorded product (%)"}
    };
  };
}

/** With which equipment the product is missing most often, and with which least. */
export function missingSentence(): Step {
  return (study) => {
    const table = study.table("procedures");
    const source = table.factor("dose_source");
    const imputed = code(source, "imputed");
    const era = table.factor("era");
    const rows = procedures(study).order;
    const shares = equipment
      .map((name) => {
        const own = rows.filter((row) => era.levels[era.codes[row]] === name);
        const missing = own.filter((row) => source.codes[row] === imputed).length;
        return {name, missing, share: Math.round((100 * missing) / own.length)};
      })
      .filter(({share}) => !Number.isNaN(share))
      .sort((a, b) => b.share - a.share);
    const [most, least] = [shares[0], shares[shares.length - 1]];
    return {
      kind: "statement",
      text: `Most often with ${most.name}, in ${most.share}\u00a0% of procedures; least often with ${least.name}, in ${least.share}\u00a0%.`,
      cases: least.missing
    };
  };
}

/** Share of procedures without a recorded product by a key, held against what made synthetic data by equipment. */
export function missingShares(by: "equipment" | "country" | "centre", made?: Record<string, number>): Step {
  return (study) => {
    const table = study.table("procedures");
    const source = table.factor("dose_source");
    const imputed = code(source, "imputed");
    const child = personRows(study, "procedures");
    const {country, centre} = persons(study);
    const era = table.factor("era");
    const rows = procedures(study).order;
    const groups: [string, (row: number) => boolean][] =
      by === "equipment"
        ? equipment.map((name) => [name, (row) => era.levels[era.codes[row]] === name])
        : (by === "country" ? country : centre).levels.map((name, k) => [
            name,
            (row) => (by === "country" ? country : centre).codes[child[row]] === k
          ]);
    const told = study.truth && made;
    return {
      kind: "table",
      caption: `Procedures without a recorded kerma-area product, by ${by}.`,
      columns: [
        {name: "group", label: by[0].toUpperCase() + by.slice(1), type: "text"},
        {name: "procedures", label: "Procedures", type: "count"},
        {name: "missing", label: "Without PKA", type: "count"},
        {name: "share", label: "Share", type: "number", unit: "%", digits: 3, from: ["missing"]},
        {name: "lower", label: "lower", type: "number", digits: 3, from: ["missing"]},
        {name: "upper", label: "upper", type: "number", digits: 3, from: ["missing"]},
        ...(told
          ? ([
              {name: "truth", label: "Made with", type: "number", unit: "%", digits: 2},
              {name: "covered", label: "In the interval", type: "text", from: ["missing"]}
            ] satisfies Column[])
          : [])
      ],
      rows: groups.flatMap(([name, of]): Cell[][] => {
        const own = rows.filter(of);
        if (own.length === 0) return [];
        const missing = own.filter((row) => source.codes[row] === imputed).length;
        const {lower, upper} = proportionInterval(missing, own.length);
        const row: Cell[] = [
          name,
          own.length,
          missing,
          ...[missing / own.length, lower, upper].map((p) => 100 * p)
        ];
        if (!told) return [row];
        const truth = told[name];
        return [[...row, 100 * truth, truth >= lower && truth <= upper ? "yes" : "no"]];
      }),
      partition: "group"
    };
  };
}
