import {escapeHtml} from "./escapeHtml.js";

const subscripts: Record<string, string> = Object.fromEntries(
  Array.from("₀₁₂₃₄₅₆₇₈₉", (digit, k) => [digit, String(k)])
);
const superscripts: Record<string, string> = Object.fromEntries(
  Array.from("⁰¹²³⁴⁵⁶⁷⁸⁹", (digit, k) => [digit, String(k)])
);

/**
 * A model's equation, given in plain text, set as mathematics: single letters (Latin or Greek, with their hat) in italics,
 * words such as "exp" or "country" upright, ₀ and ² as true sub- and superscripts. Screen readers are given
 * the plain text.
 */
export function equation(text: string): string {
  const html = Array.from(
    text.matchAll(/\p{L}[\p{L}\p{M}]*|[₀-₉]+|[⁰¹²³⁴-⁹]+|[^\p{L}₀-₉⁰¹²³⁴-⁹]+/gu),
    ([part]) => {
      if (part[0] in subscripts)
        return `<sub>${Array.from(part, (digit) => subscripts[digit]).join("")}</sub>`;
      if (part[0] in superscripts)
        return `<sup>${Array.from(part, (digit) => superscripts[digit]).join("")}</sup>`;
      if (/^\p{L}\p{M}*$/u.test(part)) return `<var>${part}</var>`;
      return escapeHtml(part.replaceAll("-", "−"));
    }
  ).join("");
  return `<div class="equation" role="img" aria-label="${escapeHtml(text)}">${html}</div>`;
}
