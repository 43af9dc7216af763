import {existsSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join, resolve} from "node:path";
import {Command} from "commander";
import type {Study} from "../analyses/study.js";
import type {GateReport} from "../publish/disclosure/gate/openGate.js";
import {progressBar} from "./progressBar.js";
import {projectRoot} from "./projectRoot.js";

/** `harmonic disclose`: the gate between results and readers. */
export function discloseCommand(): Command {
  return new Command("disclose")
    .description("Check that nothing published leads back to a child.")
    .addCommand(checkCommand())
    .addHelpText(
      "after",
      `
Examples:
  npx harmonic disclose check
  npx harmonic disclose check dist --json check.json`
    );
}

function checkCommand(): Command {
  return new Command("check")
    .description("Scan the built site, the results and all releases, and attack what they publish.")
    .argument("[directory]", "the built site; dist/, if not said")
    .option("--json <file>", "write what was looked at and found as JSON too")
    .option("--approved", "find fault with a latest release that two persons have not approved")
    .addHelpText(
      "after",
      `
Exit code 1 when anything is found. It needs the extract: every byte is compared with its rows, by
fingerprints that are salted anew each time and kept nowhere.

Examples:
  npx harmonic disclose check
  npx harmonic disclose check /tmp/site --json check.json
  npx harmonic disclose check --approved`
    )
    .action(async (directory: string | undefined, {json, approved}: {json?: string; approved?: boolean}) => {
      const site = directory === undefined ? join(projectRoot, "dist") : resolve(directory);
      const report = await checkSiteDisclosure(site, {mustBeApproved: approved});
      const {verdict} = await import("../publish/disclosure/gate/verdict.js");
      if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
      process.stdout.write(verdict(report));
      if (!report.passed) process.exitCode = 1;
    });
}

/**
 * The gate over a built site, the results that it was made from, and every release.
 * @param site the folder of the site; `null` for the results and releases alone.
 * @param options the study, where it is open already; whether the latest release must be approved.
 * @throws RangeError when there is no such site.
 */
export async function checkSiteDisclosure(
  site: string | null,
  {study: opened, mustBeApproved}: {study?: Study; mustBeApproved?: boolean} = {}
): Promise<GateReport> {
  if (site !== null && !existsSync(site))
    throw new RangeError(`directory must be a built site; got ${site}, which is not there`);
  return (await openSiteGate({study: opened, mustBeApproved}))(site);
}

/** The gate over the results and every release; what it returns scans a site, where one is given, and tells. */
async function openSiteGate({
  study: opened,
  mustBeApproved
}: {
  study?: Study;
  mustBeApproved?: boolean;
}): Promise<(site: string | null) => GateReport> {
  const {openStudy} = await import("../publish/openStudy.js");
  const {readPolicy} = await import("../publish/policy.js");
  const {readReports} = await import("../publish/site/readReport.js");
  const {withLock} = await import("../publish/site/withLock.js");
  const {siteResultsDirectory} = await import("../publish/siteResults.js");
  const {approvals} = await import("../publish/release/approvals.js");
  const {openGate} = await import("../publish/disclosure/gate/openGate.js");
  const bar = progressBar("extract");
  const study = opened ?? (await openStudy(projectRoot, bar.update).finally(bar.stop)).study;
  const names = ["persons", "procedures", "treatments", "events", "biomarkers"] as const;
  const released = join(projectRoot, "data", "releases");
  // Results are read as a whole, not while another run writes them.
  return withLock(join(projectRoot, ".harmonic", "results.lock"), async () =>
    openGate({
      directories: [siteResultsDirectory(projectRoot), released].filter((directory) => existsSync(directory)),
      reports: readReports(projectRoot),
      releases: releasedReports(released),
      approvals: approvals(projectRoot),
      mustBeApproved,
      policy: readPolicy(join(projectRoot, "data", "policy")),
      tables: Object.fromEntries(names.map((name) => [name, study.table(name)]))
    })
  );
}

/** The reports of each release: `<version>/reports/<id>/results.json`. */
function releasedReports(directory: string) {
  if (!existsSync(directory)) return [];
  const versions = readdirSync(directory, {withFileTypes: true}).filter(
    (entry) => entry.isDirectory() && /^\d/.test(entry.name)
  );
  return versions.map(({name}) =>
    readdirSync(join(directory, name), {recursive: true, encoding: "utf8"})
      .filter((file) => file.endsWith("results.json"))
      .sort()
      .map((file) => JSON.parse(readFileSync(join(directory, name, file), "utf8")))
  );
}

/**
 * Stops what would publish something that leads back to a child; prints the verdict of what does not. All but
 * the site is looked at first, which may still be in the making.
 */
export async function refuseDisclosure(study: Study): Promise<(site: string | null) => Promise<void>> {
  const tell = await openSiteGate({study});
  const {verdict} = await import("../publish/disclosure/gate/verdict.js");
  return async (site) => {
    const report = tell(site);
    if (!report.passed)
      throw new Error(`nothing that is published may lead back to a child; got\n${verdict(report)}`);
    process.stdout.write(verdict(report));
  };
}
