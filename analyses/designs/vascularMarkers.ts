import type {MarkerDose} from "./markerDose.js";

const heart = {doseColumn: "dose_heart_gy", doseLabel: "heart"};

/** The six markers of the radiotherapy cohort, each with the organ that it is thought to answer to. */
export const vascularMarkers: MarkerDose = {
  markers: [
    {name: "NT-proBNP", ...heart},
    {name: "troponin T", ...heart},
    {name: "IL-6", ...heart},
    {name: "VCAM-1", ...heart},
    {name: "8-OHdG", doseColumn: "dose_marrow_gy", doseLabel: "marrow"},
    {
      name: "carotid intima-media thickness",
      doseColumn: "dose_thyroid_gy",
      doseLabel: "neck"
    }
  ],
  censoredFrom: 0.05,
  level: 0.95
};
