import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import expected from "../../data/reference/expected-items.json" with {type: "json"};
import type {ExtractPin} from "../../loaders/pin.js";
import type {Report} from "../../src/stats/result/report.js";
import type {Policy} from "../policy.js";
import {navigation} from "../site/navigation.js";
import {disclosureRecord} from "./disclosure.js";
import {performanceRecord} from "./performance.js";
import {releasesRecord} from "./releases.js";
import {type Expected, standingRecord} from "./standing.js";
import {truthRecord} from "./truth.js";
import {validationRecord} from "./validation.js";

/**
 * What the documentation pages show of the project itself: which figures were compared with what, how well
 * the reports recover the truth, how long things take. Slow programs have written it down (`npm run
 * validation`, `npm run recovery`, `npm run bench`, `bench:browser`, `bench:build`); a page reads it as a report.
 * @throws Error when one of their files is missing.
 */
export function records(root: string, pin: Pick<ExtractPin, "name" | "version">): Report[] {
  const read = (file: string) => {
    const path = join(root, file);
    if (!existsSync(path)) throw new Error(`${file} must be kept in the project; got none`);
    return JSON.parse(readFileSync(path, "utf8"));
  };
  return [
    validationRecord(
      read("data/validation.json"),
      read("bench/recovery.json"),
      read("bench/coverage/coverage.json")
    ),
    performanceRecord(
      read("bench/result.json"),
      read("bench/build.json"),
      read("bench/browser/refit.json"),
      read("bench/pages.json")
    ),
    releasesRecord(root, pin, read("bench/kills.json"))
  ];
}

/** What the documentation pages show of the disclosed reports together: it needs all of them. */
export function recordsOf(reports: readonly Report[], policy: Policy, root: string): Report[] {
  const titles = new Map(navigation(root).flatMap(({pages}) => pages.map(({path, title}) => [path, title])));
  const page = (report: string) => {
    const file = join(root, "src", `${report}.md`);
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    const title = titles.get(`/${report}`) ?? report;
    return {title, shows: (item: string) => text.includes(`{{${item}}}`)};
  };
  return [
    disclosureRecord(reports, policy),
    truthRecord(reports),
    standingRecord(reports, expected.items as unknown as Expected[], page)
  ];
}
