import {quantileSorted} from "simple-statistics";
import type {Cell} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {hadProton} from "../designs/doseHazard.js";
import type {Irradiated} from "../designs/radiotherapyCohort.js";
import type {Study} from "../study.js";
import {shareOfChildren} from "./shareOfChildren.js";

/** A point of a dose-volume histogram: the column that holds the share of the organ, in per cent, with so much dose. */
export interface VolumePoint {
  doseGy: number;
  column: string;
}

/**
 * Figure F11: the dose-volume histogram of an organ, its median over children and the middle half of them, by
 * modality, as far as its recorded points go. Children none of whose organ had the first dose are left out;
 * volumes of several courses are added up to all of the organ at most.
 */
export function doseVolumeBands(
  cohort: (study: Study) => Irradiated,
  organ: string,
  points: readonly VolumePoint[]
): Step {
  return (study) => {
    const own = cohort(study);
    const proton = hadProton(study, own);
    const volumes = points.map(({column}) => own.total(column));
    const rows = ["photons", "protons"].flatMap((name, modality) => {
      const children = Array.from(proton.keys()).filter((i) => proton[i] === modality && volumes[0][i] > 0);
      if (children.length === 0) return [];
      return [
        [name, 0, 100, 100, 100, children.length],
        ...points.map(({doseGy}, k): Cell[] => {
          const sorted = children.map((i) => Math.min(100, volumes[k][i])).sort((a, b) => a - b);
          const quartile = (p: number) => quantileSorted(sorted, p);
          return [name, doseGy, quartile(0.5), quartile(0.25), quartile(0.75), children.length];
        })
      ];
    });
    return {
      kind: "figure",
      form: "line-with-band",
      caption: `Volume of the ${organ} by dose, in children of whose ${organ} any part had ${points[0].doseGy} Gy: median and middle half, by modality.`,
      alt: `Falling lines with bands for photons and protons at ${points.map(({doseGy}) => doseGy).join(", ")} Gy.`,
      data: {
        lines: {
          columns: [
            {name: "series", label: "Modality", type: "text"},
            {name: "x", label: "Dose", type: "number", unit: "Gy"},
            shareOfChildren("estimate", "Median volume"),
            shareOfChildren("lower", "25th"),
            shareOfChildren("upper", "75th"),
            {name: "children", label: "Children", type: "count"}
          ],
          rows
        }
      },
      options: {x: "Dose (Gy)", y: `Volume of the ${organ} with that dose or more (%)`},
      notes: [
        `Joined by lines between the recorded points, ${points.map(({doseGy}) => doseGy).join(", ")} Gy.`
      ]
    };
  };
}
