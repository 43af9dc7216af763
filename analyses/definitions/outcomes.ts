/** A disease that an analysis counts: the first event of any of `groups` of the events table. */
export interface Outcome {
  name: string;
  label: string;
  groups: readonly string[];
}

export const leukaemia: Outcome = {name: "leukaemia", label: "leukaemia", groups: ["leukaemia"]};

export const lymphoma: Outcome = {name: "lymphoma", label: "lymphoma", groups: ["lymphoma"]};

export const lymphoHaematopoietic: Outcome = {
  name: "lympho-haematopoietic",
  label: "lympho-haematopoietic cancer",
  groups: ["leukaemia", "lymphoma"]
};

export const brainTumour: Outcome = {name: "brain", label: "brain tumours", groups: ["brain"]};

export const thyroidCancer: Outcome = {name: "thyroid", label: "thyroid cancer", groups: ["thyroid"]};

export const breastCancer: Outcome = {name: "breast", label: "breast cancer", groups: ["breast"]};

export const lungCancer: Outcome = {name: "lung", label: "lung cancer", groups: ["lung"]};

export const solidCancer: Outcome = {
  name: "solid",
  label: "solid cancer",
  groups: ["brain", "thyroid", "breast", "lung", "other solid"]
};

export const allCancers: Outcome = {
  name: "all-cancers",
  label: "any cancer",
  groups: ["leukaemia", "lymphoma", "brain", "thyroid", "breast", "lung", "other solid"]
};

export const cardiacEvent: Outcome = {name: "cardiac", label: "cardiac event", groups: ["cardiac"]};

export const stroke: Outcome = {name: "stroke", label: "stroke", groups: ["stroke"]};

export const endocrineDeficit: Outcome = {
  name: "endocrine",
  label: "endocrine deficit",
  groups: ["endocrine"]
};
