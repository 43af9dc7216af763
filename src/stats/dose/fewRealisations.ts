/** A warning where a handful of realisations carry all weight. */
export function fewRealisations(effective: number, count: number): string[] {
  return effective < Math.min(10, count / 2)
    ? [`the result rests on ${effective.toPrecision(2)} of ${count} realisations; more are needed`]
    : [];
}
