import {conversion} from "../../loaders/synthetic/procedures.js";
import {analysis} from "../analysis.js";
import {brain, breast, heart, lung, marrow, oesophagus, thyroid} from "../definitions/organs.js";
import {doseByCentre} from "../steps/doseByCentre.js";
import {correlationTruth, doseCorrelations} from "../steps/doseCorrelations.js";
import {allOrganDoses, indicators} from "../steps/indicators.js";
import {doseByEra, doseSentence} from "../steps/procedureDoses.js";

const organs = [marrow, lung, breast, heart, oesophagus, thyroid, brain];
const firstYears = [1975, 1980, 1985, 1990, 1995, 2000, 2005, 2010, 2015];

/** Dose indicators and organ doses of the cardiac procedures. */
export default analysis({
  title: "Doses of the heart procedures",
  question: "How much dose did one procedure give, to which organs, when and where?",
  reads: ["persons", "procedures"],
  parameters: {organs: organs.map(({name}) => name), firstYears},
  items: {
    summary: doseSentence(organs, lung, firstYears),
    "by-era": doseByEra([marrow, lung, breast, oesophagus, thyroid, brain], firstYears),
    organs: allOrganDoses(organs),
    indicators: indicators(),
    "by-centre": doseByCentre(marrow),
    correlations: doseCorrelations(organs),
    truth: correlationTruth(marrow, organs.slice(1), conversion.organSd)
  }
});
