import {correlatedErrors} from "../../src/stats/mediation/correlatedErrors.js";
import {exp} from "../../src/stats/numeric/elementary.js";
import {normalQuantile} from "../../src/stats/numeric/normal.js";
import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {type EventMediation, mediateEvent} from "../designs/eventMediation.js";
import {type MarkerMediation, mediate} from "../designs/mediation.js";
import type {Study} from "../study.js";
import {holds} from "./covers.js";

/** The effects in their order: which of them an item tells. */
const effectNames = ["direct", "indirect", "total"] as const;
export type EffectName = (typeof effectNames)[number];

const percent = (value: number) => 100 * (exp(value) - 1);

/** One of the effects through a mediator, in per cent of the outcome, with its bootstrap interval. */
export function mediatedEffect(design: MarkerMediation, mediator: string, effect: EffectName): Step {
  return (study) => {
    const {drawn, children} = mediate(study, design, mediator);
    const {estimate, lower, upper} = drawn[effectNames.indexOf(effect)];
    return {
      kind: "estimate",
      label: `${effect} effect through ${mediator}`,
      value: percent(estimate),
      lower: percent(lower),
      upper: percent(upper),
      level: design.level,
      type: "percent",
      digits: 2,
      cases: children
    };
  };
}

const figure = (name: string, label: string, from: string): Column => ({
  name,
  label,
  type: "number",
  digits: 3,
  from: [from]
});

/** Direct, indirect and total effect through each mediator. */
export function mediationTable(design: MarkerMediation): Step {
  return (study) => ({
    kind: "table",
    caption: `Change of the ${design.outcome.name} with ${design.toGy} Gy more to the ${design.outcome.doseLabel}, in per cent: directly and through each marker.`,
    columns: [
      {name: "mediator", label: "Through", type: "text"},
      {name: "effect", label: "Effect", type: "text"},
      {name: "children", label: "Children", type: "count"},
      figure("change", "Change, %", "children"),
      figure("lower", "lower", "children"),
      figure("upper", "upper", "children"),
      {name: "p", label: "p", type: "p", from: ["children"]}
    ],
    rows: design.mediators.flatMap((mediator) => {
      const {effects, drawn, children} = mediate(study, design, mediator);
      return effectNames.map((name, k): Cell[] => {
        const {estimate, lower, upper} = drawn[k];
        const label = name === "total" ? "total" : `natural ${name}`;
        return [mediator, label, children, percent(estimate), percent(lower), percent(upper), effects[k].p];
      });
    }),
    partition: "mediator",
    notes: [
      `${100 * design.level} % percentile intervals of ${design.replicates} bootstrap draws of children; p by the delta method.`
    ]
  });
}

/** The indirect effects that would be found if an unmeasured confounder correlated the errors of mediator and outcome. */
export function mediationSensitivity(design: MarkerMediation, correlations: readonly number[]): Step {
  return (study) => ({
    kind: "figure",
    form: "line-with-band",
    caption:
      "The indirect effect through each marker, if an unmeasured cause of marker and outcome correlated their errors by ρ.",
    alt: `Lines for ${design.mediators.length} markers that cross zero near the correlation at which the indirect effect vanishes.`,
    data: {
      lines: {
        columns: [
          {name: "series", label: "Through", type: "text"},
          {name: "x", label: "ρ", type: "number", digits: 2},
          figure("estimate", "Indirect effect, %", "children"),
          figure("lower", "lower", "children"),
          figure("upper", "upper", "children"),
          {name: "children", label: "Children", type: "count"}
        ],
        rows: design.mediators.flatMap((mediator) => {
          const {indirect, children} = under(study, design, mediator, correlations);
          return correlations.map((rho, k): Cell[] => {
            const value = percent(indirect[k]);
            return [mediator, rho, value, value, value, children];
          });
        })
      }
    },
    options: {
      x: "Correlation ρ of the errors",
      y: "Indirect effect (%)",
      reference: 0,
      referenceLabel: "no indirect effect"
    },
    notes: ["Point estimates alone: at ρ = 0 they are those of the table, with its intervals."]
  });
}

/** The correlation of errors at which each indirect effect vanishes. */
export function vanishing(design: MarkerMediation): Step {
  return (study) => ({
    kind: "table",
    caption: "How much confounding would take the indirect effect away, or make it.",
    columns: [
      {name: "mediator", label: "Through", type: "text"},
      {name: "children", label: "Children", type: "count"},
      figure("rho", "ρ at which it vanishes", "children")
    ],
    rows: design.mediators.map((mediator): Cell[] => {
      const {rhoAtZero, children} = under(study, design, mediator, []);
      return [mediator, children, rhoAtZero];
    })
  });
}

/** Whether the intervals of the indirect effects hold zero, which is the truth; empty for children's own data. */
export function trueMediation(design: MarkerMediation): Step {
  return (study) => {
    if (!study.truth) return {kind: "statement", text: ""};
    const {perGy} = study.truth.model.biomarkers["carotid intima-media thickness"];
    const direct = percent(design.toGy * perGy);
    const covered = (effect: EffectName, value: number) =>
      design.mediators.filter((mediator) =>
        holds(value, mediate(study, design, mediator).drawn[effectNames.indexOf(effect)])
      ).length;
    return {
      kind: "statement",
      text: `The data are synthetic: markers, wall thickness and events were each made from dose, and none of them from a marker. So every true indirect effect is zero, to cardiac events as to wall thickness: the intervals cover it for ${covered("indirect", 0)} of ${design.mediators.length} markers. The true direct effect is ${direct.toFixed(1)} %, which those of ${covered("direct", design.toGy * perGy)} of ${design.mediators.length} models cover.`
    };
  };
}

/** Children with a first measurement of the first marker and no event before it, or how many had the event thereafter. */
export function eventsAfterMarker(design: EventMediation, what: "children" | "events"): Step {
  return (study) => ({
    kind: "estimate",
    label: what,
    type: "count",
    value: mediateEvent(study, design, design.mediators[0])[what]
  });
}

/** Direct and indirect effect of dose on an event as odds ratios, where there are events enough. */
export function eventMediationTable(design: EventMediation): Step {
  return (study) => ({
    kind: "table",
    caption: `Odds of a ${design.outcome.label} after the first measurement with ${design.toGy} Gy more to the ${design.mediators[0].doseLabel}: directly and through each marker.`,
    columns: [
      {name: "mediator", label: "Through", type: "text"},
      {name: "effect", label: "Effect", type: "text"},
      {name: "children", label: "Children", type: "count"},
      {name: "events", label: "Events", type: "count"},
      {...figure("ratio", "Odds ratio", "events"), digits: 3},
      figure("lower", "lower", "events"),
      figure("upper", "upper", "events"),
      {name: "p", label: "p", type: "p", from: ["events"]}
    ],
    rows: design.mediators.flatMap((mediator) => {
      const {children, events, effects} = mediateEvent(study, design, mediator);
      if (!effects) return [[mediator.name, "not fitted", children, events, null, null, null, null]];
      return effectNames.map((name, k): Cell[] => {
        const own = effects[k];
        const label = name === "total" ? "total" : `natural ${name}`;
        const figures = [exp(own.estimate), exp(own.wald.lower), exp(own.wald.upper), own.p];
        return [mediator.name, label, children, events, ...figures];
      });
    }),
    partition: "mediator",
    notes: [`Not fitted with fewer than ${design.leastEvents} events.`]
  });
}

/** The hazard ratio per standard deviation of a marker that so many events would find, by Schoenfeld's formula. */
export function detectable(events: readonly number[], {power, level}: {power: number; level: number}): Step {
  const z = normalQuantile((1 - level) / 2, true) + normalQuantile(1 - power, true);
  return () => ({
    kind: "table",
    caption: `Hazard ratio of an event per standard deviation of a marker that is found with a chance of ${100 * power} %.`,
    columns: [
      {name: "events", label: "Events after the measurement", type: "number"},
      {name: "ratio", label: "Hazard ratio found", type: "number", digits: 3}
    ],
    rows: events.map((count): Cell[] => [count, exp(z / Math.sqrt(count))]),
    notes: [
      `exp(${z.toFixed(2)} / √events): Schoenfeld (1983), two-sided at ${(100 * (1 - level)).toFixed(0)} %.`
    ]
  });
}

function under(study: Study, design: MarkerMediation, mediator: string, rho: readonly number[]) {
  const {models, children} = mediate(study, design, mediator);
  return {...correlatedErrors({...models, change: design.toGy}, rho), children};
}
