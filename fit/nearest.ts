import {closest, distance} from "fastest-levenshtein";

/**
 * The end of a message about an unknown name: `; did you mean "dose"?` when one of the known names is near,
 * otherwise the known names, as far as they fit on a line.
 */
export function nearest(name: string, known: readonly string[]): string {
  if (known.length === 0) return "";
  const lower = name.toLowerCase();
  const sameLetters = known.find((other) => other.toLowerCase() === lower);
  const begins = known.find((other) => name.length > 2 && other.toLowerCase().startsWith(lower));
  const candidate = sameLetters ?? begins ?? closest(name, [...known]);
  if (
    sameLetters ||
    begins ||
    distance(lower, candidate.toLowerCase()) <= Math.max(2, Math.floor(name.length / 2))
  )
    return `; did you mean "${candidate}"?`;
  const shown = known.slice(0, 12).join(", ");
  return `; known are ${shown}${known.length > 12 ? ` and ${known.length - 12} more` : ""}`;
}
