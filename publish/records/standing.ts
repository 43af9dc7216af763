import type {Cell, Report} from "../../src/stats/result/report.js";
import {record} from "./record.js";

/** A table or figure that readers of such a study expect (`data/reference/expected-items.json`). */
export interface Expected {
  id: string;
  what: string;
  /** Names of the items that are it, by report or by the folder of an aim. */
  found: Record<string, string[]>;
  /** Why no report has it. */
  leftOut?: string;
}

/** A report and the names of its items. */
interface Named {
  id: string;
  items: Readonly<Record<string, unknown>>;
}

/** What is to be known of the page of a report. */
export interface StandingPage {
  title: string;
  shows: (item: string) => boolean;
}

/** The items of reports that are one expected table or figure, in the order of the reports. */
export function itemsOf<R extends Named>(
  {found}: Expected,
  reports: readonly R[]
): {report: R; name: string}[] {
  return reports.flatMap((report) =>
    Object.entries(found)
      .filter(([where]) => where === report.id || where === report.id.split("/")[0])
      .flatMap(([, names]) => names)
      .filter((name) => name in report.items)
      .map((name) => ({report, name}))
  );
}

/**
 * Where each table and figure stands that a complete paper of such a study has, or why it is left out.
 * @param page of a report, by its id: its short title, and the items that it shows.
 */
export function standingRecord(
  reports: readonly Report[],
  expected: readonly Expected[],
  page: (report: string) => StandingPage
): Report {
  return record(
    "docs/standing",
    "What stands where",
    "Which tables and figures do the reports have, and which not?",
    {
      standing: {
        kind: "table",
        caption: "Tables and figures of a complete paper, and where the reports have them.",
        columns: [
          {name: "expected", label: "Expected", type: "text"},
          {name: "where", label: "Where, or why not", type: "text", link: "addresses"},
          {name: "addresses", label: "Addresses", type: "text"}
        ],
        rows: expected.map((one): Cell[] => {
          const title = `${one.id}. ${one.what}`;
          const items = itemsOf(one, reports);
          if (items.length === 0) return [title, one.leftOut ?? "No report has it.", null];
          const places = items.map(({report, name}) => ({
            ...place(report, name, page(report.id)),
            item: report.items[name]
          }));
          const seen = new Map<string, number>();
          const found = places.filter(({item}) => item.kind !== "statement" || item.text !== "");
          const named = found.filter(({item}) => item.kind !== "statement");
          const without = found.filter(({item}) => item.kind === "statement").map(({title: own}) => own);
          const links = named
            .map(({title: own, what}) => {
              const times = (seen.get(own + what) ?? 0) + 1;
              seen.set(own + what, times);
              return `${own}${what}${times > 1 ? ` ${times}` : ""}`;
            })
            .join("; ");
          const few = without.length > 0 ? `too few cases: ${[...new Set(without)].join(", ")}` : "";
          return [
            title,
            [links, few].filter((text) => text !== "").join(" — "),
            named.map(({address}) => address).join("; ") || null
          ];
        })
      }
    }
  );
}

/** Where an item stands: the short title of its page, whether in the text, and its address. */
function place(
  report: Report,
  name: string,
  own: StandingPage
): {title: string; what: string; address: string} {
  const item = report.items[name];
  const block = item.kind === "table" || item.kind === "figure";
  const shown = block && own.shows(name);
  return {
    title: own.title,
    what: item.kind === "estimate" ? " (in the text)" : "",
    address: shown ? `/${report.id}#${item.kind}-${name}` : `/${report.id}`
  };
}
