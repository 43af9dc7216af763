import {conversion} from "../../loaders/synthetic/procedures.js";
import {analysis} from "../analysis.js";
import {brain, breast, heart, lung, marrow, oesophagus, thyroid} from "../definitions/organs.js";
import {conversionByOrgan, conversionTable, dosePerPka, measuredAgainstImputed} from "../steps/conversion.js";
import {coefficientsByAge, coefficientTable} from "../steps/publishedConversion.js";

const organs = [marrow, lung, breast, heart, oesophagus, thyroid, brain];

/** What the extract implies of the conversion from kerma-area product to organ dose. */
export default analysis({
  title: "From dose indicator to organ dose",
  question: "How do the organ doses of the extract follow from kerma-area product, weight and class?",
  model: "log D = α + β log PKA + γ log(weight / 10 kg) + class + ε",
  reads: ["persons", "procedures"],
  parameters: {organs: organs.map(({name}) => name)},
  items: {
    factor: dosePerPka(marrow),
    organs: conversionByOrgan(organs),
    marrow: conversionTable(marrow, conversion),
    coefficients: coefficientTable(organs),
    "by-age": coefficientsByAge(marrow),
    imputed: measuredAgainstImputed(marrow)
  }
});
