import {analysis} from "../analysis.js";
import {brain, breast, heart, lung, thyroid} from "../definitions/organs.js";
import {beams} from "../definitions/outOfField.js";
import {ofTruth} from "../steps/ofTruth.js";
import {outOfFieldByOrgan, outOfFieldCurves, outOfFieldMean} from "../steps/outOfField.js";

const named = <Name extends string>(name: Name, organ: typeof brain) => ({...organ, name});
const neck = named("thyroid", thyroid);
const organs = [
  named("brain", brain),
  neck,
  named("lung", lung),
  named("breast", breast),
  named("heart", heart)
];

/** What organs outside of the field of a radiotherapy course receive. */
export default analysis({
  title: "Dose outside the field",
  question: "How much dose do photons and protons bring to organs that lie outside of the field?",
  model: "D(x) = P · (l + s₁ · (s₂ / s₁)^((x − x₁) / (x₂ − x₁)))",
  reads: ["persons", "treatments"],
  parameters: {beams, organs: organs.map(({name}) => name)},
  items: {
    photon: outOfFieldMean("photon", "photon", "CNS", neck),
    scanned: outOfFieldMean("scanned", "proton", "CNS", neck),
    scattered: outOfFieldMean("scattered", "proton", "CNS", neck),
    curves: outOfFieldCurves(),
    photons: outOfFieldByOrgan("photon", "photon", organs),
    "scanned-protons": outOfFieldByOrgan("scanned", "proton", organs),
    "scattered-protons": outOfFieldByOrgan("scattered", "proton", organs),
    truth: ofTruth(
      "The synthetic extract’s own doses outside the field were made as fixed parts of the prescribed dose by target and organ, and an eighth of that for protons; they follow no model of scatter, and lie above this one by factors."
    )
  }
});
