import {analysis} from "../analysis.js";
import {today, todaysRisk} from "../designs/todaysRisk.js";
import {
  lifetimeBackground,
  lifetimeRisk,
  lifetimeRiskEstimate,
  lifetimeShare,
  procedureCount,
  riskByAge,
  riskByProcedure,
  riskBySite,
  riskUnit
} from "../steps/lifetimeRisk.js";
import {ofTruth} from "../steps/ofTruth.js";
import {sensitivity} from "../steps/sensitivity.js";

const design = {...todaysRisk, ...today};
/** Variations rest on fewer draws than the main analysis: they move its centre, not its width. */
const fewer = {draws: 250};

/** Lifetime attributable risk of cancer from today's cardiac procedures. */
export default analysis({
  title: "Lifetime risk of a procedure",
  question: "How many cancers does one X-ray guided heart procedure add over a child's life?",
  model: "LAR = Σₐ M(a) · S(a) / S(e)",
  reads: ["persons", "procedures", "rates"],
  parameters: design,
  seed: todaysRisk.seed,
  items: {
    procedures: procedureCount(todaysRisk, today),
    risk: lifetimeRisk(todaysRisk, today),
    "risk-girls": lifetimeRisk(todaysRisk, today, {sex: "F"}),
    "risk-boys": lifetimeRisk(todaysRisk, today, {sex: "M"}),
    "background-girls": lifetimeBackground(todaysRisk, "F", 3),
    "background-boys": lifetimeBackground(todaysRisk, "M", 3),
    share: lifetimeShare(design, 3),
    truth: ofTruth(
      "The doses here are synthetic. The risk per dose is not: it comes from published models and no part of it from these children, so there is no truth to hold it against."
    ),
    sites: riskBySite(todaysRisk, today),
    ages: riskByAge(todaysRisk, today, "diagnostic"),
    classes: riskByProcedure(todaysRisk, today),
    sensitivity: sensitivity(
      design,
      [
        {group: "Survival", label: "of the population", change: {survival: "population", ...fewer}},
        {group: "Model", label: "as in BEIR VII", change: {convention: "BEIR VII", ...fewer}},
        {group: "Model", label: "no DDREF", change: {ddref: "none", ...fewer}},
        {
          group: "Sites",
          label: "lung and breast alone",
          change: {sites: todaysRisk.sites.filter(({site}) => site === "lung" || site === "breast"), ...fewer}
        },
        {group: "Doses", label: "since 2018", change: {since: 2018}}
      ],
      "What the result rests on: lifetime cases under other choices.",
      riskUnit,
      lifetimeRiskEstimate,
      {measure: "Lifetime cases", short: "Lifetime cases", counted: "Procedures", whole: true}
    )
  }
});
