/**
 * A JSON text as a value.
 * @throws SyntaxError that names the file, the line and what was met there.
 */
export function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = (error as Error).message;
    const position = message.includes("line ") ? null : /position (\d+)/.exec(message);
    const line = position ? ` in line ${text.slice(0, Number(position[1])).split("\n").length}` : "";
    throw new SyntaxError(`${name} must be JSON; got "${message.split("\n")[0]}"${line}`);
  }
}
