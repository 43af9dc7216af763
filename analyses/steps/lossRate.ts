import type {Table} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {type Loss, lossRates} from "./followUpTables.js";

/** How many children leave in this way in a thousand person-years of all countries, with the exact interval. */
export function lossRate(reason: Loss, ...of: Parameters<typeof lossRates>): Step {
  const name = reason === "lost" ? "Lost" : "Emigrated";
  return (study) => {
    const {rows} = lossRates(...of)(study) as Table;
    const all = rows.find((own) => own[0] === name && own[1] === "all")!;
    const [cases, , value, lower, upper] = all.slice(2).map(Number);
    return {kind: "estimate", label: `${name} per 1,000 person-years`, value, lower, upper, digits: 3, cases};
  };
}
