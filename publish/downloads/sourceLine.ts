import type {Report} from "../../src/stats/result/report.js";

/** Where a table or figure comes from, as it stands under it once it has left the site. */
export function sourceLine({id, title, provenance}: Report, anchor: string): string {
  const place = `Source: HARMONIC reports, ${title} (${id}#${anchor})`;
  if (provenance === null) return `${place}.`;
  const {extract, key} = provenance;
  const data = `extract ${extract.name} ${extract.version}${extract.synthetic ? ", synthetic data" : ""}`;
  return `${place}; ${data}; result ${key.slice(0, 12)}.`;
}
