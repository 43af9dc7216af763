/**
 * The parameters that make the synthetic extract. They are written into its truth file as they stand
 * here, so that every report can be held against them. Values without a source are assumed.
 */
export const model = {
  version: "2026.1",
  cardiac: {
    /** Excess relative risk per mGy of the organ's cumulative dose, `lagYears` after each procedure. */
    err: {
      leukaemia: {
        organ: "marrow",
        perMgy: 0.018,
        lagYears: 2,
        source: "Harbron 2018, with transplant in the background"
      },
      lymphoma: {
        organ: "marrow",
        perMgy: 0.018,
        lagYears: 2,
        source: "Harbron 2018, with transplant in the background"
      },
      brain: {organ: "brain", perMgy: 0.0127, lagYears: 5, source: "EPI-CT 2023: 1.27 per 100 mGy"},
      thyroid: {organ: "thyroid", perMgy: 0.006, lagYears: 5, source: "assumed"},
      breast: {organ: "breast", perMgy: 0.0015, lagYears: 5, source: "assumed"},
      lung: {organ: "lung", perMgy: 0.001, lagYears: 5, source: "assumed"},
      "other solid": {organ: "oesophagus", perMgy: 0.0012, lagYears: 5, source: "assumed"}
    },
    /** Hazard ratio from the day of transplant on. Assumed, high for lymphoma: in Harbron 2018 all lymphomas came after one. */
    transplant: {
      leukaemia: 3,
      lymphoma: 25,
      brain: 2,
      thyroid: 2.5,
      breast: 2,
      lung: 2.5,
      "other solid": 2.5
    },
    /** Chance that a child of each class of heart disease comes to a transplant, before what follows. */
    transplantChance: {
      "septal defect or duct": 0.004,
      "valve or arch obstruction": 0.008,
      arrhythmia: 0.005,
      conotruncal: 0.03,
      univentricular: 0.19,
      cardiomyopathy: 0.35
    },
    /** Factor of that chance by number of procedures: 1, 2, 3, 4 or more. */
    transplantByProcedures: [1, 2, 3, 4.5]
  },
  /** Hazard ratios of predisposing syndromes, in both cohorts. */
  predisposition: {
    "trisomy 21": {leukaemia: 15},
    NF1: {brain: 10}
  } as Record<string, Record<string, number>>,
  /** True dose = recorded dose × unshared factor × factor shared by centre and era; all lognormal with mean 1 (Berkson). */
  doseError: {unsharedSdMeasured: 0.15, unsharedSdImputed: 0.5, sharedSd: 0.1},
  radiotherapy: {
    /** Hazard = baseline by attained age × (1 + ERR per Gy × organ dose) × exp(anthracycline term). */
    cardiac: {
      organ: "heart",
      perGy: 0.074,
      lagYears: 0,
      logHazardPer100MgM2Anthracycline: 0.3,
      baselineAgeFrom: [0, 10, 20, 30, 40, 50],
      baselinePerYear: [0.001, 0.0011, 0.0013, 0.0019, 0.0038, 0.0075],
      source:
        "Darby 2013 for the slope; the baseline is assumed, above that of the population, so that a study of this size sees about a hundred events: some 7 % by 30 years, where Bates 2019 has 4.8 %"
    },
    stroke: {
      organ: "circle_of_willis",
      perGy: 0.2,
      lagYears: 0,
      baselineAgeFrom: [0, 20, 30, 40, 50],
      baselinePerYear: [0.0001, 0.0002, 0.0003, 0.0006, 0.0015],
      source: "assumed: relative risk near 10 at 45 Gy (El-Fayech 2017: 15.7 at 40 Gy or more)"
    },
    endocrine: {
      organ: "hypothalamus",
      td50At5YearsGy: 16.1,
      baselinePerYear: 0.0005,
      laterShare: 0.1,
      source:
        "Merchant 2011: hazard ln 2 / 5 × dose / TD50 a year for 5 years after treatment, then `laterShare` of it (assumed)"
    },
    secondCancer: {
      leukaemia: {organ: "marrow", perGy: 0.5, lagYears: 2, source: "assumed"},
      lymphoma: {organ: "marrow", perGy: 0.05, lagYears: 2, source: "assumed"},
      brain: {organ: "brain", perGy: 0.33, lagYears: 5, source: "CCSS, glioma"},
      thyroid: {
        organ: "thyroid",
        perGy: 1.38,
        quadraticLogPerGy2: -0.002,
        lagYears: 5,
        source: "CCSS; downturn exp(−0.002 D²) assumed"
      },
      breast: {organ: "breast", perGy: 0.27, lagYears: 5, source: "CCSS"},
      lung: {organ: "lung", perGy: 0.15, lagYears: 5, source: "assumed"},
      "other solid": {
        organ: "marrow",
        perGy: 0.2,
        lagYears: 5,
        source: "assumed; the marrow dose stands for the body's"
      }
    }
  },
  /** log value = log median + slope × organ dose (Gy) + child + measurement; standard deviations on the log scale. */
  biomarkers: {
    "troponin T": {
      matrix: "blood",
      unit: "ng/L",
      organ: "heart",
      median: 5,
      perGy: 0.02,
      childSd: 0.5,
      residualSd: 0.35,
      limit: 3
    },
    "NT-proBNP": {
      matrix: "blood",
      unit: "ng/L",
      organ: "heart",
      median: 60,
      perGy: 0.025,
      childSd: 0.6,
      residualSd: 0.4,
      limit: 10
    },
    "8-OHdG": {
      matrix: "saliva",
      unit: "µg/L",
      organ: "marrow",
      median: 3,
      perGy: 0.01,
      childSd: 0.35,
      residualSd: 0.4,
      limit: 0.6
    },
    "IL-6": {
      matrix: "blood",
      unit: "ng/L",
      organ: "heart",
      median: 2,
      perGy: 0.012,
      childSd: 0.5,
      residualSd: 0.5,
      limit: 1.5
    },
    "carotid intima-media thickness": {
      matrix: "imaging",
      unit: "mm",
      organ: "thyroid",
      median: 0.45,
      perGy: 0.003,
      childSd: 0.1,
      residualSd: 0.06,
      limit: 0
    },
    "VCAM-1": {
      matrix: "blood",
      unit: "µg/L",
      organ: "heart",
      median: 550,
      perGy: 0.006,
      childSd: 0.25,
      residualSd: 0.2,
      limit: 0
    }
  },
  /** Rows put in for the checks to find: chance a procedure row, or number at full size. */
  dirt: {
    duplicated: 0.003,
    contradictory: 0.001,
    implausibleWeight: 0.0005,
    doseOutOfRange: 0.00006,
    eventAfterExit: 0.00015
  }
};

export const cancers = [
  "leukaemia",
  "lymphoma",
  "brain",
  "thyroid",
  "breast",
  "lung",
  "other solid"
] as const;
export type Cancer = (typeof cancers)[number];
export const organs = ["marrow", "lung", "breast", "heart", "oesophagus", "thyroid", "brain"] as const;
export const chdClasses = [
  "septal defect or duct",
  "valve or arch obstruction",
  "arrhythmia",
  "conotruncal",
  "univentricular",
  "cardiomyopathy"
] as const;
export const syndromes = ["none", "trisomy 21", "NF1", "22q11 deletion", "other"] as const;
