import type {Approval} from "../../release/approvals.js";
import {type GatePart, gateParts} from "./finding.js";
import type {GateReport} from "./openGate.js";

/** What the gate did in each of its parts, in a sentence each, in their order. */
export function gateSentences(report: GateReport): Record<GatePart, string> {
  const {scan, attack, curves, models, releases, approvals} = report;
  const n = (value: number) => value.toLocaleString("en-GB");
  return {
    scan: `${n(scan.files)} files, ${n(scan.bytes)} bytes, against ${n(scan.fingerprints)} fingerprints of the extract; ${scan.canariesFound} of ${scan.canaries} canaries found`,
    attack: attackSentence(attack),
    curves: `${n(curves.curves)} curves: the number at risk is told at ${n(curves.recovered)} of ${n(curves.steps)} steps`,
    models: `${n(models.estimates)} estimates on cases, ${n(models.models)} models with their parameters; one case moves an estimate by at most ${Math.ceil(models.unitsPerCase)} units of its last digit`,
    releases:
      releases === 0 ? "there is no release yet" : `${releases} of them attacked together with the site`,
    approval: approvals.length === 0 ? "there is no release yet" : approvals.map(approvalSentence).join("; ")
  };
}

/** Who approved a release. */
export function approvalSentence({version, status, by}: Approval): string {
  const names = by.map(({name}) => name).join(" and ");
  if (status === "approved") return `${version} approved by ${names}`;
  return `${version} is a draft, approved by ${by.length === 0 ? "nobody" : `${names} alone`}`;
}

/** How the attack on counts went, in a sentence. */
export function attackSentence({counts, sums, withheld, narrowest, width}: GateReport["attack"]): string {
  const n = (value: number) => value.toLocaleString("en-GB");
  const best =
    narrowest === null
      ? ""
      : `, the best known of them within a range of ${narrowest} (${width} is asked for)`;
  return `${n(counts)} counts in ${n(sums)} sums; ${n(withheld)} withheld${best}`;
}

/** The verdict for a terminal: a line for each part, one for each finding, at most `most`, and what it comes to. */
export function verdict(report: GateReport, most = 40): string {
  const sentences = gateSentences(report);
  const lines = gateParts.flatMap((part) => {
    const own = report.findings.filter((finding) => finding.part === part);
    return [
      `${own.length === 0 ? "pass" : "FAIL"}  ${part.padEnd(8)}  ${sentences[part]}`,
      ...own.slice(0, most).map(({where, what}) => `        ${where}: ${what}`),
      ...(own.length > most ? [`        and ${own.length - most} more`] : [])
    ];
  });
  const end = report.passed
    ? "Nothing was found that leads back to a child."
    : `${report.findings.length} findings: this must not be published.`;
  return `${[...lines, end].join("\n")}\n`;
}
