import {JSDOM} from "jsdom";
import {expect, test} from "vitest";
import type {Origin} from "../../../publish/provenance/origins.js";
import {provenancePage} from "../../../publish/provenance/provenancePage.js";
import {leukaemia} from "../../site/fixtures.js";

const environment = {
  node: "24.0.0",
  v8: "13",
  platform: "linux",
  arch: "x64",
  endianness: "LE",
  cpu: "a chip"
};
const attempt = {
  by: "Ada",
  date: "2026-09-21T13:33:20+00:00",
  environment,
  level: "bit" as const,
  compared: 12,
  bit: 12,
  numeric: 0,
  failed: 0,
  largest: 0,
  worst: null
};
const unreleased: Origin = {
  modules: [
    "analyses/cardiac/leukaemia.ts",
    "src/stats/poisson/poissonRegression.ts",
    "src/stats/persontime/tabulate.ts"
  ],
  released: []
};
const released = {
  ...unreleased,
  released: [
    {
      entry: {version: "2026.1"},
      manifest: {
        data: {custodian: "The custodian"},
        code: {commit: "abc123", clean: true},
        ended: "2026-09-21T13:33:20+00:00",
        agent: {name: "Ada", orcid: "https://orcid.org/0000-0002-1825-0097"},
        environment,
        attempts: [attempt]
      },
      since: [{...attempt, by: "Ben", bit: 11, failed: 1, level: "partial", worst: "cardiac/leukaemia#trend"}]
    }
  ]
} as unknown as Origin;

const page = (origin: Origin, shown = (_: string) => true) =>
  new JSDOM(provenancePage(leukaemia, leukaemia.provenance!, origin, shown)).window.document;
const textOf = (element: Element | null) => element?.textContent?.replace(/\s+/g, " ") ?? "";

test("provenancePage has a place for each number, with its stable id and the way back (by hand)", () => {
  const document = page(unreleased, (place) => place === "table-dose-bands");
  const items = Object.entries(leukaemia.items).filter(([, {kind}]) => kind !== "statement");
  expect([...document.querySelectorAll("tr[id]")].map(({id}) => id)).toEqual(items.map(([name]) => name));
  const bands = document.getElementById("dose-bands")!;
  expect(textOf(bands.querySelector("code"))).toBe("cardiac/leukaemia#dose-bands");
  expect(bands.querySelector("a")!.getAttribute("href")).toBe("/cardiac/leukaemia#table-dose-bands");
  expect(document.getElementById("characteristics")!.querySelector("a")).toBeNull();
});

test("provenancePage draws the way from the tables to the numbers, and says it in words (by hand)", () => {
  for (const svg of page(unreleased).querySelectorAll("#lineage svg")) {
    const said = svg.getAttribute("aria-label")!;
    const {extract} = leukaemia.provenance!;
    for (const {name} of extract.tables) expect(said).toContain(name);
    for (const stage of ["Cohort", "Person-time", "Fit", "Poisson regression", "Disclosure", "Published"])
      expect(said).toContain(stage);
    expect(Number(svg.getAttribute("width"))).toBeLessThanOrEqual(680);
    const right = [...svg.querySelectorAll("rect")].map(
      (box) => Number(box.getAttribute("x")) + Number(box.getAttribute("width"))
    );
    expect(Math.max(...right)).toBeLessThanOrEqual(Number(svg.getAttribute("width")));
  }
});

test("provenancePage tells who, when, on what, and every attempt, where the result is released (by hand)", () => {
  const told = textOf(page(released).body);
  for (const text of [
    "Ada, https://orcid.org/0000-0002-1825-0097",
    "Node 24.0.0, linux x64, a chip",
    "commit abc123 in release 2026.1",
    "Custodian of the data: The custodian.",
    "12 of 12 numbers to the same bits",
    "11 of 12 numbers to the same bits, 1 failed (worst: cardiac/leukaemia#trend)",
    "npx harmonic verify 2026.1"
  ])
    expect(told).toContain(text);
  expect(textOf(page(unreleased).body)).toContain("This result is part of no release yet.");
});
