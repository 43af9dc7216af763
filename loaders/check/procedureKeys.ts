import type {ExtractTable} from "../extract/table.js";

/** What names the procedure of each row: child, day and class. */
export function procedureKeys(table: ExtractTable): string[] {
  const person = table.texts("person");
  const day = table.days("date");
  const {codes, levels} = table.factor("class");
  return person.map((id, row) => `${id}\n${day[row]}\n${levels[codes[row]] ?? ""}`);
}
