import {resolve} from "node:path";
import {styleText} from "node:util";
import {Command} from "commander";
import type {Verified} from "../publish/release/verifyRelease.js";
import {printJson} from "./printJson.js";
import {progressBar} from "./progressBar.js";
import {projectRoot} from "./projectRoot.js";

/** `harmonic verify`: computes a release again and gives a verdict for every number. */
export function verifyCommand(): Command {
  return new Command("verify")
    .description("Verify a release: its bytes, and every number by computing it again.")
    .argument("[version]", "such as 2026.1; the latest, if not said")
    .option("--frozen-only", "compare bytes, chain and signature; compute nothing")
    .option("--here", "compute with the code as it stands here, not as at the release's commit")
    .option("--site <dir>", "compare a built site with the released one too")
    .option("--all", "print the verdict of every number, not only of those that differ")
    .option("--json", "print everything as JSON")
    .option("--no-record", "do not append the attempt to data/releases/attempts")
    .addHelpText("after", help)
    .action(async (version: string | undefined, options: Options) => {
      const {verifyRelease} = await import("../publish/release/verifyRelease.js");
      const bar = progressBar("analyses");
      const verified = await verifyRelease({
        root: projectRoot,
        version,
        here: options.here,
        frozenOnly: options.frozenOnly,
        site: options.site === undefined ? undefined : resolve(options.site),
        onProgress: bar.update
      }).finally(bar.stop);
      if (options.record) await record(verified);
      const {approvalOf} = await import("../publish/release/approvals.js");
      const {readRelease} = await import("../publish/release/readRelease.js");
      const {approvalSentence} = await import("../publish/disclosure/gate/verdict.js");
      const approval = approvalOf(projectRoot, readRelease(projectRoot, verified.version));
      process.stdout.write(
        options.json
          ? printJson({...verified, approval})
          : `${print(verified, options.all ?? false)}${approvalSentence(approval)}\n`
      );
      const {faults, reproduction, recomputed} = verified;
      if (faults.length + (reproduction?.failed ?? 0) + recomputed.wrong.length > 0) process.exitCode = 1;
    });
}

interface Options {
  frozenOnly?: boolean;
  here?: boolean;
  site?: string;
  all?: boolean;
  json?: boolean;
  record: boolean;
}

async function record({version, reproduction, faults}: Verified): Promise<void> {
  if (!reproduction) return;
  const {agent} = await import("../publish/release/agent.js");
  const {environment} = await import("../publish/release/environment.js");
  const {recordAttempt} = await import("../publish/release/attempts.js");
  const {readRelease} = await import("../publish/release/readRelease.js");
  const {releaseTime} = await import("../publish/release/releaseTime.js");
  const {entry} = readRelease(projectRoot, version);
  recordAttempt(projectRoot, {
    version,
    manifest: entry.manifest,
    by: agent(projectRoot).name,
    date: releaseTime(),
    environment: environment(),
    faults: faults.length,
    ...reproduction
  });
}

function print(
  {version, faults, codeChanges, code, notComputed, verdicts, reproduction, recomputed}: Verified,
  all: boolean
) {
  const lines = faults.map((fault) => `${styleText("red", "changed")}  ${fault}`);
  if (faults.length === 0)
    lines.push(`${styleText("green", "whole  ")}  every byte of ${version} is as released`);
  for (const file of codeChanges)
    lines.push(`${styleText("yellow", "code   ")}  ${file} is not the release's`);
  for (const {id, verdict, difference, because} of verdicts) {
    if (verdict === "failed") lines.push(`${styleText("red", "failed ")}  ${id}: ${because}`);
    else if (verdict === "numeric")
      lines.push(`${styleText("yellow", "numeric")}  ${id}: differs by ${difference!.toExponential(1)}`);
    else if (all) lines.push(`${styleText("dim", "bit    ")}  ${id}`);
  }
  const {figures, agreeing, digits, wrong} = recomputed;
  for (const what of wrong)
    lines.push(`${styleText("red", "wrong  ")}  ${what} does not follow from the published values`);
  if (figures > 0)
    lines.push(
      `published values: ${agreeing} of ${figures} figures that follow from them agree ${Number.isFinite(digits) ? `to ${Math.floor(digits)} digits or more` : "to the last bit"}`
    );
  if (!reproduction) lines.push(`nothing was computed from the extract: ${notComputed}`);
  else {
    const {compared, bit, numeric, failed, largest, worst, level} = reproduction;
    const most = largest > 0 ? `; largest relative difference ${largest.toExponential(1)}, in ${worst}` : "";
    lines.push(
      `${level}: of ${compared} numbers ${bit} have the same bits, ${numeric} agree within tolerance, ${failed} failed${most}; computed by ${code}`
    );
  }
  return `${lines.join("\n")}\n`;
}

const help = `
Exit code 1 when a byte is not as released or a number fails. A number fails when it differs by more than 1e-8
of its size, is withheld on one side only, or is not there. Without the extract, what is published
is verified by itself: sums, chain, signature, manifests, downloads, models fitted to published tables, figures
that follow from others.

Examples:
  npx harmonic verify
  npx harmonic verify 2026.1 --all
  npx harmonic verify 2026.1 --frozen-only
  npx harmonic verify --site dist --json`;
