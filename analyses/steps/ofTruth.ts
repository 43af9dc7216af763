import type {Step} from "../analysis.js";

/** A sentence about the synthetic data that needs no number; empty for children's own data. */
export function ofTruth(text: string): Step {
  return ({truth}) => ({kind: "statement", text: truth ? text : ""});
}
