import type {Happenings} from "./events.js";
import {cancers, model, organs} from "./model.js";
import type {Children} from "./persons.js";
import type {Procedures} from "./procedures.js";
import {stream} from "./stream.js";

/** How many faults of each kind were put in, for the truth file; a faulty row that was repeated counts once. */
export interface Dirt {
  duplicatedProcedures: number;
  contradictoryProcedures: number;
  implausibleWeights: number;
  dosesOutOfRange: number;
  eventsAfterExit: number;
}

/**
 * The procedures with faults as real extracts have them, put in after all events were drawn: rows twice
 * over; rows again with another kerma-area product and its doses, always after the true row; weights in
 * grams; doses to the oesophagus (which no outcome but other solid cancer
 * depends on) in µGy.
 */
export function soilProcedures(
  seed: number,
  clean: Procedures
): {procedures: Procedures; dirt: Omit<Dirt, "eventsAfterExit">} {
  const random = stream(seed, "dirt");
  const dirt = {
    duplicatedProcedures: 0,
    contradictoryProcedures: 0,
    implausibleWeights: 0,
    dosesOutOfRange: 0
  };
  const rows: number[] = [];
  const factor: number[] = [];
  const {duplicated, contradictory, implausibleWeight, doseOutOfRange} = model.dirt;
  const weight = clean.weight.slice();
  const dose = clean.dose.slice();
  const oesophagus = organs.indexOf("oesophagus");
  dose[oesophagus] = dose[oesophagus].slice();
  for (let row = 0; row < clean.day.length; ++row) {
    rows.push(row);
    factor.push(1);
    const [again, other, weighs, slips] = [1, 2, 3, 4].map(() => random.uniform());
    if (weighs < implausibleWeight && weight[row] > 0) {
      weight[row] = Math.round(weight[row] * 1000);
      ++dirt.implausibleWeights;
    }
    if (slips < doseOutOfRange) {
      dose[oesophagus][row] = 3000 + dose[oesophagus][row] * 1000;
      ++dirt.dosesOutOfRange;
    }
    if (again < duplicated) {
      rows.push(row);
      factor.push(1);
      ++dirt.duplicatedProcedures;
    } else if (other < contradictory && clean.imputed[row] === 0) {
      rows.push(row);
      factor.push(random.uniform() < 0.5 ? 3 : 0.5);
      ++dirt.contradictoryProcedures;
    }
  }
  const take = <T extends Int32Array | Float64Array>(column: T) => rows.map((row) => column[row]);
  const times = (column: Float64Array) => Float64Array.from(rows, (row, k) => column[row] * factor[k]);
  const procedures: Procedures = {
    ptr: clean.ptr,
    child: Int32Array.from(take(clean.child)),
    day: Int32Array.from(take(clean.day)),
    kind: Int32Array.from(take(clean.kind)),
    pka: times(clean.pka),
    fluoroscopy: Float64Array.from(take(clean.fluoroscopy)),
    weight: Float64Array.from(take(weight)),
    era: Int32Array.from(take(clean.era)),
    imputed: Int32Array.from(take(clean.imputed)),
    dose: dose.map(times),
    trueFactor: Float64Array.from(take(clean.trueFactor))
  };
  return {procedures, dirt};
}

/** Cancers registered up to three years after a child had left follow-up; the children had none before. */
export function addEventsAfterExit(seed: number, children: Children, happenings: Happenings): number {
  const random = stream(seed, "events after exit");
  const ill = new Set(happenings.child);
  let count = 0;
  for (let i = 0; i < children.cardiac; ++i) {
    const [chance, later, kind] = [1, 2, 3].map(() => random.uniform());
    if (chance >= model.dirt.eventAfterExit || ill.has(i)) continue;
    happenings.child.push(i);
    happenings.day.push(children.exit[i] + 1 + Math.floor(300 * later));
    happenings.group.push(Math.floor(cancers.length * kind));
    ++count;
  }
  return count;
}
