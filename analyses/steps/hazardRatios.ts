import {exp} from "../../src/stats/numeric/elementary.js";
import type {Cell, Column} from "../../src/stats/result/report.js";
import {coxZph} from "../../src/stats/survival/coxZph.js";
import type {Step} from "../analysis.js";
import {type DoseHazard, hazardFit} from "../designs/doseHazard.js";
import {profileOf, scaled} from "./slope.js";

const columns: Column[] = [
  {name: "term", label: "Term", type: "text"},
  {name: "measure", label: "Measure", type: "text"},
  {name: "estimate", label: "Estimate", type: "number", digits: 3},
  {name: "lower", label: "lower", type: "number", digits: 3},
  {name: "upper", label: "upper", type: "number", digits: 3},
  {name: "p", label: "p", type: "p"}
];

const labels: Record<string, string> = {
  anthracycline: "Anthracycline, per 100 mg/m²",
  proton: "Protons, against photons"
};

/** Table R4: what multiplies the hazard, and the linear slope on dose, all in one model. */
export function hazardRatios(design: DoseHazard): Step {
  return (study) => {
    const {parameters} = hazardFit(study, design);
    const rows = parameters.map((parameter, k): Cell[] => {
      const {term, estimate, p} = parameter;
      const {lower, upper} = scaled(profileOf(parameter), 1);
      if (k === 0) return [design.doseLabel, "ERR per Gy", estimate, lower, upper, p];
      const ratio = (value: number | null) => (value === null ? null : exp(value));
      return [labels[term] ?? term, "hazard ratio", exp(estimate), ratio(lower), ratio(upper), p];
    });
    return {
      kind: "table",
      caption: `Hazard of a first ${design.outcome.label}${parameters.some(({term}) => term === "proton") ? ", with protons against photons in the model" : ""}: all terms in one model.`,
      columns,
      rows,
      notes: [
        `${100 * design.level} % profile-likelihood intervals; p by the Wald test. The baseline hazard over attained age is free in each ${design.strata.join(" and ")}.`
      ]
    };
  };
}

/** Whether effects change with attained age: the score test of proportional hazards of each term. */
export function proportionalHazards(design: DoseHazard): Step {
  return (study) => {
    const {terms, global} = coxZph(hazardFit(study, design), {transform: "identity"});
    const rows = [...terms.map(({term, ...test}) => ({term: labels[term] ?? design.doseLabel, ...test}))];
    return {
      kind: "table",
      caption: "Whether the effects change with attained age.",
      columns: [
        {name: "term", label: "Term", type: "text"},
        {name: "statistic", label: "χ²", type: "number", digits: 3},
        {name: "df", label: "df", type: "number"},
        {name: "p", label: "p", type: "p"}
      ],
      rows: [
        ...rows.map(({term, statistic, df, p}): Cell[] => [term, statistic, df, p]),
        ["all together", global.statistic, global.df, global.p]
      ],
      notes: [
        "Score tests of a linear change with attained age (Grambsch and Therneau). A small p speaks against a constant effect."
      ]
    };
  };
}
