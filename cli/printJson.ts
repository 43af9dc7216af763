/** JSON to read and to parse: indented, each list of figures or texts on one line. */
export function printJson(value: unknown): string {
  return `${print(value, "\n")}\n`;
}

function print(value: unknown, newline: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${newline}  `;
  if (Array.isArray(value)) {
    if (value.every((entry) => typeof entry !== "object" || entry === null)) return JSON.stringify(value);
    return `[${value.map((entry) => inner + print(entry, inner)).join(",")}${newline}]`;
  }
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  if (entries.length === 0) return "{}";
  const lines = entries.map(([key, entry]) => `${inner}${JSON.stringify(key)}: ${print(entry, inner)}`);
  return `{${lines.join(",")}${newline}}`;
}
