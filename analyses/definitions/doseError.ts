import {stream} from "../../loaders/synthetic/stream.js";
import {drawDoses} from "../../src/stats/dose/errorModel.js";
import type {Realisations} from "../../src/stats/dose/realisations.js";
import type {Study} from "../study.js";
import {centreOf, equipmentUsed} from "./equipmentUsed.js";
import type {Organ} from "./organs.js";
import {code} from "./persons.js";
import {procedures} from "./procedures.js";
import {shippedDoses} from "./shippedDoses.js";

/**
 * How far the logarithm of a true dose may lie from that of the recorded one, as standard deviations: each procedure's
 * own error, wider where the dose indicator was imputed, and that of all procedures with one generation of equipment
 * in one centre. All are of the Berkson kind, as a look-up table gives the mean of the doses that one indicator may
 * stand for. Assumed; the synthetic extract was made with the same.
 */
export const doseError = {measured: 0.15, imputed: 0.5, shared: 0.1} as const;

/** How many realisations an analysis draws, and from which seed; of those that an extract ships, how many at most. */
export interface DoseUncertainty {
  realisations: number;
  seed: number;
}

/**
 * Realisations of the organ's true dose at each procedure, in the order of `procedures(study).order`: those that the
 * extract ships, else drawn by the error model. Those drawn from one seed are the same in all analyses and, as the
 * errors of a procedure's organs go together, for all organs.
 * @param needed places whose doses are drawn; those of others are 0. All unless told.
 */
export function realisedDoses(
  study: Study,
  organ: Organ,
  {realisations, seed}: DoseUncertainty,
  needed?: Iterable<number>
): Realisations {
  const shipped = study.realisations();
  if (shipped) return shippedDoses(study, organ, shipped, realisations);
  const table = study.table("procedures");
  const {order} = procedures(study);
  const dose = table.numbers(organ.procedureColumn);
  const source = table.factor("dose_source");
  const imputed = code(source, "imputed");
  const recorded = new Float64Array(order.length);
  for (const place of needed ?? order.keys()) recorded[place] = dose[order[place]];
  return drawDoses(
    {
      recorded,
      errors: [
        {
          name: "procedure",
          kind: "berkson",
          sdLog: Float64Array.from(order, (row) =>
            source.codes[row] === imputed ? doseError.imputed : doseError.measured
          )
        },
        {name: "centre and equipment", kind: "berkson", sdLog: doseError.shared, shared: sharing(study)}
      ]
    },
    realisations,
    (error, realisation, block) => stream(seed, `dose error ${error} ${realisation}`, block).uniform
  );
}

/** Which procedures share an error: those of one centre and generation of equipment. */
function sharing(study: Study): Int32Array {
  return study.once("procedures that share a dose error", () => {
    const {levels} = study.table("procedures").factor("era");
    const centre = centreOf(study);
    return equipmentUsed(study).map((used, k) => centre[k] * levels.length + used);
  });
}
