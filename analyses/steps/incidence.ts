import type {Cell, Column} from "../../src/stats/result/report.js";
import {aalenJohansen} from "../../src/stats/survival/aalenJohansen.js";
import type {Step} from "../analysis.js";
import type {Irradiated} from "../designs/radiotherapyCohort.js";
import type {Study} from "../study.js";

/** Children in groups, for curves side by side; −1 leaves a child out. */
export interface CurveGroups {
  labels: readonly string[];
  /** What the groups differ in, where there are several. */
  by?: string;
  of: (study: Study, cohort: Irradiated) => Int32Array;
}

/** What is shown: years at which curves may be published, level of the intervals, what the event is called. */
export interface IncidencePlan {
  event: string;
  years: readonly number[];
  /** A curve is published only at years that have this many events more than the one before. */
  eventsBetween: number;
  level: number;
}

const group: Column = {name: "group", label: "Group", type: "text"};
const time: Column = {name: "time", label: "Years", type: "number", unit: "years"};
const nRisk: Column = {name: "nRisk", label: "Still followed", type: "count"};
const curve: Column[] = [
  {name: "events", label: "Events since the line before", type: "count"},
  {name: "incidence", label: "Cumulative incidence", type: "probability", from: ["events"]},
  {name: "lower", label: "lower", type: "probability", from: ["events"]},
  {name: "upper", label: "upper", type: "probability", from: ["events"]}
];

/** Cumulative incidence in each group from the end of treatment, death competing. */
export function incidence(cohort: CohortOf, groups: CurveGroups, plan: IncidencePlan): Step {
  return (study) => {
    const points = pointsOf(study, cohort, groups, plan);
    const shown = sparse(points, plan.eventsBetween);
    return {
      kind: "figure",
      form: "cumulative-incidence",
      caption: `Cumulative incidence of a first ${plan.event} after the end of treatment${bySaid(groups)}, with death as a competing event.`,
      alt: `Curves of cumulative incidence over ${plan.years.at(-1)} years in ${groups.labels.length} groups, with ${100 * plan.level} % intervals.`,
      data: {
        curves: {columns: [group, time, ...curve], rows: sinceLast(shown).map(curveCells), partition: "time"},
        atRisk: {
          columns: [group, time, nRisk],
          rows: points.filter((at) => at.time % 10 === 0).map((at): Cell[] => [at.group, at.time, at.nRisk]),
          partition: "time"
        }
      },
      options: {x: "Years since the end of treatment", y: "Cumulative incidence"}
    };
  };
}

/** The curves at a few years, as a table. */
export function incidenceTable(cohort: CohortOf, groups: CurveGroups, plan: IncidencePlan): Step {
  return (study) => ({
    kind: "table",
    caption: `Cumulative incidence of a first ${plan.event}${bySaid(groups)}, death competing.`,
    columns: [group, time, ...curve, nRisk],
    rows: sinceLast(pointsOf(study, cohort, groups, plan)).map((at) => [...curveCells(at), at.nRisk]),
    partition: "time"
  });
}

function bySaid({by}: CurveGroups): string {
  return by ? `, by ${by}` : "";
}

type CohortOf = (study: Study) => Irradiated;

/** A curve at one time. */
interface Point {
  group: string;
  time: number;
  /** Events up to now, or since the point before. */
  events: number;
  incidence: number;
  lower: number;
  upper: number;
  nRisk: number;
}

function curveCells(at: Point): Cell[] {
  return [at.group, at.time, at.events, at.incidence, at.lower, at.upper];
}

/** Points with at least so many events between one and the next: a full curve would tell of single children. */
function sparse(points: readonly Point[], eventsBetween: number): Point[] {
  let last: Point | undefined;
  return points.filter((point) => {
    const first = last?.group !== point.group;
    if (!first && point.events - last!.events < eventsBetween) return false;
    last = point;
    return true;
  });
}

function sinceLast(points: readonly Point[]): Point[] {
  return points.map((point, k) => {
    const before = points[k - 1];
    return before?.group === point.group ? {...point, events: point.events - before.events} : point;
  });
}

function pointsOf(
  study: Study,
  cohort: CohortOf,
  groups: CurveGroups,
  {years, level}: IncidencePlan
): Point[] {
  const {entry, exit, cause} = cohort(study);
  const codes = groups.of(study, cohort(study));
  return groups.labels.flatMap((label, k) => {
    const rows = Int32Array.from(codes.keys()).filter((i) => codes[i] === k);
    const days = Float64Array.from(rows, (i) => exit[i] - entry[i]);
    const own = Int32Array.from(rows, (i) => cause[i]);
    const [{time, causes}] = aalenJohansen({exit: days, cause: own}, {level});
    const [{estimate, lower, upper}] = causes;
    return years.map((year): Point => {
      const day = year * 365.25;
      const step = time.findLastIndex((t) => t <= day);
      const events = days.reduce((sum, t, i) => sum + Number(own[i] === 1 && t <= day), 0);
      const nRisk = days.reduce((sum, t) => sum + Number(t >= day), 0);
      // Before the first event there is nothing to give an interval of.
      const at = (column: Float64Array) => (events === 0 ? 0 : column[step]);
      return {
        group: label,
        time: year,
        events,
        incidence: at(estimate),
        lower: at(lower),
        upper: at(upper),
        nRisk
      };
    });
  });
}
