/** An organ whose dose an analysis relates to the outcome, and where the extract keeps that dose. */
export interface Organ {
  name: string;
  label: string;
  /** Column of the procedures table, in mGy. */
  procedureColumn: string;
}

export const marrow: Organ = {
  name: "marrow",
  label: "red bone marrow",
  procedureColumn: "dose_marrow_mgy"
};

export const lung: Organ = {name: "lung", label: "lung", procedureColumn: "dose_lung_mgy"};

export const heart: Organ = {name: "heart", label: "heart", procedureColumn: "dose_heart_mgy"};

export const breast: Organ = {name: "breast", label: "breast", procedureColumn: "dose_breast_mgy"};

export const brain: Organ = {name: "brain", label: "brain", procedureColumn: "dose_brain_mgy"};

export const thyroid: Organ = {name: "thyroid", label: "thyroid", procedureColumn: "dose_thyroid_mgy"};

export const oesophagus: Organ = {
  name: "oesophagus",
  label: "oesophagus",
  procedureColumn: "dose_oesophagus_mgy"
};
