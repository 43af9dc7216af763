import type {Table} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {lossRates} from "./followUpTables.js";

/** How many children emigrate and are lost in a thousand person-years of all countries, as a sentence. */
export function lossesFound(...of: Parameters<typeof lossRates>): Step {
  return (study) => {
    const {columns, rows} = lossRates(...of)(study) as Table;
    const [country, rate] = ["country", "rate"].map((name) => columns.findIndex((own) => own.name === name));
    const all = (reason: string) => {
      const row = rows.find((own) => own[0] === reason && own[country] === "all");
      return Number(Number(row?.[rate]).toPrecision(2));
    };
    return {
      kind: "statement",
      text: `In 1,000 person-years ${all("Emigrated")} children emigrate and ${all("Lost")} are lost to follow-up for other reasons.`
    };
  };
}
