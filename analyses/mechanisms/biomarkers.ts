import {analysis} from "../analysis.js";
import {vascularMarkers as design} from "../designs/vascularMarkers.js";
import {
  markerChange,
  markerCount,
  markerForest,
  markerModels,
  markerSummary,
  markerTable,
  trueMarkers
} from "../steps/markerDose.js";
import {trajectory, trajectoryTable} from "../steps/markerTrajectory.js";

const curves = {doses: [0, 10, 30], years: 10};

/** Biomarkers of vascular injury, oxidative stress and inflammation by organ dose. */
export default analysis({
  title: "Biomarkers and organ dose",
  question:
    "Do markers of injury to heart and vessels, of oxidative stress and of inflammation rise with dose?",
  model: "log y = α + β D + γ z + b + ε",
  reads: ["persons", "treatments", "biomarkers"],
  parameters: {design, curves},
  items: {
    children: markerCount(design, "children"),
    measurements: markerCount(design, "measurements"),
    "nt-probnp": markerChange(design, "NT-proBNP"),
    troponin: markerChange(design, "troponin T"),
    truth: trueMarkers(design),
    markers: markerForest(design),
    table: markerTable(design),
    summary: markerSummary(design),
    models: markerModels(design),
    trajectory: trajectory(design, "NT-proBNP", curves),
    trajectories: trajectoryTable(design)
  }
});
