/** Points of a curve from which the numbers at risk can be told again, at least. */
const points = 10;

/** Significant digits that give a number at risk away, at least. */
const digits = 6;

/**
 * Whether a text holds a curve finer than published ones: ten points or more between 0 and 1, each with six
 * significant digits or more, that only fall or only rise, whatever smaller figures stand between them.
 */
export function holdsFineCurve(text: string): boolean {
  let [falling, rising, last] = [0, 0, Number.NaN];
  for (const [number] of text.matchAll(/(?<![\d.\w])0?\.\d+(?![\d.]|e)/g)) {
    if (number.replace(/^0?\.0*/, "").length < digits) continue;
    const value = Number(number);
    if (value === last) continue;
    falling = value < last ? falling + 1 : 1;
    rising = value > last ? rising + 1 : 1;
    if (falling >= points || rising >= points) return true;
    last = value;
  }
  return false;
}
