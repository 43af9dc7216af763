import type {FitSpec} from "../spec/fitSpec.js";
import type {Model} from "./model.js";

/** Where the model of each name of a spec is: its modules are read when it is asked for. */
export const models: Readonly<Record<string, () => Promise<Model>>> = {
  poisson: async () => (await import("./poisson.js")).poissonModel,
  cox: async () => (await import("./cox.js")).coxModel,
  "conditional-logistic": async () => (await import("./conditionalLogistic.js")).conditionalLogisticModel,
  "fine-gray": async () => (await import("./fineGray.js")).fineGrayModel,
  logistic: async () => (await import("./logistic.js")).logisticModel,
  linear: async () => (await import("./linear.js")).linearModel,
  "kaplan-meier": async () => (await import("./kaplanMeier.js")).kaplanMeierModel,
  "aalen-johansen": async () => (await import("./aalenJohansen.js")).aalenJohansenModel,
  "log-rank": async () => (await import("./logRank.js")).logRankModel,
  sir: async () => (await import("./sir.js")).sirModel,
  meta: async () => (await import("./meta.js")).metaModel
};

/** Where the model of a spec is: that of its name, or that of realisations. */
export function modelOf(spec: FitSpec): () => Promise<Model> {
  return takesDoses(spec) ? realised : models[spec.model];
}

/** The model of doses in many realisations. */
export async function realised(): Promise<Model> {
  return (await import("../dose/realisedModel.js")).realisedModel;
}

/** Whether a spec's dose is many realisations, or one whose excess only the models of realisations have. */
function takesDoses({model, realisations, excess}: FitSpec): boolean {
  if (realisations || !excess) return realisations !== undefined;
  const bent = (excess.shape ?? "linear") !== "linear" || excess.interactions !== undefined;
  return model === "logistic" || (bent && (model === "cox" || model === "conditional-logistic"));
}
