import {sampleStandardDeviation} from "simple-statistics";
import {exp} from "../../src/stats/numeric/elementary.js";
import type {Cell} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {type DoseUncertainty, doseError, realisedDoses} from "../definitions/doseError.js";
import type {Organ} from "../definitions/organs.js";
import {procedures} from "../definitions/procedures.js";
import type {Study} from "../study.js";
import {shareOfChildren} from "./shareOfChildren.js";

/** Standard deviation of a lognormal factor of mean 1, in per cent, from that of its logarithm. */
const percentOf = (sd: number) => 100 * Math.sqrt(exp(sd * sd) - 1);

/** The error model in one sentence, for a page's methods. */
export function doseErrorSentence(): Step {
  const {measured, imputed, shared} = doseError;
  return (study) => ({
    kind: "statement",
    text: study.realisations()
      ? shippedSentence(study.realisations()!.count)
      : `The true dose of one procedure lies about that recorded with a standard deviation of ${Math.round(percentOf(measured))} % of it where the dose indicator was recorded and ${Math.round(percentOf(imputed))} % where it was imputed; besides, all procedures of one centre with one generation of equipment share an error of ${Math.round(percentOf(shared))} %.`
  });
}

const shippedSentence = (count: number) =>
  `The doses’ errors are those of ${count.toLocaleString("en-GB")} realisations of all doses that the extract holds.`;

/** Every error of the model: whose it is, of which kind, and how large. */
export function doseErrors(): Step {
  return (study) => {
    const {measured, imputed, shared} = doseError;
    const row = (error: string, of: string, sd: number): Cell[] => [error, of, "Berkson", sd, percentOf(sd)];
    return {
      kind: "table",
      caption: "The errors of the organ doses.",
      columns: [
        {name: "error", label: "Error", type: "text"},
        {name: "shared", label: "Shared by", type: "text"},
        {name: "kind", label: "Kind", type: "text"},
        {name: "sd", label: "SD of log dose", type: "number", digits: 2},
        {name: "percent", label: "SD", type: "number", unit: "%", digits: 2}
      ],
      rows: [
        row("Organ dose for one recorded indicator", "nobody", measured),
        row("The same where the indicator was imputed", "nobody", imputed),
        row("Calibration, beam angles, look-up table", "a centre and its generation of equipment", shared)
      ],
      notes: [
        ...(study.realisations()
          ? [`${shippedSentence(study.realisations()!.count)} These here are not used.`]
          : []),
        study.truth
          ? "Assumed; the synthetic true doses, which made the cancers, were drawn with the same."
          : "Assumed."
      ]
    };
  };
}

/** What of each realisation is looked at: the share of children up to each dose, and the mean of all procedures. */
function realised(study: Study, organ: Organ, drawn: DoseUncertainty, doses: readonly number[]) {
  return study.once(`realised doses ${JSON.stringify({organ, drawn, doses})}`, () => {
    const {ptr, order} = procedures(study);
    const recorded = study.table("procedures").numbers(organ.procedureColumn);
    const {read, count} = realisedDoses(study, organ, drawn);
    const seen = (dose: Float64Array) => {
      const below = new Float64Array(doses.length);
      let children = 0;
      let total = 0;
      for (let i = 0; i + 1 < ptr.length; ++i) {
        if (ptr[i + 1] === ptr[i]) continue;
        ++children;
        let sum = 0;
        for (let k = ptr[i]; k < ptr[i + 1]; ++k) sum += dose[k];
        total += sum;
        for (let j = doses.length - 1; j >= 0 && sum <= doses[j]; --j) ++below[j];
      }
      return {below: below.map((cases) => cases / children), mean: total / order.length, children};
    };
    const dose = new Float64Array(order.length);
    const each = Array.from({length: count}, (_, r) => {
      read(r, dose);
      return seen(dose);
    });
    return {each, asRecorded: seen(Float64Array.from(order, (row) => recorded[row]))};
  });
}

/** Figure 10: the distribution of the children's cumulative doses as recorded and in each realisation. */
export function doseDistribution(organ: Organ, drawn: DoseUncertainty, doses: readonly number[]): Step {
  return (study) => {
    const {each, asRecorded} = realised(study, organ, drawn, doses);
    const at = (j: number, p: number) => {
      const sorted = each.map(({below}) => below[j]).sort((a, b) => a - b);
      return sorted[Math.round(p * (sorted.length - 1))];
    };
    const line = (series: string, value: (j: number) => Cell[]) =>
      doses.map((dose, j): Cell[] => [series, dose, asRecorded.children, ...value(j)]);
    // Tenths of a per cent of all children are a hundred of them.
    const percent = (share: number) => Math.round(1000 * share) / 10;
    return {
      kind: "figure",
      form: "line-with-band",
      caption: `Share of children with a cumulative dose to the ${organ.label} up to each dose: as recorded, and in ${each.length} realisations of all doses (median and range of the middle 95 %).`,
      alt: "Two distribution curves of the cumulative dose, as recorded and over the realisations.",
      data: {
        lines: {
          columns: [
            {name: "series", label: "Doses", type: "text"},
            {name: "x", label: "Dose", type: "number", unit: "mGy"},
            {name: "children", label: "Children", type: "count"},
            shareOfChildren("estimate", "Share up to it"),
            shareOfChildren("lower", "lower"),
            shareOfChildren("upper", "upper")
          ],
          rows: [
            ...line("realised", (j) => [0.5, 0.025, 0.975].map((p) => percent(at(j, p)))),
            ...line("recorded", (j) => Array<number>(3).fill(percent(asRecorded.below[j])))
          ],
          partition: "series"
        }
      },
      options: {x: `Cumulative dose to the ${organ.label} (mGy)`, y: "Share of children (%)"}
    };
  };
}

/** How far the mean dose of all procedures moves from realisation to realisation. */
export function meanDoseSpread(organ: Organ, drawn: DoseUncertainty, doses: readonly number[]): Step {
  return (study) => {
    const means = realised(study, organ, drawn, doses).each.map(({mean}) => mean);
    const sd = sampleStandardDeviation(means);
    const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
    return {
      kind: "estimate",
      label: "Standard deviation of the mean dose over realisations",
      value: (100 * sd) / mean,
      type: "percent",
      digits: 2
    };
  };
}
