import {aalenJohansenModel} from "./aalenJohansen.js";
import {coxModel} from "./cox.js";
import {kaplanMeierModel} from "./kaplanMeier.js";
import {metaModel} from "./meta.js";
import type {Model} from "./model.js";
import {poissonModel} from "./poisson.js";
import {sirModel} from "./sir.js";

/** Every model by the name that a spec gives it. */
export const models: Readonly<Record<string, Model>> = {
  poisson: poissonModel,
  cox: coxModel,
  "kaplan-meier": kaplanMeierModel,
  "aalen-johansen": aalenJohansenModel,
  sir: sirModel,
  meta: metaModel
};
