import {styleText} from "node:util";
import {Command} from "commander";
import type {CausedChange, ReleaseDiff} from "../publish/release/diffReleases.js";
import type {PublishedEstimate} from "../publish/release/estimates.js";
import {printJson} from "./printJson.js";
import {progressBar} from "./progressBar.js";
import {projectRoot} from "./projectRoot.js";

/** `harmonic diff`: what changed between two releases, number by number, and why. */
export function diffCommand(): Command {
  return new Command("diff")
    .description("Say what changed between two releases, number by number, and why.")
    .argument("<a>", "the older release, such as 2026.1")
    .argument("<b>", "the newer release")
    .option("--attribute", "find each change's cause by swapping one factor at a time (computes)")
    .option("--figures", "list the numbers behind figures too")
    .option("--record", "keep the answer in data/releases/changes, for the releases page")
    .option("--json", "print everything as JSON")
    .addHelpText("after", help)
    .action(async (from: string, to: string, {attribute, figures = false, record = false, json}: Options) => {
      const {diffReleases} = await import("../publish/release/diffReleases.js");
      const bar = progressBar("swapping");
      const diff = await diffReleases({
        root: projectRoot,
        from,
        to,
        attribute,
        onProgress: bar.update
      }).finally(bar.stop);
      if (record) (await import("../publish/release/changes.js")).recordChanges(projectRoot, diff);
      process.stdout.write(json ? printJson(diff) : print(diff, figures));
    });
}

interface Options {
  attribute?: boolean;
  figures?: boolean;
  record?: boolean;
  json?: boolean;
}

function print(
  {from, to, reason, conclusionsChanged, inputs, compared, changes}: ReleaseDiff,
  figures: boolean
) {
  const verdict = {true: "conclusions changed", false: "conclusions did not change", null: ""}[
    String(conclusionsChanged) as "true" | "false" | "null"
  ];
  const lines = [`${from} → ${to}: ${reason}${verdict ? ` (${verdict})` : ""}`];
  for (const [id, list] of Object.entries(inputs)) {
    lines.push(styleText("bold", id));
    for (const {factor, what, how} of list) lines.push(`  ${factor.padEnd(11)} ${what}: ${how}`);
  }
  const shown = changes.filter(({kind}) => figures || kind !== "figure");
  for (const change of shown) lines.push(line(change));
  const hidden = changes.length - shown.length;
  lines.push(
    `${changes.length} of ${compared} numbers changed${hidden > 0 ? `, ${hidden} of them behind figures (--figures lists them)` : ""}`
  );
  return `${lines.join("\n")}\n`;
}

function line({id, old, new: recent, delta, deltaOverSe, flags, causes, effects}: CausedChange): string {
  const change = delta === null ? "" : ` Δ ${short(delta)}`;
  const scaled = deltaOverSe === null ? "" : ` (${deltaOverSe.toFixed(2)} SE)`;
  const flagged = flags.length > 0 ? ` ${styleText("yellow", flags.join(", "))}` : "";
  const alone = effects
    ?.filter(({changes}) => changes)
    .map(({factor, delta: own, because}) => `${factor} ${because ?? short(own!)}`)
    .join("; ");
  return `${id}: ${show(old)} → ${show(recent)}${change}${scaled}${flagged} ← ${causes.join(", ")}${alone ? ` [alone: ${alone}]` : ""}`;
}

function show(estimate: PublishedEstimate | null): string {
  if (!estimate) return "absent";
  if (estimate.value === null) return estimate.withheld ?? "none";
  const {value, lower, upper} = estimate;
  const interval =
    lower === undefined
      ? ""
      : ` (${lower === null ? "–" : short(lower)} to ${upper == null ? "–" : short(upper)})`;
  return `${short(value)}${interval}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

const help = `
Δ/SE takes the standard error from the old interval. Flags: sign (to the other side of no effect), crosses null
(the interval now holds no effect, or no longer does), outside the old interval, added, removed, newly withheld,
newly published. Causes are the factors that differ between the manifests; with --attribute those that change
the number when they alone are taken from the newer release: data, code, or parameters, which are the analysis's
own file. For that both releases must be of commits in the history, and both extracts at hand.

Examples:
  npx harmonic diff 2026.1 2026.2
  npx harmonic diff 2026.1 2026.2 --attribute --record
  npx harmonic diff 2026.1 2026.2 --json > changes.json`;
