/**
 * How often 95 % intervals of Cox regression hold the truth: 2,000 cohorts simulated for each of a log-linear and a
 * linear excess relative risk, at several values, by Wald and by profile likelihood.
 * `npx tsx bench/coverage/survival.ts` writes survival.json beside it.
 */
import {writeFileSync} from "node:fs";
import {stream} from "../../loaders/synthetic/stream.js";
import {exp} from "../../src/stats/numeric/elementary.js";
import {type CoxData, coxph} from "../../src/stats/survival/coxph.js";

const cohorts = 2000;
const level = 0.95;
/** Subjects and truth of each row; the excess is per unit of a dose of mean 1. */
const settings = [
  {model: "log-linear", subjects: 300, truth: 0},
  {model: "log-linear", subjects: 300, truth: 0.5},
  {model: "log-linear", subjects: 60, truth: 0.5},
  {model: "linear excess", subjects: 300, truth: 0.5},
  {model: "linear excess", subjects: 300, truth: 2},
  {model: "linear excess", subjects: 2000, truth: 0.5},
  {model: "linear excess", subjects: 300, truth: 0}
] as const;

/** A binary covariate beside the one of interest; some six in ten have the event, at whole times with ties. */
function cohort(
  {model, subjects, truth}: (typeof settings)[number],
  random: ReturnType<typeof stream>
): CoxData {
  const column = () => new Float64Array(subjects);
  const [exit, event, of, other] = [column(), column(), column(), column()];
  for (let i = 0; i < subjects; ++i) {
    of[i] = model === "log-linear" ? random.normal() : random.exponential();
    other[i] = random.uniform() < 0.4 ? 1 : 0;
    const risk = (model === "log-linear" ? exp(truth * of[i]) : 1 + truth * of[i]) * exp(0.3 * other[i]);
    const failure = (500 * random.exponential()) / risk;
    const end = 1000 * random.uniform();
    exit[i] = 1 + Math.floor(Math.min(failure, end));
    event[i] = failure <= end ? 1 : 0;
  }
  return model === "log-linear"
    ? {exit, event, loglinear: {names: ["x", "z"], columns: [of, other]}}
    : {exit, event, excess: {dose: of}, loglinear: {names: ["z"], columns: [other]}};
}

/** Counts on which side of the truth intervals lie. */
function counter(truth: number) {
  const count = {held: 0, below: 0, above: 0, none: 0};
  return {
    take({lower, upper}: {lower: number; upper: number}) {
      if (Number.isNaN(lower) || Number.isNaN(upper)) ++count.none;
      else if (truth < lower) ++count.below;
      else if (truth > upper) ++count.above;
      else ++count.held;
    },
    shares: () => ({
      coverage: count.held / cohorts,
      truthBelow: count.below / cohorts,
      truthAbove: count.above / cohorts,
      noInterval: count.none / cohorts
    })
  };
}

const rows = settings.map((setting) => {
  const {model, subjects, truth} = setting;
  const random = stream(2024, `coverage cox ${model} ${subjects} ${truth}`);
  const [wald, profile] = [counter(truth), counter(truth)];
  let [estimates, events, open] = [0, 0, 0];
  for (let k = 0; k < cohorts; ++k) {
    const fit = coxph(cohort(setting, random), {interval: {level, methods: ["wald", "profile"]}});
    const [{estimate, wald: byWald, profile: byProfile}] = fit.parameters;
    wald.take(byWald ?? {lower: NaN, upper: NaN});
    profile.take(byProfile ?? {lower: NaN, upper: NaN});
    if (byProfile && byProfile.status.lower !== "ok") ++open;
    estimates += estimate;
    events += fit.events;
  }
  return {
    model,
    subjects,
    truth,
    cohorts,
    meanEvents: Math.round(events / cohorts),
    meanEstimate: estimates / cohorts,
    wald: wald.shares(),
    profile: profile.shares(),
    lowerNotReached: open / cohorts
  };
});
writeFileSync(new URL("survival.json", import.meta.url), `${JSON.stringify({level, rows}, null, 2)}\n`);
console.table(
  rows.map(({model, subjects, truth, meanEstimate, wald, profile}) => ({
    model,
    subjects,
    truth,
    meanEstimate,
    wald: wald.coverage,
    profile: profile.coverage
  }))
);
