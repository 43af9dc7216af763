import type {Cell, Column, TableData} from "../../src/stats/result/report.js";
import {aalenJohansen} from "../../src/stats/survival/aalenJohansen.js";
import type {Step} from "../analysis.js";
import type {Irradiated} from "../designs/radiotherapyCohort.js";
import type {Study} from "../study.js";

/** Children in groups, for curves side by side; −1 leaves a child out. */
export interface CurveGroups {
  labels: readonly string[];
  of: (study: Study, cohort: Irradiated) => Int32Array;
}

/** What is shown: years at which curves are published, level of the intervals, what the event is called. */
export interface IncidencePlan {
  event: string;
  years: readonly number[];
  level: number;
}

const curveColumns: Column[] = [
  {name: "group", label: "Group", type: "text"},
  {name: "time", label: "Years", type: "number", unit: "years"},
  {name: "incidence", label: "Cumulative incidence", type: "probability", from: ["events"]},
  {name: "lower", label: "lower", type: "probability", from: ["events"]},
  {name: "upper", label: "upper", type: "probability", from: ["events"]},
  {name: "events", label: "Events so far", type: "count"}
];

/** Cumulative incidence in each group from the end of treatment, death competing. */
export function incidence(
  cohort: (study: Study) => Irradiated,
  groups: CurveGroups,
  plan: IncidencePlan
): Step {
  return (study) => {
    const curves = curvesOf(cohort(study), groups.of(study, cohort(study)), groups.labels, plan);
    return {
      kind: "figure",
      form: "cumulative-incidence",
      caption: `Cumulative incidence of a first ${plan.event} after the end of treatment, with death as a competing event.`,
      alt: `Curves of cumulative incidence over ${plan.years.at(-1)} years in ${groups.labels.length} groups, with ${100 * plan.level} % intervals.`,
      data: {
        curves: {columns: curveColumns, rows: curves.map(({cells}) => cells), partition: "time"},
        atRisk: {
          columns: [
            {name: "group", label: "Group", type: "text"},
            {name: "time", label: "Years", type: "number", unit: "years"},
            {name: "nRisk", label: "Still followed", type: "count"}
          ],
          rows: curves
            .filter(({cells: [, time]}) => (time as number) % 10 === 0)
            .map(({cells: [group, time], nRisk}): Cell[] => [group, time, nRisk]),
          partition: "time"
        }
      },
      options: {x: "Years since the end of treatment", y: "Cumulative incidence"}
    };
  };
}

/** The curves at a few years, as a table. */
export function incidenceTable(
  cohort: (study: Study) => Irradiated,
  groups: CurveGroups,
  plan: IncidencePlan
): Step {
  return (study) => {
    const curves = curvesOf(cohort(study), groups.of(study, cohort(study)), groups.labels, plan);
    const table: TableData = {
      columns: [...curveColumns, {name: "nRisk", label: "Still followed", type: "count"}],
      rows: curves.map(({cells, nRisk}) => [...cells, nRisk]),
      partition: "time"
    };
    return {
      kind: "table",
      caption: `Cumulative incidence of a first ${plan.event}, death competing.`,
      ...table
    };
  };
}

/** One line a group and year of publication: the steps between are not published. */
function curvesOf(
  {entry, exit, cause}: Irradiated,
  group: Int32Array,
  labels: readonly string[],
  {years, level}: IncidencePlan
): {cells: Cell[]; nRisk: number}[] {
  return labels.flatMap((label, k) => {
    const rows = Int32Array.from(group.keys()).filter((i) => group[i] === k);
    const days = Float64Array.from(rows, (i) => exit[i] - entry[i]);
    const own = Int32Array.from(rows, (i) => cause[i]);
    const [curve] = aalenJohansen({exit: days, cause: own}, {level});
    const [{estimate, lower, upper}] = curve.causes;
    return years.map((year) => {
      const day = year * 365.25;
      const step = curve.time.findLastIndex((time) => time <= day);
      const events = days.reduce((sum, t, i) => sum + Number(own[i] === 1 && t <= day), 0);
      const nRisk = days.reduce((sum, t) => sum + Number(t >= day), 0);
      // Before the first event there is nothing to give an interval of.
      const at = (column: Float64Array) => (events === 0 ? 0 : column[step]);
      return {cells: [label, year, at(estimate), at(lower), at(upper), events], nRisk};
    });
  });
}
