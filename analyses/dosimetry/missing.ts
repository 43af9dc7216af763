import {conversion} from "../../loaders/synthetic/procedures.js";
import {analysis} from "../analysis.js";
import {missingByYear, missingShares} from "../steps/missingIndicators.js";

const firstYears = [1975, 1980, 1985, 1988, 1991, 1994, 1997, 2000, 2003, 2006, 2009, 2012, 2015, 2018];

/** Where dose indicators are missing. */
export default analysis({
  title: "Missing dose indicators",
  question: "When and where was the kerma-area product not recorded?",
  reads: ["persons", "procedures"],
  parameters: {firstYears},
  items: {
    "by-year": missingByYear(firstYears),
    "by-equipment": missingShares("equipment", conversion.missing),
    "by-country": missingShares("country"),
    "by-centre": missingShares("centre")
  }
});
