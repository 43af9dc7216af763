import type {Report} from "../../src/stats/result/report.js";

/** Name of the file, beside its report, that says how to cite it. */
export const bibtexName = "citation.bib";

/**
 * How to cite a report, as a BibTeX entry: its title, and the extract and result that it is of, by which the
 * very numbers can be found again. The year is that of the extract, where its version begins with one.
 * @throws RangeError for a report that no extract has made.
 */
export function bibtex({id, title, provenance}: Report): string {
  if (provenance === null) throw new RangeError(`report must be made of an extract; got ${id}`);
  const {extract, key} = provenance;
  const [year] = /^(?:19|20)\d\d(?!\d)/.exec(extract.version) ?? [];
  const data = `extract ${extract.name} ${extract.version}${extract.synthetic ? " (synthetic data)" : ""}`;
  const fields: [string, string][] = [
    ["title", `{${escapeTex(title)}}`],
    ["author", "{HARMONIC consortium}"],
    ["institution", "HARMONIC: health effects of cardiac fluoroscopy and modern radiotherapy in paediatrics"],
    ["type", "HARMONIC report"],
    ["number", escapeTex(id)],
    ...(year ? ([["year", year]] as [string, string][]) : []),
    ["note", escapeTex(`${capital(data)}, result ${key.slice(0, 12)}`)]
  ];
  return `@techreport{harmonic-${id.replaceAll("/", "-")},\n${fields
    .map(([name, value]) => `  ${name} = {${value}}`)
    .join(",\n")}\n}\n`;
}

function escapeTex(text: string): string {
  return text.replace(/[&%$#_{}]/g, "\\$&").replaceAll("~", "\\textasciitilde{}");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
