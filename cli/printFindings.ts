import {styleText} from "node:util";
import type {Finding} from "../loaders/check/finding.js";

/** The findings of a check as a table for a terminal: errors first, rows concerned of rows looked at. */
export function printFindings(findings: readonly Finding[]): string {
  const counts = findings.map(({count, of}) => (of === 1 ? "" : `${count} of ${of}`));
  const width = Math.max(0, ...counts.map((text) => text.length));
  const ruleWidth = Math.max(0, ...findings.map(({rule}) => rule.length));
  const lines = findings.map(({severity, rule, message}, k) => {
    const word = severity === "error" ? styleText("red", "error  ") : styleText("yellow", "warning");
    return `${word}  ${rule.padEnd(ruleWidth)}  ${counts[k].padStart(width)}  ${message}\n`;
  });
  const errors = findings.filter(({severity}) => severity === "error").length;
  return `${lines.join("")}${errors} errors, ${findings.length - errors} warnings\n`;
}
