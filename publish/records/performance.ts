import type {Cell, Report} from "../../src/stats/result/report.js";

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

/** The performance page: each task beside its peers, and the build of the site. */
export function performanceRecord(
  speed: {host: Host; measured: string; rows: Row[]},
  build: BuildTimes
): Report {
  const ours = new Map(
    speed.rows.filter(({contender}) => contender === "harmonic").map((row) => [key(row), row])
  );
  return {
    id: "docs/performance",
    title: "Performance",
    question: "How long does it take?",
    warnings: [],
    provenance: null,
    items: {
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
          {name: "ratio", label: "First call, times ours", type: "number", digits: 2},
          {name: "memory", label: "Peak memory", type: "number", unit: "MB", digits: 3}
        ],
        rows: speed.rows.map((row): Cell[] => {
          const {title, size, contender, whole, first, warm, memory} = row;
          const own = ours.get(key(row))?.first;
          const ratio = contender === "harmonic" || !first || !own ? null : first / own;
          const figures = [whole, first, warm].map((time) => time ?? null);
          return [title, size, contender, ...figures, ratio, memory === undefined ? null : memory / 1e6];
        }),
        notes: [
          machine(speed.host, speed.measured),
          "Medians over fresh processes. A first call starts from columns in memory and includes sorting and set-up."
        ]
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
      }
    }
  };
}

function key({title, size}: Row): string {
  return `${title} ${size}`;
}

function machine({cpu, cores, memory, system, node, peers}: Host, measured: string): string {
  const programs = Object.entries(peers ?? {}).map(([name, version]) => `${name} ${version}`);
  return `Measured on ${measured}: ${cpu}, ${cores} cores, ${memory} GiB, ${system}, Node ${node}${programs.map((p) => `, ${p}`).join("")}.`;
}
