import type {Cell, Column, Report, Table} from "../../src/stats/result/report.js";
import {record} from "./record.js";

/** A contender's time for one task and size, as `npm run bench` keeps it; milliseconds and bytes. */
interface Row {
  title: string;
  size: number;
  contender: string;
  whole?: number;
  first?: number;
  warm?: number;
  memory?: number;
  missing?: string;
}

/** What it was measured on. */
interface Host {
  cpu: string;
  cores: number;
  memory: number;
  system: string;
  node: string;
  peers?: Record<string, string>;
}

/** Times of the build of the site, as `npm run bench:build` keeps them; seconds and bytes. */
interface BuildTimes {
  host: Host;
  measured: string;
  steps: {step: string; seconds: number; memory: number}[];
}

/** Milliseconds of repeated fits in the browser and in Node, as `npm run bench:browser` keeps them. */
interface Refit {
  measured: string;
  browser: string;
  chromium: RefitTimes;
  node: RefitTimes & {version: string};
}

interface RefitTimes {
  cells: number;
  strata: number;
  runs: number;
  first: number;
  fit: number;
  withProfile: number;
}

/** What a visit of each page cost, as `npm run bench:pages` keeps it; milliseconds and bytes. */
export interface PageVisits {
  host: Host & {browser: string};
  measured: string;
  phone: {slower: number; bytesPerSecond: number; milliseconds: number};
  pages: {page: string; firstPaint: number; blocking: number; before: number; after: number}[];
}

/** The performance page: each task beside its peers, the build of the site, and a visit of each page. */
export function performanceRecord(
  speed: {host: Host; measured: string; rows: Row[]},
  build: BuildTimes,
  refit: Refit,
  visits: PageVisits
): Report {
  const ours = new Map(
    speed.rows.filter(({contender}) => contender === "harmonic").map((row) => [key(row), row])
  );
  return record("docs/performance", "Performance", "How long does it take?", {
    speed: {
      kind: "table",
      caption: "Each task beside the programs that people use, interleaved in one run.",
      columns: [
        {name: "task", label: "Task", type: "text"},
        {name: "size", label: "Size", type: "number"},
        {name: "program", label: "Program", type: "text"},
        {name: "whole", label: "Whole process", type: "number", unit: "ms", digits: 3},
        {name: "first", label: "First call", type: "number", unit: "ms", digits: 3},
        {name: "warm", label: "Later calls", type: "number", unit: "ms", digits: 3},
        {name: "firstRatio", label: "First call, times ours", type: "number", digits: 3},
        {name: "warmRatio", label: "Later calls, times ours", type: "number", digits: 3},
        {name: "memory", label: "Peak memory", type: "number", unit: "MB", digits: 3}
      ],
      rows: speed.rows.map((row): Cell[] => {
        const {title, size, contender, whole, first, warm, memory, missing} = row;
        const own = contender === "harmonic" ? undefined : ours.get(key(row));
        const ratios = [over(first, own?.first), over(warm, own?.warm)];
        const program = missing === undefined ? contender : `${contender}: ${missing}`;
        const figures = [whole, first, warm, ...ratios, memory && memory / 1e6];
        return [title, size, program, ...figures.map((figure) => figure ?? null)];
      }),
      notes: [
        machine(speed.host, speed.measured),
        "Medians over fresh processes, run in turn; a program was not run again once it had taken five seconds. Calls start from columns in memory and include sorting and set-up; in a first call a program has yet to warm up. Later calls were not waited for where the first took longer than two seconds."
      ]
    },
    refit: {
      kind: "table",
      caption: `A table of ${refit.chromium.cells.toLocaleString("en")} cells in ${refit.chromium.strata} strata refitted in the page, as the sliders of a report do.`,
      columns: [
        {name: "engine", label: "Engine", type: "text"},
        {name: "first", label: "First fit", type: "number", unit: "ms", digits: 3},
        {name: "fit", label: "Later fits", type: "number", unit: "ms", digits: 3},
        {name: "profile", label: "With profile interval", type: "number", unit: "ms", digits: 3}
      ],
      rows: [
        [refit.browser, refit.chromium] as const,
        [`Node ${refit.node.version}`, refit.node] as const
      ].map(([engine, {first, fit, withProfile}]): Cell[] => [engine, first, fit, withProfile]),
      notes: [`Medians of ${refit.chromium.runs} fits, measured on ${refit.measured}.`]
    },
    build: {
      kind: "table",
      caption: "Building the site from the embedded extract.",
      columns: [
        {name: "step", label: "Step", type: "text"},
        {name: "seconds", label: "Time", type: "number", unit: "s", digits: 3},
        {name: "memory", label: "Peak memory", type: "number", unit: "MB", digits: 3}
      ],
      rows: build.steps.map(({step, seconds, memory}): Cell[] => [step, seconds, memory / 1e6]),
      notes: [machine(build.host, build.measured)]
    },
    pages: pagesTable(visits)
  });
}

function pagesTable({host, measured, phone, pages}: PageVisits): Table {
  const bytes: Partial<Column> = {type: "number", unit: "kB", digits: 3};
  return {
    kind: "table",
    caption: "A visit of each page with an empty cache, on a slow phone.",
    columns: [
      {name: "page", label: "Page", type: "text", link: "page-address"},
      {name: "page-address", label: "Address", type: "text"},
      {name: "firstPaint", label: "First contentful paint", type: "number", unit: "s", digits: 2},
      {name: "blocking", label: "Total blocking time", type: "number", unit: "ms", digits: 2},
      {name: "before", label: "Moved before", ...bytes} as Column,
      {name: "after", label: "Moved after", ...bytes} as Column
    ],
    rows: pages.map(({page, firstPaint, blocking, before, after}): Cell[] => [
      page,
      page,
      firstPaint / 1000,
      blocking,
      before / 1000,
      after / 1000
    ]),
    notes: [
      `${machine(host, measured).slice(0, -1)}, ${host.browser}, slowed to a phone: processor ${phone.slower} times slower, ${(phone.bytesPerSecond * 8) / 1e6} Mbit/s, ${phone.milliseconds} ms there and back.`,
      "Moved before: all that the page loads by itself, compressed. After: with all data opened and a search made."
    ]
  };
}

function over(theirs: number | undefined, ours: number | undefined): number | undefined {
  return theirs && ours ? theirs / ours : undefined;
}

function key({title, size}: Row): string {
  return `${title} ${size}`;
}

function machine({cpu, cores, memory, system, node, peers}: Host, measured: string): string {
  const programs = Object.entries(peers ?? {}).map(([name, version]) => `${name} ${version}`);
  return `Measured on ${measured}: ${cpu}, ${cores} cores, ${memory} GiB, ${system}, Node ${node}${programs.map((p) => `, ${p}`).join("")}.`;
}
