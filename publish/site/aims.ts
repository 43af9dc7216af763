/** The six aims of the study by the folder of their analyses and pages, in the order in which they are shown. */
export const aims: Readonly<Record<string, string>> = {
  cardiac: "Heart procedures",
  radiotherapy: "Radiotherapy",
  "follow-up": "Follow-up",
  dosimetry: "Dosimetry",
  mechanisms: "Mechanisms",
  optimisation: "Optimisation"
};
