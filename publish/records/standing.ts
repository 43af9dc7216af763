import type {Cell, Item, Report} from "../../src/stats/result/report.js";

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
  return {
    id: "docs/standing",
    title: "What stands where",
    question: "Which tables and figures do the reports have, and which not?",
    warnings: [],
    provenance: null,
    items: {
      standing: {
        kind: "table",
        caption: "Tables and figures of a complete paper, and where the reports have them.",
        columns: [
          {name: "expected", label: "Expected", type: "text"},
          {name: "where", label: "Where", type: "text", link: "address"},
          {name: "address", label: "Address", type: "text"},
          {name: "said", label: "Remark", type: "text"}
        ],
        rows: expected.flatMap((one): Cell[][] => {
          const title = `${one.id}. ${one.what}`;
          const items = itemsOf(one, reports);
          if (items.length === 0) return [[title, "—", null, one.leftOut ?? "No report has it."]];
          return items.map(({report, name}) => {
            const item = report.items[name];
            const place = `${item.kind}-${name}`;
            const own = page(report.id);
            const shown = (item.kind === "table" || item.kind === "figure") && own.shows(name);
            return [title, own.title, shown ? `/${report.id}#${place}` : `/${report.id}`, remark(item)];
          });
        })
      }
    }
  };
}

function remark(item: Item): string {
  if (item.kind === "statement") return item.text || "left out: too few cases";
  return item.kind === "estimate" ? "in the text" : item.kind;
}
