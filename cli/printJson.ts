/** JSON to read and to parse: indented, each list of figures on one line. */
export function printJson(value: unknown): string {
  const lists = /\[\n\s+([^[\]{}]*?)\n\s+\]/g;
  return `${JSON.stringify(value, null, 2).replace(lists, (_, list: string) => `[${list.replaceAll(/\n\s+/g, " ")}]`)}\n`;
}
