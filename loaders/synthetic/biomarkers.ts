import {exp, log} from "../../src/stats/numeric/elementary.js";
import {category, days, flags, numbers, tableOf, texts} from "./columns.js";
import {dayOf} from "./days.js";
import {model} from "./model.js";
import type {Children} from "./persons.js";
import {stream} from "./stream.js";
import type {TreatedOrgan, Treatments} from "./treatments.js";

const markers = Object.entries(model.biomarkers);
const matrices = ["blood", "saliva", "imaging"];
const units = ["ng/L", "µg/L", "mm"];

/**
 * The biomarkers table: about a third of the children of the radiotherapy cohort treated since 2000, two or
 * three visits each, all six markers a visit; below the limit the limit is what is reported.
 */
export function biomarkersTable(seed: number, children: Children, treatments: Treatments) {
  const person: string[] = [];
  const [date, marker, value, below] = [[], [], [], []] as number[][];
  const random = stream(seed, "biomarkers");
  for (let course = 0; course < treatments.start.length; ++course) {
    const i = children.cardiac + course;
    const takesPart = random.uniform() < 0.36;
    if (!takesPart || treatments.start[course] < dayOf(2000)) continue;
    const child = markers.map(([, {childSd}]) => childSd * random.normal());
    const visits = 2 + Number(random.uniform() < 0.5);
    let day = Math.max(treatments.end[course], dayOf(2005)) + Math.ceil(500 * random.uniform());
    for (let visit = 0; visit < visits && day <= children.exit[i]; ++visit) {
      markers.forEach(([, {organ, median, perGy, residualSd, limit}], k) => {
        const dose = treatments.dose[organ as TreatedOrgan][course];
        const drawn = exp(log(median) + perGy * dose + child[k] + residualSd * random.normal());
        person.push(children.id[i]);
        date.push(day);
        marker.push(k);
        below.push(Number(drawn < limit));
        value.push(drawn < limit ? limit : Math.round(drawn * 1000) / 1000);
      });
      day += 300 + Math.ceil(500 * random.uniform());
    }
  }
  return tableOf([
    texts("person", person),
    days("date", date),
    category(
      "marker",
      marker,
      markers.map(([name]) => name)
    ),
    category(
      "matrix",
      marker.map((k) => matrices.indexOf(markers[k][1].matrix)),
      matrices
    ),
    numbers("value", value),
    category(
      "unit",
      marker.map((k) => units.indexOf(markers[k][1].unit)),
      units
    ),
    flags("below_limit", below)
  ]);
}
