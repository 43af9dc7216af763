import type {Breaks} from "../../src/stats/persontime/breaks.js";
import type {BreaksSpec} from "./tabulateSpec.js";

/** Breaks as the library takes them; classes of one width are counted out, the last cut at the end. */
export function breaksOf(spec: BreaksSpec): Breaks {
  if (Array.isArray(spec)) return spec;
  const {from, until} = spec;
  if (Array.isArray(from)) return {from, until};
  const {width} = spec as {width: number};
  const classes = Math.ceil((until - from) / width - 1e-9);
  if (!(classes >= 1 && classes <= 1e6))
    throw new RangeError(
      `until must be > from, by 1 to 1,000,000 classes; got ${from} to ${until} by ${width}`
    );
  return {from: Array.from({length: classes}, (_, k) => from + k * width), until};
}
