import type {Step} from "../analysis.js";
import {type DoseHazard, irradiated} from "../designs/doseHazard.js";
import type {Study} from "../study.js";
import {cohortFlow} from "./cohortFlow.js";
import {hazardRatios, proportionalHazards} from "./hazardRatios.js";
import {
  hazardBands,
  hazardEstimate,
  hazardFigure,
  hazardProfile,
  hazardTrend,
  hazardUnit,
  trueHazard
} from "./hazardTrend.js";
import {type CurveGroups, incidence, incidenceTable} from "./incidence.js";
import {sensitivity, type Variation} from "./sensitivity.js";
import {caseCount, childCount, personYears} from "./totals.js";
import {doseVolumes, treatments} from "./treatments.js";

/** What a report of a late effect of radiotherapy shows besides its model. */
export interface LateEffect {
  /** Lower edges in Gy of the groups whose cumulative incidence is drawn. */
  curveEdges: readonly number[];
  /** Years after treatment to which curves run, and those that the table gives. */
  curveYears: number;
  tableYears: readonly number[];
  /** Other dose figures of the treatments table to show in percentiles, in Gy. */
  doses: readonly {label: string; column: string}[];
  variations: readonly Variation<DoseHazard>[];
}

/**
 * The items that every report of a late effect has: who was followed, the linear excess relative hazard and
 * what made it, dose bands, cumulative incidence with death competing, checks, and other choices.
 */
export function lateEffect(
  design: DoseHazard,
  {curveEdges, curveYears, tableYears, doses, variations}: LateEffect
): Record<string, Step> {
  const cohort = (study: Study) => irradiated(study, design);
  const groups = doseGroups(design.doseColumn, curveEdges);
  const plan = {event: design.outcome.label, eventsBetween: 10, level: design.level};
  const years = Array.from({length: curveYears + 1}, (_, year) => year);
  return {
    flow: cohortFlow("Children of the radiotherapy cohort", "Analysed", cohort),
    children: childCount(cohort),
    "person-years": personYears(cohort),
    cases: caseCount(`Children with a ${design.outcome.label}`, cohort),
    treatments: treatments(cohort),
    doses: doseVolumes(
      cohort,
      "Dose in percentiles.",
      [{label: design.doseLabel, column: design.doseColumn}, ...doses].map(({label, column}) => ({
        label: `${label[0].toUpperCase()}${label.slice(1)}`,
        column,
        unit: "Gy"
      }))
    ),
    trend: hazardTrend(design),
    truth: trueHazard(design),
    "dose-response": hazardFigure(design, {anchored: true}),
    "dose-bands": hazardBands(design),
    incidence: incidence(cohort, groups, {...plan, years}),
    "incidence-table": incidenceTable(cohort, groups, {...plan, years: tableYears}),
    hazards: hazardRatios(design),
    profile: hazardProfile(design),
    "proportional-hazards": proportionalHazards(design),
    sensitivity: sensitivity(
      design,
      variations,
      "What the result rests on: the slope under other choices.",
      hazardUnit,
      hazardEstimate
    )
  };
}

/** Children by the dose of their courses: "under 10 Gy", "10 to 30 Gy", "30 Gy or more". */
export function doseGroups(column: string, edges: readonly number[]): CurveGroups {
  const labels = edges.map((edge, k) => {
    const next = edges[k + 1];
    if (next === undefined) return `${edge} Gy or more`;
    return edge === 0 ? `under ${next} Gy` : `${edge} to ${next} Gy`;
  });
  return {
    labels,
    of: (_, {total}) => Int32Array.from(total(column), (gray) => edges.findLastIndex((edge) => gray >= edge))
  };
}
