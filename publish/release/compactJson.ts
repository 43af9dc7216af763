/** JSON to read and to compare line by line: what fits in a line of 160 characters stands on one. */
export function compactJson(value: unknown): string {
  return `${print(value, "")}\n`;
}

function print(value: unknown, indent: string): string {
  const line = JSON.stringify(value);
  if (typeof value !== "object" || value === null || line.length + indent.length <= 160) return line;
  const inner = `${indent} `;
  if (Array.isArray(value)) {
    const parts = value.map((entry) => inner + print(entry, inner));
    return `[\n${parts.join(",\n")}\n${indent}]`;
  }
  const parts = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .map(([key, entry]) => `${inner}${JSON.stringify(key)}: ${print(entry, inner)}`);
  return `{\n${parts.join(",\n")}\n${indent}}`;
}
