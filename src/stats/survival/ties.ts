/**
 * How events at one time share their risk set: the j-th of d denominators is S − fraction·D, with S the summed
 * risk of all at risk and D that of the d who have the event.
 */
export interface Ties {
  name: "efron" | "breslow" | "exact";
  /** Absent where tied events are not a sum of such terms. */
  fraction?: (j: number, d: number) => number;
}

/** Each of d tied events meets the whole risk set. Source: Breslow (1974). */
export const breslow: Ties = {name: "breslow", fraction: () => 0};

/** The j-th of d tied events meets a risk set from which j/d of the tied have gone. Source: Efron (1977). */
export const efron: Ties = {name: "efron", fraction: (j, d) => j / d};

/**
 * Tied events are one draw of d from those at risk: the denominator is the sum over all such draws.
 * Source: Cox (1972); Gail, Lubin and Rubinstein (1981).
 */
export const exact: Ties = {name: "exact"};
