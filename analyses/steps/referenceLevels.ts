import {quantileSorted} from "simple-statistics";
import {quantileInterval} from "../../src/stats/inference/quantileInterval.js";
import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {calendarYear, equipment} from "../definitions/equipment.js";
import {procedures} from "../definitions/procedures.js";
import type {Study} from "../study.js";

/** Weight bands of European reference levels, in kg. */
const weightBands = [0, 5, 15, 30, 50, 80];
const plausibleWeight = (kg: number) => kg > 0.5 && kg < 200;

function bandName(k: number): string {
  if (k === 0) return `under ${weightBands[1]} kg`;
  if (k === weightBands.length - 1) return `${weightBands[k]} kg or more`;
  return `${weightBands[k]} to ${weightBands[k + 1]} kg`;
}

/**
 * Reference levels: the 75th percentile of recorded kerma-area products in weight bands, by class, from a
 * year on, with a distribution-free interval. Bands with fewer than `least` procedures are left out.
 */
export function referenceLevels(from: number, least: number): Step {
  return (study) => {
    const table = study.table("procedures");
    const [pka, weight, day] = [table.numbers("pka_gycm2"), table.numbers("weight_kg"), table.days("date")];
    const minutes = table.numbers("fluoroscopy_min");
    const kind = table.factor("class");
    const rows = procedures(study).order.filter(
      (row) => pka[row] > 0 && plausibleWeight(weight[row]) && calendarYear(day[row]) >= from
    );
    const bandOf = (row: number) => weightBands.findLastIndex((edge) => weight[row] >= edge);
    const lines = kind.levels.flatMap((name, k) =>
      weightBands.map((_, band): Cell[] => {
        const own = rows.filter((row) => kind.codes[row] === k && bandOf(row) === band);
        const sorted = Array.from(Float64Array.from(own, (row) => pka[row]).sort());
        if (sorted.length < least) return [name, bandName(band), sorted.length];
        const {lower, upper} = quantileInterval(sorted, 0.75);
        const times = Float64Array.from(own, (row) => minutes[row]).filter((value) => value > 0);
        const level = quantileSorted(Array.from(times.sort()), 0.75);
        return [
          name,
          bandName(band),
          sorted.length,
          quantileSorted(sorted, 0.5),
          quantileSorted(sorted, 0.75),
          lower,
          upper,
          level
        ];
      })
    );
    const figure = (column: string, label: string, unit?: string): Column => ({
      name: column,
      label,
      type: "number",
      unit,
      digits: 3,
      from: ["procedures"]
    });
    return {
      kind: "table",
      caption: `Reference levels: kerma-area product (PKA) and fluoroscopy time by class and weight, procedures since ${from}.`,
      columns: [
        {name: "class", label: "Class", type: "text"},
        {name: "weight", label: "Weight", type: "text"},
        {name: "procedures", label: "Procedures", type: "count"},
        figure("median", "Median PKA", "Gy·cm²"),
        figure("level", "75th percentile of PKA", "Gy·cm²"),
        figure("lower", "lower"),
        figure("upper", "upper"),
        figure("time", "75th percentile of time", "min")
      ],
      rows: lines.filter((row) => row.length > 3),
      partition: "class",
      notes: [
        `Recorded products only; bands with fewer than ${least} procedures are left out. 95 % intervals by order statistics.`
      ]
    };
  };
}

/** Generation of equipment, mean weight, procedures, and the 75th percentile of their products with its interval. */
type LevelLine = [string, number, number, number, number, number];

function levelLines(study: Study): LevelLine[] {
  return study.once("level by equipment", () => {
    const table = study.table("procedures");
    const pka = table.numbers("pka_gycm2");
    const weight = table.numbers("weight_kg");
    const era = table.factor("era");
    const rows = procedures(study).order.filter((row) => pka[row] > 0 && plausibleWeight(weight[row]));
    return equipment.flatMap((name) =>
      weightBands.flatMap((edge, band): LevelLine[] => {
        const next = weightBands[band + 1] ?? Infinity;
        const own = rows.filter(
          (row) => era.levels[era.codes[row]] === name && weight[row] >= edge && weight[row] < next
        );
        if (own.length < 40) return [];
        const sorted = Array.from(Float64Array.from(own, (row) => pka[row]).sort());
        const mean = own.reduce((sum, row) => sum + weight[row], 0) / own.length;
        const {lower, upper} = quantileInterval(sorted, 0.75);
        return [[name, mean, own.length, quantileSorted(sorted, 0.75), lower, upper]];
      })
    );
  });
}

/** How the 75th percentile rises with weight, and how it changed from the first generation of equipment to the last. */
export function levelSentence(): Step {
  return (study) => {
    const lines = levelLines(study);
    const old = lines.filter(([name]) => name === lines[0][0]);
    const today = lines.filter(([name]) => name === lines[lines.length - 1][0]);
    const [light, heavy] = [today[0], today[today.length - 1]];
    const before = old[old.length - 1];
    const level = (line: LevelLine) => `${Number(line[3].toPrecision(2))}\u00a0Gy·cm²`;
    const kg = (line: LevelLine) => `${Math.round(line[1])}\u00a0kg`;
    return {
      kind: "statement",
      text: `With ${heavy[0]} equipment, three quarters of procedures stay below a kerma-area product of ${level(light)} in children of about ${kg(light)}, and below ${level(heavy)} at ${kg(heavy)}; with ${before[0]} it was ${level(before)} at ${kg(before)}.`,
      cases: Math.min(light[2], heavy[2], before[2])
    };
  };
}

/** The 75th percentile of recorded kerma-area products over weight, a line a generation of equipment. */
export function levelByEquipment(): Step {
  return (study) => {
    const lines = levelLines(study);
    return {
      kind: "figure",
      form: "line-with-band",
      caption:
        "75th percentile of the recorded kerma-area product over body weight, by generation of equipment.",
      alt: `Rising lines of the 75th percentile of kerma-area product over weight for ${equipment.length} generations of equipment.`,
      data: {
        lines: {
          columns: [
            {name: "series", label: "Equipment", type: "text"},
            {name: "x", label: "Mean weight", type: "number", unit: "kg", digits: 3},
            {name: "procedures", label: "Procedures", type: "count"},
            {
              name: "estimate",
              label: "75th percentile of PKA",
              type: "number",
              unit: "Gy·cm²",
              digits: 3,
              from: ["procedures"]
            },
            {name: "lower", label: "lower", type: "number", digits: 3, from: ["procedures"]},
            {name: "upper", label: "upper", type: "number", digits: 3, from: ["procedures"]}
          ],
          rows: lines,
          partition: "series"
        }
      },
      options: {x: "Body weight (kg)", y: "75th percentile of PKA (Gy·cm²)", log: true}
    };
  };
}
