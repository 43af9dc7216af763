import type {Outcome} from "../definitions/outcomes.js";
import {
  brainTumour,
  breastCancer,
  leukaemia,
  lungCancer,
  lymphoHaematopoietic,
  lymphoma,
  solidCancer,
  thyroidCancer
} from "../definitions/outcomes.js";
import type {Variation} from "../steps/sensitivity.js";
import type {DoseResponse} from "./doseResponse.js";

const countries = ["BE", "FR", "DE", "IT", "NO", "ES", "UK"];
const lags = [0, 2, 5, 7, 10, 15];
const exclusions = [1, 2, 5, 10];

/**
 * The choices of a cancer report, each changed alone: what a reader may ask of the main answer.
 * @param manyCases also follow parts of the cohort alone (by dose, equipment, country), which needs cases in each.
 */
export function cardiacVariations(
  design: DoseResponse,
  {manyCases}: {manyCases: boolean}
): Variation<DoseResponse>[] {
  const of = (group: string, label: string, change: Partial<DoseResponse>) => ({group, label, change});
  const others = (values: readonly number[], main: number) => values.filter((value) => value !== main);
  const {strata} = design;
  return [
    ...others(lags, design.lagYears).map((lagYears) => of("Lag", years(lagYears), {lagYears})),
    ...others(exclusions, design.exclusionYears).map((exclusionYears) =>
      of("Start of follow-up", `${years(exclusionYears)} after`, {exclusionYears})
    ),
    of("Transplant", "censored", {transplant: "censor"}),
    of("Transplant", "not accounted for", {strata: strata.filter((key) => key !== "transplant")}),
    of("Background", "the registries' rates", {background: "registries"}),
    of("Predisposing syndromes", "included", {predisposed: "include"}),
    ...groupings(design.outcome).map(({label, outcome}) => of("Diagnoses", label, {outcome})),
    ...(design.plausible ? [of("Dose", "implausible doses kept", {plausible: undefined})] : []),
    ...(manyCases ? partsOf(design, of) : [])
  ];
}

/** Other groupings of the diagnoses, by the name of the outcome. */
const otherGroups: Readonly<Record<string, {label: string; outcome: Outcome}[]>> = {
  [leukaemia.name]: [{label: "lymphoma too", outcome: lymphoHaematopoietic}],
  [lymphoma.name]: [{label: "leukaemia too", outcome: lymphoHaematopoietic}],
  [lymphoHaematopoietic.name]: [leukaemia, lymphoma].map((outcome) => ({
    label: `${outcome.label} alone`,
    outcome
  })),
  [solidCancer.name]: [brainTumour, thyroidCancer, breastCancer, lungCancer].map(({label, groups}) => ({
    label: `without ${label}`,
    outcome: {
      ...solidCancer,
      name: `solid-without-${groups[0]}`,
      groups: solidCancer.groups.filter((group) => !groups.includes(group))
    }
  }))
};

function groupings({name}: Outcome): {label: string; outcome: Outcome}[] {
  return otherGroups[name] ?? [];
}

function partsOf(
  {doseBands}: DoseResponse,
  of: (group: string, label: string, change: Partial<DoseResponse>) => Variation<DoseResponse>
) {
  return [
    of("Dose", "highest band left out", {doseBelow: doseBands.at(-1)}),
    of("Dose", "measured indicators only", {measuredDoseOnly: true}),
    of("Equipment at first procedure", "film or intensifier", {equipment: ["film", "image intensifier"]}),
    of("Equipment at first procedure", "flat panel", {
      equipment: ["flat panel", "dose-optimised flat panel"]
    }),
    ...countries.map((country) => of("Without one country", `without ${country}`, {without: [country]}))
  ];
}

/** The design under each lag, for a figure. */
export function lagDesigns(design: DoseResponse): {lagYears: number; design: DoseResponse}[] {
  return lags.map((lagYears) => ({lagYears, design: {...design, lagYears}}));
}

function years(n: number): string {
  return n === 1 ? "1 year" : `${n} years`;
}
