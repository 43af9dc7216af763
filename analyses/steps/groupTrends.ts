import {likelihoodRatioTest} from "../../src/stats/inference/likelihoodRatio.js";
import type {Key} from "../../src/stats/persontime/cells.js";
import type {Estimate} from "../../src/stats/result/report.js";
import {cells, type DoseResponse, fitExcess, fitExcessByGroup} from "../designs/doseResponse.js";
import type {Study} from "../study.js";
import {slopeEstimate} from "./slope.js";
import {publishedDose, publishedUnit} from "./trend.js";

/** Where a group of classes of a scale begins, in years. */
export interface GroupEdge {
  label: string;
  from: number;
}

/** Groups of cells by one of their keys. */
export interface Groups {
  labels: readonly string[];
  of: (cell: number) => number;
}

/** The trend in one group, and the p-value of one slope for all groups. */
export interface GroupTrend {
  label: string;
  estimate: Estimate;
  p: number;
}

/** Groups by a key's classes: those in which anybody spent time, or, on a scale, those between `edges`. */
export function groupsOf({codes, labels, from}: Key, edges?: readonly GroupEdge[]): Groups {
  if (edges) {
    if (!from) throw new RangeError("groups with edges must be of a scale; got classes without edges");
    const groupOf = from.map((edge) => edges.findLastIndex((group) => edge >= group.from));
    return {labels: edges.map(({label}) => label), of: (cell) => groupOf[codes[cell]]};
  }
  const occurring = [...new Set(codes)].sort((a, b) => a - b);
  return {
    labels: occurring.map((code) => labels[code]),
    of: (cell) => occurring.indexOf(codes[cell])
  };
}

/** A slope in each group, with the design's background in all. */
export function groupTrends(study: Study, design: DoseResponse, {labels, of}: Groups): GroupTrend[] {
  const {parameters, logLik} = fitExcessByGroup(study, design, labels, of);
  const {p} = likelihoodRatioTest(logLik, fitExcess(study, design).logLik, labels.length - 1);
  const table = cells(study, design);
  return labels.map((label, k) => {
    let cases = 0;
    for (let i = 0; i < table.cases.length; ++i) if (of(i) === k) cases += table.cases[i];
    const publishing = {per: publishedDose, unit: publishedUnit, level: design.level};
    return {label, estimate: slopeEstimate(label, parameters[k], publishing, {cases}), p};
  });
}
