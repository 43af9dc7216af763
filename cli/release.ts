import {join} from "node:path";
import {Command} from "commander";
import type {Study} from "../analyses/study.js";
import {openStudy} from "../publish/openStudy.js";
import {refuseDisclosure} from "./disclose.js";
import {progressBar} from "./progressBar.js";
import {projectRoot} from "./projectRoot.js";
import {runWithProgress} from "./run.js";

/** `harmonic release`: freezes the results of every analysis under a version. */
export function releaseCommand(): Command {
  return new Command("release")
    .description("Freeze all results under a version, in data/releases/.")
    .argument("<version>", "such as 2026.1")
    .requiredOption("-r, --reason <text>", "why this release is made, in a sentence")
    .option("--conclusions-changed <yes|no>", "whether the conclusions changed since the last release")
    .option("--no-site", "leave out the pages; do not render the site")
    .addHelpText("after", help)
    .action(async (version: string, options: Options) => {
      const conclusionsChanged = yesOrNo(options.conclusionsChanged);
      if (!/^\d{4}\.\d+(\.\d+)?$/.test(version))
        throw new RangeError(`version must be like 2026.1; got ${version}`);
      await refuseOtherReason(version, options.reason);
      const {outcomes, study: opened} = await runWithProgress();
      const failed = outcomes.filter(({state}) => state === "failed");
      if (failed.length > 0)
        throw new Error(`every analysis must succeed for a release; got ${failed.length} that failed`);
      const site = options.site ? await build(opened) : null;
      if (site === null) await (await refuseDisclosure(opened))(null);
      const bar = progressBar("release");
      const {pin, study: again, source} = await openStudy(projectRoot, bar.update);
      const {onCores} = await import("../publish/pool/onCores.js");
      const {makeRelease} = await import("../publish/release/makeRelease.js");
      const made = await makeRelease({
        root: projectRoot,
        version,
        reason: options.reason,
        conclusionsChanged,
        pin,
        engine: onCores(source),
        again,
        site,
        onProgress: bar.update
      }).finally(bar.stop);
      const {bit, compared} = made.reproduction;
      process.stdout.write(
        `${made.written ? "released" : "unchanged"} ${version}: ${made.reports} reports, ${Math.ceil(made.bytes / 1024)} KiB, ${made.signed ? "signed" : "not signed"}\n` +
          `computed twice: ${bit} of ${compared} numbers to the same bits\n` +
          `a draft until two persons approve it: harmonic approve ${version} --key FILE --as ORCID\n`
      );
      if (!made.clean)
        process.stderr.write(
          "harmonic: the files are not those of a commit, so that nobody can go back to them; commit first\n"
        );
    });
}

interface Options {
  reason: string;
  conclusionsChanged?: string;
  site: boolean;
}

async function build(study: Study): Promise<string> {
  const {buildSite} = await import("../publish/site/buildSite.js");
  const bar = progressBar("site");
  const output = join(projectRoot, "dist");
  const inspect = () => refuseDisclosure(study);
  await buildSite({root: projectRoot, output, inspect, onProgress: bar.update}).finally(bar.stop);
  return output;
}

/** The reason is part of a release: with another, its bytes cannot be those that are published. */
async function refuseOtherReason(version: string, reason: string): Promise<void> {
  const {readChain} = await import("../publish/release/chain.js");
  const published = readChain(projectRoot).find((entry) => entry.version === version);
  if (published && published.reason !== reason)
    throw new RangeError(
      `version must be a new one, for ${version} is published for another reason; got "${reason}"`
    );
}

function yesOrNo(given: string | undefined): boolean | null {
  if (given === undefined) return null;
  if (given !== "yes" && given !== "no")
    throw new RangeError(`--conclusions-changed must be yes or no; got ${given}`);
  return given === "yes";
}

const help = `
A release holds for each report its disclosed results, its tables as CSV, its page, and a manifest: which data,
code, parameters, environment and person made it, and whether it reproduced when computed once more. All is
covered by MANIFEST.sha256 (sha256sum -c), and chained to the releases before in releases.json. A version that
exists is never written over. Nothing is written when harmonic disclose check finds anything. A release is a draft
until two persons have approved it (harmonic approve).

Environment:
  HARMONIC_SIGNING_KEY    file of an Ed25519 private key in PEM; without it the release is not signed
  HARMONIC_AGENT          who makes the release; the author in CITATION.cff, if not said
  HARMONIC_ORCID          that person's ORCID
  HARMONIC_EXTRACT        pin of another extract than data/extract.json
  SOURCE_DATE_EPOCH       the time that the release bears, in seconds since 1970

Examples:
  npx harmonic release 2026.1 --reason "First release."
  npx harmonic release 2026.2 --reason "Follow-up to 2025." --conclusions-changed no
  openssl genpkey -algorithm ed25519 -out key.pem && HARMONIC_SIGNING_KEY=key.pem npx harmonic release 2026.3 --reason "…"`;
