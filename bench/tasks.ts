import type {Task} from "./task.js";
import {coxClustered, coxLinearExcess, coxRightCensored, coxStartStop} from "./tasks/cox.js";
import {doseAveraging, doseMonteCarlo, doseStreamed} from "./tasks/doseRealisations.js";
import {fineGrayTask} from "./tasks/fineGray.js";
import {kaplanMeierTask} from "./tasks/kaplanMeier.js";
import {personTime, personYearsByAge} from "./tasks/personTime.js";
import {poissonExcess, poissonProfile} from "./tasks/poissonExcess.js";

/** All rows of the speed table, in its order. */
export const tasks: readonly Task[] = [
  personYearsByAge,
  personTime,
  kaplanMeierTask,
  coxRightCensored,
  coxStartStop,
  coxClustered,
  coxLinearExcess,
  fineGrayTask,
  poissonExcess,
  poissonProfile,
  doseMonteCarlo,
  doseAveraging,
  doseStreamed
];
