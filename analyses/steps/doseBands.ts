import {categorical} from "../../src/stats/poisson/doseShape.js";
import type {Cell, Column, TableData} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {bands} from "../designs/bands.js";
import {cells, type DoseResponse, fitExcess} from "../designs/doseResponse.js";
import type {Study} from "../study.js";
import {profileOf, scaled} from "./slope.js";

const columns: Column[] = [
  {name: "band", label: "Dose", type: "text", unit: "mGy"},
  {name: "meanDose", label: "Mean dose", type: "number", unit: "mGy", digits: 3},
  {name: "personYears", label: "Person-years", type: "personTime"},
  {name: "cases", label: "Cases", type: "count"},
  {name: "rr", label: "Relative risk", type: "number", digits: 3, from: ["cases"]},
  {name: "lower", label: "lower", type: "number", digits: 3, from: ["cases"]},
  {name: "upper", label: "upper", type: "number", digits: 3, from: ["cases"]}
];

/** Relative risk in each dose band against the lowest, with a free background in every stratum. */
export function bandData(study: Study, design: DoseResponse): TableData {
  const list = bands(cells(study, design), design);
  const {parameters} = fitExcess(study, design, {
    shape: categorical(design.doseBands.slice(1)),
    methods: ["wald", "profile"]
  });
  const rows = list.map(({label, meanDose, pyr, cases}, k): Cell[] => {
    if (k === 0) return [label, meanDose, pyr, cases, 1, null, null];
    const parameter = parameters[k - 1];
    const {lower, upper} = scaled(profileOf(parameter), 1);
    const above = (value: number | null) => (value === null ? null : 1 + value);
    return [label, meanDose, pyr, cases, 1 + parameter.estimate, above(lower), above(upper)];
  });
  return {columns, rows};
}

/** Cases, person-years and relative risk by dose band. */
export function doseBands(design: DoseResponse): Step {
  return (study) => ({
    kind: "table",
    caption: `${design.outcome.label} by cumulative dose to the ${design.organ.label}, lagged by ${design.lagYears} years.`,
    ...bandData(study, design),
    notes: [
      `Relative risk against the lowest band, with ${100 * design.level} % profile-likelihood intervals.`
    ]
  });
}
