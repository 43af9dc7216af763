import {analysis} from "../analysis.js";
import {findingKinds, findingTable, tableSizes} from "../steps/extractFindings.js";
import {ofTruth} from "../steps/ofTruth.js";
import {tableNames} from "../study.js";

/** What the check of the extract found. */
export default analysis({
  title: "Quality of the data",
  question: "Do the tables of the extract hold what their dictionary says?",
  reads: tableNames,
  parameters: {},
  items: {
    errors: findingKinds("error", "Kinds of error"),
    "warning-kinds": findingKinds("warning", "Kinds of warning"),
    findings: findingTable(),
    tables: tableSizes(),
    truth: ofTruth(
      "This report counts faults that the checks found. The faults put into the synthetic data are known by kind, and tests of the checks find each."
    )
  }
});
