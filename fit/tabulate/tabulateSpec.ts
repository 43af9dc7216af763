import schema from "../../data/schema/tabulate-spec.json" with {type: "json"};
import {parseJson} from "../spec/parseJson.js";
import {validator} from "../spec/validate.js";

/** Classes of a key: lower edges, with or without an end, or classes of one width. */
export type BreaksSpec =
  | number[]
  | {from: number[]; until: number}
  | {from: number; until: number; width: number};

/** What `harmonic tabulate` is to tabulate, as `data/schema/tabulate-spec.json` describes it. */
export interface TabulateSpec {
  persons: {data: string; id: string; birth: string; entry: string; exit: string; where?: string};
  exposures?: {data: string; id: string; day: string; dose: string; where?: string};
  events?: {data: string; id: string; day: string; where?: string; endFollowUp?: boolean};
  rates?: {
    data: string;
    rate: string;
    per?: number;
    age?: string;
    year?: string;
    by?: string[];
    where?: string;
  };
  by?: string[];
  status?: Record<string, string>;
  scales?: Partial<
    Record<"age" | "year" | "sinceEntry" | "sinceFirstExposure" | "sinceLastExposure", BreaksSpec>
  >;
  dose?: {
    breaks: BreaksSpec;
    lagYears?: number;
    window?: {sinceExposureYears?: [number, number]; ageAtExposureYears?: [number, number]};
  };
  count?: BreaksSpec;
}

const check = validator<TabulateSpec>("spec", schema);

/** A spec from its JSON text. @throws SyntaxError and RangeError with one line, as `readFitSpec`. */
export function readTabulateSpec(name: string, text: string): TabulateSpec {
  return check(parseJson(name, text));
}
