/** A word of an expression; `at` is its place in the text, counted from 1. */
export interface Token {
  kind: "number" | "text" | "name" | "column" | "sign" | "end";
  text: string;
  at: number;
}

const words: [Token["kind"] | "space", RegExp][] = [
  ["space", /\s+/y],
  ["number", /(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?/y],
  ["text", /"[^"]*"|'[^']*'/y],
  ["column", /`[^`]+`/y],
  ["name", /[\p{L}_][\p{L}\p{N}_.]*/uy],
  ["sign", /<=|>=|==|!=|<>|&&|\|\||\*\*|[-+*/^()<>=!,−×÷≤≥≠]/y]
];

/** Other ways to write the same sign. */
const synonyms: Record<string, string> = {
  "=": "==",
  "<>": "!=",
  "≠": "!=",
  "≤": "<=",
  "≥": ">=",
  "&&": "and",
  "||": "or",
  "!": "not",
  "**": "^",
  "−": "-",
  "×": "*",
  "÷": "/"
};

/** Divides an expression into its words. @throws SyntaxError at a sign that the notation does not have. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let place = 0;
  while (place < text.length) {
    const [kind, word] = wordAt(text, place);
    const at = place + 1;
    place += word.length;
    if (kind === "space") continue;
    if (kind === "text" || kind === "column") tokens.push({kind, text: word.slice(1, -1), at});
    else if (kind === "name" && /^(and|or|not)$/i.test(word))
      tokens.push({kind: "sign", text: word.toLowerCase(), at});
    else tokens.push({kind, text: kind === "sign" ? (synonyms[word] ?? word) : word, at});
  }
  return [...tokens, {kind: "end", text: "", at: text.length + 1}];
}

function wordAt(text: string, place: number): [Token["kind"] | "space", string] {
  for (const [kind, pattern] of words) {
    pattern.lastIndex = place;
    const match = pattern.exec(text);
    if (match) return [kind, match[0]];
  }
  throw new SyntaxError(
    `expression "${text}" has a sign it does not know; got "${text[place]}" at place ${place + 1}`
  );
}
