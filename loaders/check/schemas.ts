import biomarkers from "../../data/schema/biomarkers.json" with {type: "json"};
import doseRealisations from "../../data/schema/dose_realisations.json" with {type: "json"};
import events from "../../data/schema/events.json" with {type: "json"};
import persons from "../../data/schema/persons.json" with {type: "json"};
import procedures from "../../data/schema/procedures.json" with {type: "json"};
import rates from "../../data/schema/rates.json" with {type: "json"};
import treatments from "../../data/schema/treatments.json" with {type: "json"};
import type {TableSchema} from "./tableSchema.js";

/** The data dictionary: the Table Schema of each table of the extract. */
export const schemas = {persons, procedures, treatments, events, biomarkers, rates} as unknown as Record<
  "persons" | "procedures" | "treatments" | "events" | "biomarkers" | "rates",
  TableSchema
>;

/** The Table Schema of the realisations of doses, which an extract may have, and which are read one at a time. */
export const realisationsSchema = doseRealisations as unknown as TableSchema;
