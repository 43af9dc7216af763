/** Text made safe to stand in HTML or SVG, in an element or in a double-quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character]);
}

/** Prose of a report made safe for HTML, its "95 %" kept on one line. */
export function prose(text: string): string {
  return escapeHtml(text.replace(/(\d) %/g, "$1\u00a0%"));
}

const entities: Record<string, string> = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"};
