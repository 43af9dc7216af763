import {Command} from "commander";
import {approvalsNeeded} from "../publish/release/approvers.js";
import {projectRoot} from "./projectRoot.js";

/** `harmonic approve`: a person takes responsibility for the bytes of a release. */
export function approveCommand(): Command {
  return new Command("approve")
    .description("Approve a release: sign the hash of its manifest. Two persons make a draft a release.")
    .argument("<version>", "such as 2026.1")
    .requiredOption("--key <file>", "your private key, Ed25519 in PEM")
    .requiredOption("--as <orcid>", "your ORCID, as data/approvers.json names you")
    .addHelpText("after", help)
    .action(async (version: string, {key: file, as: orcid}: {key: string; as: string}) => {
      const {approve} = await import("../publish/release/approvals.js");
      const {privateKey} = await import("../publish/release/attestation.js");
      const {releaseTime} = await import("../publish/release/releaseTime.js");
      const key = privateKey(file, "--key");
      const {status, by} = approve(projectRoot, {version, orcid, key, date: releaseTime()});
      const names = by.map(({name}) => name).join(" and ");
      process.stdout.write(
        `${version} is ${status === "approved" ? `approved by ${names}` : `a draft: approved by ${names}, ${approvalsNeeded - by.length} more needed`}\n`
      );
    });
}

const help = `
A release is a draft until two persons whom data/approvers.json names, each with a public key, have approved it.
An approval is a signature over the hash of MANIFEST.sha256 and of the attestation, kept in
data/releases/approvals/: a change of any byte of the release makes it void. Nobody can approve twice. What is
approved is told by the releases page, harmonic verify and harmonic disclose check.

To become an approver, make a key and add your name, ORCID and public key to data/approvers.json:
  openssl genpkey -algorithm ed25519 -out me.pem && openssl pkey -in me.pem -pubout

Examples:
  npx harmonic disclose check && npx harmonic verify 2026.1
  npx harmonic approve 2026.1 --key me.pem --as 0000-0002-1825-0097`;
