/** What strata are called, and what they say nothing of: "strata", "event" and "the parameters" when absent. */
export interface StratumWords {
  strata: string;
  stratum: string;
  event: string;
  of: string;
}

/**
 * Warnings that strata hold no event (of weight > 0), so that they add nothing, or that one holds all of them; none
 * without strata. Witness: by hand, test/stats/survival/badInput.test.ts.
 */
export function stratumWarnings(
  {
    event,
    strata,
    weights
  }: {event: ArrayLike<number>; strata?: ArrayLike<number>; weights?: ArrayLike<number>},
  words: StratumWords = {strata: "strata", stratum: "stratum", event: "event", of: "the parameters"}
): string[] {
  if (!strata) return [];
  const events = new Map<number, number>();
  for (let i = 0; i < strata.length; ++i)
    events.set(strata[i], (events.get(strata[i]) ?? 0) + Number(event[i] === 1 && weights?.[i] !== 0));
  const without = [...events.values()].filter((count) => count === 0).length;
  const warnings: string[] = [];
  if (without > 0)
    warnings.push(
      `${without} of ${events.size} ${words.strata} ${without === 1 ? "has" : "have"} no ${words.event} and ${without === 1 ? "says" : "say"} nothing of ${words.of}`
    );
  if (events.size > 1 && events.size - without === 1)
    warnings.push(`all ${words.event}s are in one ${words.stratum}; the others say nothing of ${words.of}`);
  return warnings;
}
