import {proportionInterval} from "../../src/stats/inference/proportionInterval.js";
import type {Cell, Column, Figure, Table} from "../../src/stats/result/report.js";
import {sir} from "../../src/stats/sir/sir.js";
import type {Step} from "../analysis.js";
import {code, personRows, persons} from "../definitions/persons.js";
import type {DoseResponse} from "../designs/doseResponse.js";
import {registryCells} from "../designs/registryCells.js";
import {holds} from "./covers.js";
import {ratioColumns} from "./ratioColumns.js";

/** Events by kind and the register that reported them, with the share that have their codes. */
export function eventsBySource(): Step {
  return (study) => {
    const events = study.table("events");
    const group = events.factor("group");
    const source = events.factor("source");
    const topography = events.texts("topography");
    const icd10 = events.texts("icd10");
    const day = events.days("date");
    const person = personRows(study, "events");
    const {exit} = persons(study);
    const kinds = ["cancer", "cardiac", "stroke", "endocrine", "death"];
    const kindOf = group.levels.map((level) => (kinds.includes(level) ? level : "cancer"));
    const rows = kinds.flatMap((kind) =>
      source.levels.map((level, s): Cell[] => {
        let count = 0;
        let coded = 0;
        let late = 0;
        for (let row = 0; row < day.length; ++row) {
          if (source.codes[row] !== s || kindOf[group.codes[row]] !== kind) continue;
          ++count;
          const codes = kind === "cancer" ? topography[row] : icd10[row];
          if (codes) ++coded;
          if (day[row] > exit[person[row]]) ++late;
        }
        return [kind, level, count, coded, (100 * coded) / count, late];
      })
    );
    return {
      kind: "table",
      caption: "Events by the register that reported them.",
      columns: [
        {name: "kind", label: "Event", type: "text"},
        {name: "source", label: "Register", type: "text"},
        {name: "count", label: "Events", type: "count"},
        {name: "coded", label: "With codes", type: "count"},
        {name: "share", label: "With codes", type: "number", unit: "%", digits: 3, from: ["coded"]},
        {name: "late", label: "After the end of follow-up", type: "count"}
      ],
      rows: rows.filter((row) => row[2] !== 0),
      partition: "kind",
      notes: ["Codes: ICD-O-3 topography for cancers, ICD-10 for other events."]
    };
  };
}

const share: Column[] = [
  {name: "share", label: "Share", type: "number", unit: "%", digits: 3, from: ["count"]},
  {name: "lower", label: "lower", type: "number", digits: 3, from: ["count"]},
  {name: "upper", label: "upper", type: "number", digits: 3, from: ["count"]}
];

/** Whether the persons table and the events table agree on who died, by country. */
export function deathLinkage(): Step {
  return (study) => {
    const all = persons(study);
    const events = study.table("events");
    const group = events.factor("group");
    const death = code(group, "death");
    const person = personRows(study, "events");
    const hasDeath = new Uint8Array(all.size);
    group.codes.forEach((value, row) => {
      if (value === death) hasDeath[person[row]] = 1;
    });
    const died = code(all.exitReason, "death");
    const row = (country: string, of: (i: number) => boolean): Cell[] => {
      let deaths = 0;
      let linked = 0;
      let unknown = 0;
      for (let i = 0; i < all.size; ++i) {
        if (!of(i)) continue;
        if (all.exitReason.codes[i] === died) {
          ++deaths;
          linked += hasDeath[i];
        } else unknown += hasDeath[i];
      }
      const {lower, upper} = proportionInterval(linked, Math.max(1, deaths));
      return [country, deaths, linked, (100 * linked) / deaths, 100 * lower, 100 * upper, unknown];
    };
    const {codes, levels} = all.country;
    return {
      kind: "table",
      caption: "Deaths in the persons table, and how many of them the death registry reported.",
      columns: [
        {name: "country", label: "Country", type: "text"},
        {name: "deaths", label: "Deaths", type: "count"},
        {name: "count", label: "Reported", type: "count"},
        ...share,
        {name: "unknown", label: "Reported, but not known as dead", type: "count"}
      ],
      rows: [
        ...levels.map((level, k) => row(level, (i) => codes[i] === k)).filter((cells) => cells[1] !== 0),
        row("all", () => true)
      ]
    };
  };
}

/** Whether the ratios of the countries tell of cancers that were missed, and whether they could, as sentences. */
export function shortfalls(design: DoseResponse): Step {
  return (study) => {
    const {rows} = (ratioByCountry(design)(study) as Figure).data.estimates;
    const own = rows.filter(([, label]) => label !== "All");
    const [missed, hidden] = [
      own.filter((row) => Number(row[7]) < 1),
      own.filter((row) => Number(row[6]) < 0.9)
    ].map((some) => some.map(([, label]) => label));
    const below =
      missed.length === 0
        ? "In no country does the interval of observed over expected cancers lie below 1, up to a transplant."
        : `The interval of observed over expected cancers, up to a transplant, lies below 1 in ${missed.join(", ")}.`;
    const wide =
      hidden.length === 0
        ? ""
        : ` It reaches below 0.9, so that a shortfall of a tenth could hide in it, in ${hidden.length === own.length ? "every one of them" : hidden.join(", ")}.`;
    return {kind: "statement", text: `${below}${wide}`};
  };
}

/** What is true of the synthetic data, and how many countries' intervals hold it; empty for children's own data. */
export function linkageTruth(design: DoseResponse): Step {
  return (study) => {
    if (!study.truth) return {kind: "statement", text: ""};
    // The last row is that of all countries.
    const bounds = (rows: readonly Cell[][], from: number) =>
      rows.slice(0, -1).map((row) => ({lower: Number(row[from]), upper: Number(row[from + 1])}));
    const ratios = bounds((ratioByCountry(design)(study) as Figure).data.estimates.rows, 6);
    const shares = bounds((deathLinkage()(study) as Table).rows, 4);
    const of = (all: readonly {lower: number; upper: number}[], truth: number) =>
      `${all.filter((one) => holds(truth, one)).length} of ${all.length}`;
    return {
      kind: "statement",
      text: `The data are synthetic: no cancer and no death was left out. So the true ratio is a little above 1 in every country, by the effect of dose: the intervals of ${of(ratios, 1)} countries hold 1. The true share of deaths reported is all, which the intervals of ${of(shares, 100)} hold.`
    };
  };
}

/**
 * Cases observed and expected by country among children who should have no more cancers than others: without
 * a syndrome, up to transplant. A ratio well below 1 tells of cancers that the linkage missed.
 */
export function ratioByCountry(design: DoseResponse): Step {
  return (study) => {
    const {cells, expected} = registryCells(study, {...design, transplant: "censor"});
    const {codes, labels} = cells.keys.country;
    const row = (label: string, of: (cell: number) => boolean): Cell[] => {
      let [cases, background, years] = [0, 0, 0];
      for (let i = 0; i < codes.length; ++i) {
        if (!of(i)) continue;
        cases += cells.cases[i];
        background += expected[i];
        years += cells.pyr[i];
      }
      const {estimate, lower, upper} = sir(cases, background, {level: design.level});
      return ["", label, years, cases, background, estimate, lower, upper];
    };
    const occurring = [...new Set(codes)].sort((a, b) => a - b);
    return {
      kind: "figure",
      form: "forest",
      caption: `Standardised incidence ratio of ${design.outcome.label} by country, in children without a predisposing syndrome, up to transplant.`,
      alt: `Standardised incidence ratios with intervals in ${occurring.length} countries and in all.`,
      data: {
        estimates: {
          columns: [
            {name: "group", label: "Group", type: "text"},
            {name: "label", label: "Country", type: "text"},
            {name: "personYears", label: "Person-years", type: "personTime"},
            ...ratioColumns("estimate")
          ],
          rows: [
            ...occurring.map((country) => row(labels[country], (i) => codes[i] === country)),
            row("All", () => true)
          ]
        }
      },
      options: {x: "Standardised incidence ratio", null: 1, scale: "log", whole: true}
    };
  };
}
