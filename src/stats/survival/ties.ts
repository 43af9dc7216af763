/**
 * How events at one time share their risk set: the j-th of d denominators is S − fraction·D, with S the summed
 * risk of all at risk and D that of the d who have the event.
 */
export interface Ties {
  name: "efron" | "breslow";
  fraction: (j: number, d: number) => number;
}

/** Each of d tied events meets the whole risk set. Source: Breslow (1974). */
export const breslow: Ties = {name: "breslow", fraction: () => 0};

/** The j-th of d tied events meets a risk set from which j/d of the tied have gone. Source: Efron (1977). */
export const efron: Ties = {name: "efron", fraction: (j, d) => j / d};
