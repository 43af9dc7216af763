import {median} from "simple-statistics";
import reference from "../../data/reference/dose-conversion.json" with {type: "json"};
import {type ConversionTable, organDoseCoefficient} from "../../src/stats/dose/organDoseCoefficient.js";
import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import type {Organ} from "../definitions/organs.js";
import {personRows, persons} from "../definitions/persons.js";
import {procedures} from "../definitions/procedures.js";

/** The published coefficients as the library takes them. */
const table: ConversionTable = {
  perPka: reference.marrow.perPka,
  ageYears: reference.marrow.ageYears,
  organs: Object.fromEntries(Object.entries(reference.organs).map(([name, {ratio}]) => [name, ratio])),
  ages: reference.ages.years,
  byAge: reference.ages.effective
};

const names: Record<string, string> = {
  harbron2015: "Harbron 2015",
  karambatsakidou2009: "Karambatsakidou 2009",
  ubeda2017: "Ubeda 2017",
  ubeda2019: "Ubeda 2019",
  assumed: "assumed"
};

/** Dose per kerma-area product by organ and age, and where each organ's ratio comes from. */
export function coefficientTable(organs: readonly Organ[]): Step {
  const ages = reference.ages.years;
  const at = (age: number): Column => ({
    name: `age${age}`,
    label: age === 0 ? "Newborn" : age === 1 ? "1 year" : `${age} years`,
    type: "number",
    digits: 2
  });
  return () => ({
    kind: "table",
    caption:
      "Dose per kerma-area product by organ and age: published coefficients, and what had to be assumed.",
    columns: [
      {name: "organ", label: "Organ", type: "text"},
      ...ages.map(at),
      {name: "source", label: "Ratio to the marrow from", type: "text"}
    ],
    rows: organs.map(({name, label}): Cell[] => {
      const {source} = reference.organs[name as keyof typeof reference.organs];
      return [label, ...ages.map((age) => organDoseCoefficient(table, name, age)), names[source]];
    }),
    notes: [
      `The marrow’s ${reference.marrow.perPka} mGy per Gy·cm² at one year is assumed; the fall with age is that of the effective dose in Karambatsakidou 2009, for all organs and classes of procedure alike.`
    ]
  });
}

/** Dose per product by age in the extract, by the table, and the published effective dose per product. */
export function coefficientsByAge(organ: Organ): Step {
  const {from, until, effective} = reference.ageGroups;
  return (study) => {
    const rows = procedures(study).order;
    const all = study.table("procedures");
    const dose = all.numbers(organ.procedureColumn);
    const pka = all.numbers("pka_gycm2");
    const {day} = procedures(study);
    const person = personRows(study, "procedures");
    const {birth} = persons(study);
    const age = (row: number) => (day[row] - birth[person[row]]) / 365.25;
    const [first, last] = [table.ages[0], table.ages[table.ages.length - 1]];
    return {
      kind: "table",
      caption: `Dose to the ${organ.label} per kerma-area product by age: the extract, the table, and the effective dose per product in Ubeda 2017.`,
      columns: [
        {name: "age", label: "Age", type: "text"},
        {name: "procedures", label: "Procedures", type: "count"},
        {
          name: "extract",
          label: "Extract, median",
          type: "number",
          unit: "mGy per Gy·cm²",
          digits: 3,
          from: ["procedures"]
        },
        {
          name: "table",
          label: "Table, median",
          type: "number",
          unit: "mGy per Gy·cm²",
          digits: 3,
          from: ["procedures"]
        },
        {
          name: "effective",
          label: "Effective dose, published",
          type: "number",
          unit: "mSv per Gy·cm²",
          digits: 2
        }
      ],
      rows: from.map((lower, k): Cell[] => {
        const upper = from[k + 1] ?? until;
        const own = Array.from(rows).filter(
          (row) => pka[row] > 0 && dose[row] > 0 && dose[row] < 2000 && age(row) >= lower && age(row) < upper
        );
        const label = lower === 0 ? "under 1 year" : `${lower} to ${upper - 1} years`;
        if (own.length === 0) return [label, 0, null, null, effective[k]];
        const inTable = own.map(age).filter((years) => years >= first && years <= last);
        return [
          label,
          own.length,
          median(own.map((row) => dose[row] / pka[row])),
          median(inTable.map((years) => organDoseCoefficient(table, organ.name, years))),
          effective[k]
        ];
      })
    };
  };
}
