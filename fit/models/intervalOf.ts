import type {FitSpec} from "../spec/fitSpec.js";

/**
 * Level and methods of the intervals of a regression: Wald, and profile besides where there is an excess. Which
 * methods a model has, its schema says.
 */
export function intervalOf<Method extends string = "wald" | "profile">({
  interval = {},
  excess
}: FitSpec): {
  level?: number;
  methods: Method[];
} {
  const methods = interval.methods ?? (excess ? ["wald", "profile"] : ["wald"]);
  return {level: interval.level, methods: methods as string[] as Method[]};
}
