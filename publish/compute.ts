import type {Study} from "../analyses/study.js";
import type {Item, Report} from "../src/stats/result/report.js";
import type {Prepared} from "./prepare.js";

/**
 * Computes every item of one analysis.
 * @param onItem told the name of each item before it is computed.
 * @throws Error that names the item, and nothing of a child; what a step throws is its `cause`.
 */
export function compute(
  {id, analysis, provenance}: Pick<Prepared, "id" | "analysis" | "provenance">,
  study: Study,
  onItem: (name: string) => void = () => {}
): Report {
  const own = study.restrict(id, analysis.reads);
  const items: Record<string, Item> = {};
  const warnings: string[] = [];
  for (const [name, step] of Object.entries(analysis.items)) {
    onItem(name);
    try {
      const {warnings: said = [], ...item} = step(own);
      items[name] = item;
      for (const warning of said) if (!warnings.includes(warning)) warnings.push(warning);
    } catch (error) {
      throw new Error(`${name}: ${withoutRow(error instanceof Error ? error.message : String(error))}`, {
        cause: error
      });
    }
  }
  const {title, question, model} = analysis;
  return {id, title, question, model, items, warnings, provenance: {...provenance, policy: ""}};
}

/** A message without what it says of one row: in a step that is a child, and messages go into logs. */
function withoutRow(message: string): string {
  return message.replace(/; got [^;]*\brows? \d[\s\S]*$/, "; got a row that is not so");
}
