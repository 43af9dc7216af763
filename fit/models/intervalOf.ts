import type {FitSpec} from "../spec/fitSpec.js";

/** Level and methods of the intervals of a regression: Wald, and profile besides where there is an excess. */
export function intervalOf({interval = {}, excess}: FitSpec): {
  level?: number;
  methods: ("wald" | "profile")[];
} {
  const methods = interval.methods ?? (excess ? ["wald", "profile"] : ["wald"]);
  return {level: interval.level, methods: methods as ("wald" | "profile")[]};
}
