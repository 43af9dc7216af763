import type {Outcome} from "../answer.js";
import type {Rows} from "../rows/rows.js";
import type {FitSpec} from "../spec/fitSpec.js";

/** A model of `harmonic fit`: from a checked spec and the rows in use to what it found. */
export type Model = (spec: FitSpec, rows: Rows) => Outcome;
