import {expect, test} from "vitest";
import checklist from "../../../data/reference/reporting-checklist.json" with {type: "json"};
import {checklistPage} from "../../../publish/checklist/checklistPage.js";
import {leukaemia} from "../../site/fixtures.js";

test("checklistPage links what answers an item, once, and says what nothing answers (by hand)", () => {
  const names: Record<string, string> = {
    "/cardiac/leukaemia#figure-flow": "Figure 1",
    "/provenance/cardiac/leukaemia#code": "Code",
    "/docs/methods#": "Methods"
  };
  const html = checklistPage(
    leukaemia,
    [
      {id: "A 1a", asks: "Flow", places: ["#figure-flow", "#table-gone"], everywhere: ["/docs/methods"]},
      {id: "A 2", asks: "Code", everywhere: ["provenance#code"]},
      {id: "A 3", asks: "Funding", missing: "Elsewhere."},
      {id: "A 4", asks: "Gone", places: ["#table-gone"]}
    ],
    (path, anchor) => names[`${path}#${anchor}`] ?? null
  );
  expect(html).toContain("2 of 4 items");
  expect(html).toContain(
    '<tr id="a-1a"><th scope="row">A 1a</th><td>Flow</td><td><a href="/cardiac/leukaemia#figure-flow">Figure 1</a>, <a href="/docs/methods">Methods</a></td></tr>'
  );
  expect(html).toContain('<a href="/provenance/cardiac/leukaemia#code">Code</a>');
  expect(html).toContain("Not answered. Elsewhere.");
  expect(html.match(/Not answered/g)).toHaveLength(2);
});

test("the checklist has the 22 items of STROBE, and each is looked for somewhere or said to be missing (law)", () => {
  const numbers = checklist.items.flatMap(({id}) => /^STROBE (\d+)/.exec(id)?.[1] ?? []);
  expect(new Set(numbers)).toEqual(new Set(Array.from({length: 22}, (_, i) => String(i + 1))));
  for (const item of checklist.items)
    expect(
      ["places", "everywhere", "missing"].some((key) => key in item),
      item.id
    ).toBe(true);
});
