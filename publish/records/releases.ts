import type {ExtractPin} from "../../loaders/pin.js";
import {formatNumber} from "../../src/components/formatNumber.js";
import type {Cell, Report, Table} from "../../src/stats/result/report.js";
import {families} from "../discover.js";
import {approvalOf} from "../release/approvals.js";
import {type ReleaseAttempt, readAttempts} from "../release/attempts.js";
import {type ReleaseEntry, readChain} from "../release/chain.js";
import {changesOf} from "../release/changes.js";
import type {CausedChange, ReleaseDiff} from "../release/diffReleases.js";
import type {PublishedEstimate} from "../release/estimates.js";
import {readRelease} from "../release/readRelease.js";
import {record} from "./record.js";

/** What came of killing runs at random moments, as `npm run bench:kills` keeps it. */
export interface Kills {
  measured: string;
  kills: number;
  rounds: number;
  resumedByAtOnce: number;
  sameBytes: number;
}

/** The extract that the site is computed from. */
type Pinned = Pick<ExtractPin, "name" | "version">;

/** The releases page: the chain, how often each release was computed again, and what changed to the latest. */
export function releasesRecord(root: string, {name, version}: Pinned, kills: Kills): Report {
  const chain = readChain(root);
  const diff = chain.length < 2 ? null : changesOf(root, chain.at(-2)!.version, chain.at(-1)!.version);
  return record("docs/releases", "Releases", "Which versions are there, and what changed?", {
    chain: {
      kind: "table",
      caption: "Every release, the latest first.",
      columns: [
        {name: "release", label: "Release", type: "text"},
        {name: "what", label: "What", type: "text"},
        {name: "told", label: "Of this release", type: "text"}
      ],
      rows: [...chain].reverse().flatMap((entry) => linesOf(root, entry))
    },
    summary: {kind: "statement", text: summary(chain, diff)},
    inputs: {
      kind: "table",
      caption: "What went into the reports otherwise than before.",
      columns: [
        {name: "factor", label: "Factor", type: "text"},
        {name: "what", label: "What", type: "text"},
        {name: "how", label: "How", type: "text"},
        {name: "reports", label: "Reports", type: "number", digits: 6}
      ],
      rows: diff ? inputLines(diff) : []
    },
    changes: {
      kind: "table",
      caption: "The numbers in the sentences of each report that changed.",
      columns: [
        {name: "report", label: "Report", type: "text"},
        {name: "number", label: "Number", type: "text", link: "address"},
        {name: "address", label: "Address", type: "text"},
        {name: "old", label: "Before", type: "text"},
        {name: "new", label: "Now", type: "text"},
        {name: "cause", label: "Cause", type: "text"},
        {name: "ratio", label: "Δ / SE", type: "number", digits: 2},
        {name: "flags", label: "Note", type: "text"}
      ],
      rows: diff ? sentenceLines(diff, titles(root, chain)) : []
    },
    present: {kind: "statement", text: present(root, chain, `${name} ${version}`)},
    interrupted: {kind: "statement", text: interrupted(kills)},
    ...Object.fromEntries(families.map((family) => [`all-${family}`, allOf(family, diff)]))
  });
}

/** The numbers in sentences that changed, by report; answers with an interval first, then counts. */
function sentenceLines({changes}: ReleaseDiff, titleOf: (id: string) => string): Cell[][] {
  const plain = changes.filter(({kind}) => kind === "estimate");
  const ids = [...new Set(plain.map(({id}) => id.split("#")[0]))];
  return ids.flatMap((report) =>
    plain
      .filter(({id}) => id.startsWith(`${report}#`))
      .sort((a, b) => Number(hasInterval(b)) - Number(hasInterval(a)))
      .map(({id, old, new: recent, deltaOverSe, flags, causes}) => [
        titleOf(report),
        titleOf(id),
        `/${report}`,
        show(old),
        show(recent),
        causes.join(", "),
        deltaOverSe,
        flags.join(", ") || null
      ])
  );
}

/** The title of a report, or the label of a number, by its id; as in the latest release that has it. */
function titles(root: string, chain: readonly ReleaseEntry[]): (id: string) => string {
  const known = new Map<string, string>();
  for (const {version} of chain.slice(-2))
    for (const {report} of readRelease(root, version).reports) {
      known.set(report.id, report.title);
      for (const [name, item] of Object.entries(report.items))
        if (item.kind === "estimate") known.set(`${report.id}#${name}`, item.label);
    }
  return (id) => known.get(id) ?? id;
}

function interrupted({measured, kills, rounds, resumedByAtOnce, sameBytes}: Kills): string {
  return `On ${measured}, ${kills} runs were killed by SIGKILL at random moments, in ${rounds} rounds. In each round ${resumedByAtOnce} runs at once then took up what was left: ${sameBytes} of ${rounds} rounds ended with the bytes of a run that nobody disturbed.`;
}

function hasInterval({old, new: recent}: CausedChange): boolean {
  return (recent ?? old)?.lower !== undefined;
}

/** Every number of a family's reports that changed, those behind figures apart: they follow from the others. */
function allOf(family: string, diff: ReleaseDiff | null): Table {
  const changes = (diff?.changes ?? []).filter(
    ({id, kind}) => kind !== "figure" && id.startsWith(`${family}/`)
  );
  return {
    kind: "table",
    caption: `Every published number of ${family} that changed.`,
    columns,
    rows: changes.map(changeLine)
  };
}

const columns = [
  {name: "id", label: "Number", type: "text" as const},
  {name: "old", label: "Before", type: "text" as const},
  {name: "new", label: "Now", type: "text" as const},
  {name: "delta", label: "Δ", type: "number" as const, digits: 3},
  {name: "ratio", label: "Δ / SE", type: "number" as const, digits: 2},
  {name: "flags", label: "Note", type: "text" as const},
  {name: "cause", label: "Cause", type: "text" as const}
];

function linesOf(root: string, entry: ReleaseEntry): Cell[][] {
  const {version, date, reason, conclusionsChanged, signed, manifest} = entry;
  const {pin} = readRelease(root, version);
  const conclusions = conclusionsChanged === null ? "not said" : conclusionsChanged ? "changed" : "as before";
  const [made, since] = reproduced(root, entry);
  return [
    ["Why", reason],
    ["Conclusions", conclusions],
    ["Extract", `${pin.name} ${pin.version}`],
    ["Computed again when made", made],
    ["Computed again since", since],
    ["Approved", approvedBy(root, version)],
    ["Signed", signed ? "yes" : "no"],
    ["Manifest", manifest.slice(0, 12)]
  ].map((line) => [`${version}, of ${date.slice(0, 10)}`, ...line]);
}

/** Which data the site itself shows, and whether the latest release has others. */
function present(root: string, chain: readonly ReleaseEntry[], extract: string): string {
  const own = `The site itself shows the present state of the reports, computed from extract ${extract}.`;
  if (chain.length === 0) return own;
  const {entry, pin} = readRelease(root);
  const released = `${pin.name} ${pin.version}`;
  return released === extract
    ? `${own} So was the latest release, ${entry.version}.`
    : `${own} The latest release, ${entry.version}, is of another, ${released}: its numbers are read there.`;
}

/** By whom the release is approved; a draft where it is not. */
function approvedBy(root: string, version: string): string {
  const {status, by} = approvalOf(root, readRelease(root, version));
  const names = by.map(({name}) => name).join(" and ");
  if (status === "approved") return `by ${names}`;
  return by.length === 0 ? "not yet: a draft" : `by ${names} alone: a draft`;
}

/** How the release came out when it was made, and each time that it was verified since. */
function reproduced(root: string, {version}: ReleaseEntry): [made: string, since: string] {
  const first = readRelease(root, version).reports.flatMap(({manifest}) => manifest.attempts);
  const sum = (key: "bit" | "compared") => first.reduce((total, attempt) => total + attempt[key], 0);
  const since = readAttempts(root, version);
  const made = `${short(sum("bit"))} of ${short(sum("compared"))} numbers to the same bits`;
  if (since.length === 0) return [made, "not yet"];
  const times = since.length === 1 ? "once" : `${since.length} times`;
  return [made, `${times}: ${worst(since)}`];
}

function worst(attempts: readonly ReleaseAttempt[]): string {
  const {level, failed, bit, compared} = [...attempts].sort(
    (a, b) => b.failed - a.failed || a.bit - b.bit
  )[0];
  if (level === "bit") return "the same bits";
  return failed > 0 ? `${failed} of ${compared} failed` : `${compared - bit} of ${compared} within tolerance`;
}

function summary(chain: readonly ReleaseEntry[], diff: ReleaseDiff | null): string {
  if (chain.length === 0) return "No release has been made yet.";
  if (!diff) return `${chain[0].version} is the first release: there is nothing to compare it with.`;
  const {from, to, compared, changes, conclusionsChanged} = diff;
  const flagged = (flag: CausedChange["flags"][number]) =>
    changes.filter(({kind, flags}) => kind !== "figure" && flags.includes(flag)).length;
  const parts = [
    [flagged("outside the old interval"), "left its old interval", "left their old interval"],
    [flagged("sign"), "went to the other side of no effect", "went to the other side of no effect"],
    [
      flagged("crosses null"),
      "has an interval that now holds no effect, or no longer does",
      "have an interval that now holds no effect, or no longer does"
    ],
    [flagged("newly withheld"), "is newly withheld", "are newly withheld"]
  ] as const;
  const notes = parts
    .filter(([count]) => count > 0)
    .map(([count, one, several]) => `${count} ${count === 1 ? one : several}`);
  const verdict =
    conclusionsChanged === null
      ? ""
      : conclusionsChanged
        ? " The conclusions changed."
        : " The conclusions are as before.";
  return `From ${from} to ${to}, ${short(changes.length)} of ${short(compared)} published numbers changed${notes.length > 0 ? `; of those outside figures, ${notes.join(", ")}` : ""}. ${diff.reason}${verdict}`;
}

/** Each difference of inputs once, with the number of reports that it concerns. */
function inputLines({inputs}: ReleaseDiff): Cell[][] {
  const lines = new Map<string, {line: string[]; reports: number}>();
  for (const changes of Object.values(inputs))
    for (const {factor, what, how} of changes) {
      const key = [factor, what, how].join("\n");
      const before = lines.get(key);
      lines.set(key, {line: [factor, what, how], reports: (before?.reports ?? 0) + 1});
    }
  return [...lines.values()].map(({line, reports}) => [...line, reports]);
}

function changeLine({id, old, new: recent, delta, deltaOverSe, flags, causes}: CausedChange): Cell[] {
  return [id, show(old), show(recent), delta, deltaOverSe, flags.join(", ") || null, causes.join(", ")];
}

function show(estimate: PublishedEstimate | null): string | null {
  if (!estimate) return null;
  const {value, withheld, lower, upper, unit} = estimate;
  if (value === null) return withheld ?? null;
  const bound = (number: number | null | undefined) => (number == null ? "not determined" : short(number));
  const interval = lower === undefined ? "" : ` (${bound(lower)} to ${bound(upper)})`;
  return `${short(value)}${interval}${unit ? ` ${unit}` : ""}`;
}

function short(value: number): string {
  if (Number.isInteger(value)) return formatNumber(value, 0);
  return String(Number(value.toPrecision(3))).replace("-", "−");
}
