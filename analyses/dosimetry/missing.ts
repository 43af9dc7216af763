import {conversion} from "../../loaders/synthetic/procedures.js";
import {analysis} from "../analysis.js";
import {marrow} from "../definitions/organs.js";
import {cardiacCancers} from "../designs/cardiacCancers.js";
import {imputationError, imputationFactor, imputationTable, imputedDoseTable} from "../steps/imputation.js";
import {missingByYear, missingSentence, missingShares} from "../steps/missingIndicators.js";
import {trendByMissing, trueByMissing} from "../steps/trendByMissing.js";

const firstYears = [1975, 1980, 1985, 1988, 1991, 1994, 1997, 2000, 2003, 2006, 2009, 2012, 2015, 2018];
const imputation = {imputations: 20, seed: 2026};
const folds = 5;
const designs = [cardiacCancers.lymphoHaematopoietic, cardiacCancers.leukaemia];

/** Where dose indicators are missing, how well they are imputed, and what that does to a result. */
export default analysis({
  title: "Missing dose indicators",
  question: "When and where was the kerma-area product not recorded, and what does imputing it do?",
  model: "log PKA = α + β log(time / 10 min) + γ log(weight / 10 kg) + equipment + class + centre + ε",
  reads: ["persons", "procedures", "events"],
  parameters: {firstYears, imputation, folds, designs},
  seed: imputation.seed,
  items: {
    summary: missingSentence(),
    "by-year": missingByYear(firstYears),
    "by-equipment": missingShares("equipment", conversion.missing),
    "by-country": missingShares("country"),
    "by-centre": missingShares("centre"),
    imputation: imputationTable(),
    factor: imputationFactor(folds),
    "imputation-error": imputationError(folds),
    "imputed-doses": imputedDoseTable(marrow, imputation),
    trends: trendByMissing(designs, imputation),
    truth: trueByMissing(designs[0], imputation)
  }
});
