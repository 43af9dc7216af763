import {escapeHtml} from "../../src/components/escapeHtml.js";
import {approvalSentence} from "../disclosure/gate/verdict.js";
import type {Approval} from "../release/approvals.js";
import type {Release} from "../release/readRelease.js";

/** The front page of a release: when, why and by whom it was made and approved, and its reports. */
export function releaseIndex({entry, reports}: Release, approval: Approval, base: string): string {
  const {version, date, reason, conclusionsChanged, manifest} = entry;
  const agent = reports[0]?.manifest.agent.name;
  const {extract, version: data} = reports[0].manifest.data;
  const conclusions =
    conclusionsChanged === null
      ? ""
      : ` The conclusions ${conclusionsChanged ? "changed" : "are as before"}.`;
  const items = reports.map(
    ({manifest: {id, title}}) => `<li><a href="${base}/${id}">${escapeHtml(title)}</a></li>`
  );
  return `<h1>Release ${escapeHtml(version)}</h1>
<p class="lead">${escapeHtml(reason)}${conclusions}</p>
<p>Made on ${date.slice(0, 10)}${agent ? ` by ${escapeHtml(agent)}` : ""} from extract ${escapeHtml(extract)} ${escapeHtml(data)}; manifest <code>${manifest}</code>. <a href="/docs/releases">All releases, and what changed between them</a></p>
<p>${escapeHtml(approvalSentence(approval))}.</p>
<h2>Reports</h2>
<ul>${items.join("\n")}</ul>
`;
}
