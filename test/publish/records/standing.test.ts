import {pathToFileURL} from "node:url";
import {expect, test} from "vitest";
import type {Analysis} from "../../../analyses/analysis.js";
import expected from "../../../data/reference/expected-items.json" with {type: "json"};
import {discover} from "../../../publish/discover.js";
import {type Expected, itemsOf, standingRecord} from "../../../publish/records/standing.js";
import type {Table} from "../../../src/stats/result/report.js";
import {projectRoot} from "../../site/fixtureProject.js";
import {leukaemia} from "../../site/fixtures.js";

const all = expected.items as unknown as Expected[];
const analyses = await Promise.all(
  discover(projectRoot).map(async ({id, module}) => {
    const {default: analysis} = (await import(pathToFileURL(module).href)) as {default: Analysis};
    return {id, items: analysis.items};
  })
);

test("every expected table and figure is among the items of the analyses, or says why it is not (law)", () => {
  for (const one of all)
    expect(itemsOf(one, analyses).length > 0, `${one.id} is found, or says why it is left out`).toBe(
      one.leftOut === undefined
    );
});

test("every item that is named as an expected one exists in a report that it is named for (law)", () => {
  for (const one of all)
    for (const [where, names] of Object.entries(one.found))
      for (const name of names) {
        const found = itemsOf({...one, found: {[where]: [name]}}, analyses);
        expect(found.length, `${one.id}: ${name} of ${where}`).toBeGreaterThan(0);
      }
});

test("every analysis says what is true, or why there is no truth; two in a table of another name (law)", () => {
  const silent = analyses.filter(({items}) => !("truth" in items));
  expect(silent.map(({id}) => id)).toEqual(["follow-up/losses", "dosimetry/conversion"]);
});

test("standingRecord leads to the item, and says why one is left out (by hand)", () => {
  const {standing} = standingRecord(
    [leukaemia],
    [
      {id: "T4", what: "Dose bands", found: {cardiac: ["dose-bands"]}},
      {id: "F1", what: "Flow and bands", found: {cardiac: ["flow", "dose-bands"]}},
      {id: "R8", what: "Quality of life", found: {}, leftOut: "No questionnaires."}
    ],
    () => ({title: "Leukaemia", shows: () => true})
  ).items as {standing: Table};
  expect(standing.rows).toEqual([
    ["T4. Dose bands", "Leukaemia", "/cardiac/leukaemia#table-dose-bands"],
    [
      "F1. Flow and bands",
      "Leukaemia; Leukaemia 2",
      "/cardiac/leukaemia#figure-flow; /cardiac/leukaemia#table-dose-bands"
    ],
    ["R8. Quality of life", "No questionnaires.", null]
  ]);
});
