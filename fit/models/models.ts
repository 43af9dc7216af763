import {aalenJohansenModel} from "./aalenJohansen.js";
import {conditionalLogisticModel} from "./conditionalLogistic.js";
import {coxModel} from "./cox.js";
import {fineGrayModel} from "./fineGray.js";
import {kaplanMeierModel} from "./kaplanMeier.js";
import {linearModel} from "./linear.js";
import {logisticModel} from "./logistic.js";
import {logRankModel} from "./logRank.js";
import {metaModel} from "./meta.js";
import type {Model} from "./model.js";
import {poissonModel} from "./poisson.js";
import {sirModel} from "./sir.js";

/** Every model by the name that a spec gives it. */
export const models: Readonly<Record<string, Model>> = {
  poisson: poissonModel,
  cox: coxModel,
  "conditional-logistic": conditionalLogisticModel,
  "fine-gray": fineGrayModel,
  logistic: logisticModel,
  linear: linearModel,
  "kaplan-meier": kaplanMeierModel,
  "aalen-johansen": aalenJohansenModel,
  "log-rank": logRankModel,
  sir: sirModel,
  meta: metaModel
};
