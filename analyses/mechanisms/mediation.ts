import {analysis} from "../analysis.js";
import {cardiacEvent} from "../definitions/outcomes.js";
import type {EventMediation} from "../designs/eventMediation.js";
import type {MarkerMediation} from "../designs/mediation.js";
import {
  detectable,
  eventMediationTable,
  eventsAfterMarker,
  mediatedEffect,
  mediationSensitivity,
  mediationTable,
  trueMediation,
  vanishing
} from "../steps/mediation.js";

const design: MarkerMediation = {
  outcome: {
    name: "carotid intima-media thickness",
    doseColumn: "dose_thyroid_gy",
    doseLabel: "neck"
  },
  mediators: ["NT-proBNP", "troponin T", "IL-6", "VCAM-1"],
  adjustColumn: "dose_heart_gy",
  toGy: 10,
  seed: 20260102,
  replicates: 250,
  level: 0.95
};
const heart = {doseColumn: "dose_heart_gy", doseLabel: "heart"};
const events: EventMediation = {
  outcome: cardiacEvent,
  mediators: [
    {name: "NT-proBNP", ...heart},
    {name: "troponin T", ...heart}
  ],
  toGy: 10,
  leastEvents: 10,
  level: 0.95
};
const correlations = [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3];
const power = {power: 0.8, level: 0.95};

/** From dose through markers to disease of the vessels. */
export default analysis({
  title: "Mediation: from dose through markers to vessels",
  question: "Does dose harm the vessels by way of the markers that rise with it?",
  model: "log y = α + β D + γ m + δ z + ε",
  reads: ["persons", "treatments", "biomarkers", "events"],
  parameters: {design, events, correlations, power},
  seed: design.seed,
  items: {
    children: eventsAfterMarker(events, "children"),
    events: eventsAfterMarker(events, "events"),
    total: mediatedEffect(design, "VCAM-1", "total"),
    indirect: mediatedEffect(design, "VCAM-1", "indirect"),
    truth: trueMediation(design),
    effects: mediationTable(design),
    sensitivity: mediationSensitivity(design, correlations),
    vanishing: vanishing(design),
    "cardiac-events": eventMediationTable(events),
    detectable: detectable([10, 25, 50, 100, 200], power)
  }
});
