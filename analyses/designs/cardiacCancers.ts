import {brain, breast, lung, marrow, oesophagus, thyroid} from "../definitions/organs.js";
import {
  brainTumour,
  breastCancer,
  leukaemia,
  lungCancer,
  lymphoHaematopoietic,
  lymphoma,
  solidCancer,
  thyroidCancer
} from "../definitions/outcomes.js";
import {cardiacCancer} from "./cardiacCancer.js";
import type {DoseResponse} from "./doseResponse.js";

const blood = {lagYears: 2};
const solid = {lagYears: 5};

/**
 * The designs of the reports on single cancers, in one place so that their overview cannot differ from them.
 * Dose bands, in mGy, hold ten cases or more each.
 */
export const cardiacCancers = {
  leukaemia: cardiacCancer(leukaemia, marrow, {...blood, doseBands: [0, 3, 6, 10]}),
  lymphoma: cardiacCancer(lymphoma, marrow, {...blood, doseBands: [0, 3, 5, 10, 20]}),
  lymphoHaematopoietic: cardiacCancer(lymphoHaematopoietic, marrow, {
    ...blood,
    doseBands: [0, 2.5, 5, 10, 20]
  }),
  brain: cardiacCancer(brainTumour, brain, {...solid, doseBands: [0, 0.55, 1.1]}),
  thyroid: cardiacCancer(thyroidCancer, thyroid, {...solid, doseBands: [0, 1.3, 3.2]}),
  breast: {...cardiacCancer(breastCancer, breast, {...solid, doseBands: [0, 15, 30, 60]}), sex: "F"},
  lung: cardiacCancer(lungCancer, lung, {...solid, doseBands: [0, 25, 50, 100]}),
  // No one organ is that of all solid cancers: the oesophagus stands for the trunk.
  solid: {
    ...cardiacCancer(solidCancer, oesophagus, {...solid, doseBands: [0, 10, 20, 40, 80]}),
    plausible: {column: oesophagus.procedureColumn, below: 2000}
  }
} satisfies Record<string, DoseResponse>;
