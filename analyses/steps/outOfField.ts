import {mean} from "simple-statistics";
import {outOfFieldDose} from "../../src/stats/dose/outOfFieldDose.js";
import type {Cell, Column, Estimate} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import type {Organ} from "../definitions/organs.js";
import {
  type Beam,
  type BeamName,
  type BodyOrgan,
  beams,
  distanceFromField,
  type Field,
  fields,
  reaches
} from "../definitions/outOfField.js";
import {code, personRows, persons} from "../definitions/persons.js";
import type {Study} from "../study.js";

/** Dose in mGy, or mSv where neutrons are among it, with the bounds that the beam's factor gives. */
function doseAt({parts, factor95}: Beam, prescribedGy: number, cm: number): [number, number, number] {
  const dose = parts.reduce((sum, part) => sum + outOfFieldDose(part, 1000 * prescribedGy, cm), 0);
  return [dose, dose / factor95, dose * factor95];
}

/** Dose per gray prescribed by distance from the field's edge, for each kind of beam as far as it is known. */
export function outOfFieldCurves(): Step {
  return () => ({
    kind: "figure",
    form: "line-with-band",
    caption: "Dose outside the field per gray prescribed, by distance from its edge, with its 95 % range.",
    alt: "Three falling lines: photons lie above a scanned proton beam by a factor of ten and more, passively scattered protons above both.",
    data: {
      lines: {
        columns: [
          {name: "series", label: "Beam", type: "text"},
          {name: "x", label: "Distance", type: "number", unit: "cm"},
          {name: "estimate", label: "Dose per Gy prescribed", type: "number", unit: "mSv", digits: 3},
          {name: "lower", label: "lower", type: "number", digits: 3},
          {name: "upper", label: "upper", type: "number", digits: 3}
        ],
        rows: Object.values(beams).flatMap((beam: Beam) => {
          const from = Math.max(...beam.parts.map(({fromCm}) => fromCm));
          const to = Math.min(...beam.parts.map(({toCm}) => toCm));
          return Array.from({length: 21}, (_, k): Cell[] => {
            const cm = from + (k / 20) * (to - from);
            return [beam.label, cm, ...doseAt(beam, 1, cm)];
          });
        }),
        partition: "series"
      }
    },
    options: {x: "Distance from the field's edge (cm)", y: "Dose per gray prescribed (mSv)", log: true}
  });
}

/** The courses of one modality and field, with the organ's distance from it. */
function coursesOf(study: Study, modality: "photon" | "proton", field: Field, organ: BodyOrgan) {
  const table = study.table("treatments");
  const kind = table.factor("modality");
  const target = table.factor("target");
  const prescribed = table.numbers("prescribed_gy");
  const start = table.days("start");
  const child = personRows(study, "treatments");
  const {birth} = persons(study);
  const [wantedKind, wantedTarget] = [code(kind, modality), target.levels.indexOf(field)];
  return Array.from({length: table.rows}, (_, row) => row)
    .filter((row) => child[row] >= 0 && kind.codes[row] === wantedKind && target.codes[row] === wantedTarget)
    .flatMap((row) => {
      const cm = distanceFromField(field, organ, (start[row] - birth[child[row]]) / 365.25);
      return cm === null ? [] : [{row, cm, gy: prescribed[row]}];
    });
}

/** Mean out-of-field dose by target and organ for one kind of beam, beside the mean that the extract records. */
export function outOfFieldByOrgan(
  name: BeamName,
  modality: "photon" | "proton",
  organs: readonly (Organ & {name: BodyOrgan})[]
): Step {
  const unit = modality === "photon" ? "mGy" : "mSv";
  const figure = (column: string, label: string, digits: number, ofUnit?: string): Column => ({
    name: column,
    label,
    type: "number",
    unit: ofUnit,
    digits,
    from: ["courses"]
  });
  return (study) => {
    const beam: Beam = beams[name];
    const rows = fields.flatMap((field) =>
      organs.flatMap((organ): Cell[][] => {
        const all = coursesOf(study, modality, field, organ.name);
        const known = all.filter(({cm}) => reaches(beam, cm));
        if (known.length === 0) return [];
        const recorded = study.table("treatments").numbers(`dose_${organ.name}_gy`);
        const doses = known.map(({cm, gy}) => doseAt(beam, gy, cm));
        return [
          [
            field,
            organ.label,
            all.length,
            known.length,
            mean(known.map(({cm}) => cm)),
            ...[0, 1, 2].map((k) => mean(doses.map((dose) => dose[k]))),
            1000 * mean(known.map(({row}) => recorded[row]))
          ]
        ];
      })
    );
    return {
      kind: "table",
      caption: `${beam.label}: mean dose of a course to organs outside the field, by the model and as the extract records it.`,
      columns: [
        {name: "target", label: "Target", type: "text"},
        {name: "organ", label: "Organ", type: "text"},
        {name: "all", label: "Courses", type: "count"},
        {name: "courses", label: "In reach of the model", type: "count"},
        figure("distance", "Mean distance", 2, "cm"),
        figure("dose", "Mean dose", 2, unit),
        figure("lower", "lower", 2),
        figure("upper", "upper", 2),
        figure("recorded", "Recorded", 2, "mGy")
      ],
      rows,
      notes: [
        "Distance from the nearest edge of a usual field for the target, in a child of usual stature for its age. The range is that of the model, and the same for all courses: it does not shrink with their number."
      ]
    };
  };
}

/** Mean dose to one organ from one target, as a sentence needs it. */
export function outOfFieldMean(
  name: BeamName,
  modality: "photon" | "proton",
  field: Field,
  organ: Organ & {name: BodyOrgan}
): Step {
  return (study) => {
    const beam: Beam = beams[name];
    const known = coursesOf(study, modality, field, organ.name).filter(({cm}) => reaches(beam, cm));
    const doses = known.map(({cm, gy}) => doseAt(beam, gy, cm));
    const [value, lower, upper] = [0, 1, 2].map((k) => mean(doses.map((dose) => dose[k])));
    const estimate: Estimate = {
      kind: "estimate",
      label: `${beam.label}: mean dose to the ${organ.label}`,
      value,
      lower,
      upper,
      unit: modality === "photon" ? "mGy" : "mSv",
      digits: 2,
      cases: known.length
    };
    return estimate;
  };
}
