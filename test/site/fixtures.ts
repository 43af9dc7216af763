import {resultKey} from "../../publish/resultKey.js";
import type {Cell, Column, Figure, Item, Provenance, Report, Table} from "../../src/stats/result/report.js";

/** Reports with made-up but likely values, as the disclosure step leaves them: every kind of item, every form of figure. */

const count: Column = {name: "cases", label: "Cases", type: "count"};
const err: Column[] = [
  {name: "estimate", label: "ERR", type: "number", unit: "per 100 mGy", digits: 3, from: ["cases"]},
  {name: "lower", label: "lower", type: "number", digits: 3, from: ["cases"]},
  {name: "upper", label: "upper", type: "number", digits: 3, from: ["cases"]}
];
const withheld = {withheld: "<10"};
const hidden = {withheld: "·"};

export const flow: Figure = {
  kind: "figure",
  form: "flow-chart",
  caption: "Who was included.",
  alt: "Flow chart: from the children of the cardiac cohort through 5 exclusions to those analysed.",
  data: {
    steps: {
      columns: [
        {name: "step", label: "Step", type: "text"},
        {name: "excluded", label: "Left out", type: "count"},
        {name: "remaining", label: "Remaining", type: "count"}
      ],
      rows: [
        ["Children of the cardiac cohort", null, 100_000],
        ["No procedure on record", 1240, 98_760],
        ["Aged 22 or more at first procedure", withheld, 98_755],
        ["Predisposing syndrome", 6120, 92_635],
        ["Leukaemia before follow-up", 25, 92_610],
        ["Followed for less than 2 years", 8450, 84_160],
        ["Analysed", null, 84_160]
      ]
    }
  }
};

const bandRows: Cell[][] = [
  ["under 1", 0.31, 612_340, 145, 1, null, null],
  ["1 to 2.5", 1.62, 201_220, 55, 1.08, 0.78, 1.47],
  ["2.5 to 5", 3.51, 118_460, 35, 1.21, 0.82, 1.74],
  ["5 to 10", 7.02, 64_210, 25, 1.44, 0.91, 2.19],
  ["10 to 20", 13.8, 30_180, 15, 1.62, 0.88, 2.81],
  ["20 or more", 31.2, 11_020, withheld, hidden, hidden, hidden]
];
const bandColumns: Column[] = [
  {name: "band", label: "Dose", type: "text", unit: "mGy"},
  {name: "meanDose", label: "Mean dose", type: "number", unit: "mGy", digits: 3},
  {name: "personYears", label: "Person-years", type: "personTime"},
  count,
  {name: "rr", label: "Relative risk", type: "number", digits: 3, from: ["cases"]},
  {name: "lower", label: "lower", type: "number", digits: 3, from: ["cases"]},
  {name: "upper", label: "upper", type: "number", digits: 3, from: ["cases"]}
];

export const doseBands: Table = {
  kind: "table",
  caption: "leukaemia by cumulative dose to the red bone marrow, lagged by 2 years.",
  columns: bandColumns,
  rows: bandRows,
  notes: ["Relative risk against the lowest band, with 95 % profile-likelihood intervals."]
};

export const doseResponse: Figure = {
  kind: "figure",
  form: "dose-response",
  caption: "Relative risk of leukaemia by cumulative dose to the red bone marrow.",
  alt: "Relative risk in 6 dose bands with intervals, and the fitted straight line from 0 to 36 mGy.",
  data: {
    points: {columns: bandColumns, rows: bandRows},
    fit: {
      columns: [
        {name: "dose", label: "Dose", type: "number", unit: "mGy"},
        {name: "rr", label: "Relative risk", type: "number", digits: 4},
        {name: "lower", label: "lower", type: "number", digits: 4},
        {name: "upper", label: "upper", type: "number", digits: 4}
      ],
      rows: Array.from({length: 25}, (_, k) => {
        const dose = (36 * k) / 24;
        return [dose, 1 + 0.042 * dose, 1 + 0.011 * dose, 1 + 0.083 * dose];
      })
    },
    histogram: {
      columns: [
        {name: "from", label: "From", type: "number", unit: "mGy"},
        {name: "to", label: "To", type: "number", unit: "mGy"},
        {name: "personYears", label: "Person-years", type: "personTime"}
      ],
      rows: [
        [0, 1, 612_340],
        [1, 2.5, 201_220],
        [2.5, 5, 118_460],
        [5, 10, 64_210],
        [10, 20, 30_180],
        [20, 36, 11_020]
      ]
    }
  },
  options: {x: "Cumulative dose to the red bone marrow (mGy), lagged by 2 years", y: "Relative risk"}
};

export const doseByEra: Figure = {
  kind: "figure",
  form: "dose-by-era",
  caption: "Dose from one procedure by period: median, middle half and middle four fifths.",
  alt: "Median dose to the red bone marrow, lung, heart from one procedure by period.",
  data: {
    eras: {
      columns: [
        {name: "series", label: "Organ", type: "text"},
        {name: "era", label: "Period", type: "text"},
        {name: "procedures", label: "Procedures", type: "count"},
        ...["10th", "25th", "Median", "75th", "90th"].map(
          (label, k): Column => ({
            name: ["p10", "p25", "median", "p75", "p90"][k],
            label,
            type: "number",
            unit: "mGy",
            digits: 3,
            from: ["procedures"]
          })
        )
      ],
      rows: ["red bone marrow", "lung", "heart"].flatMap((organ, o) =>
        [1975, 1980, 1985, 1990, 1995, 2000, 2005, 2010, 2015].map((year, k): Cell[] => {
          const median = [3, 12, 14][o] * 0.8 ** k;
          const era = year === 2015 ? "2015 on" : `${year}–${year + 4}`;
          if (k === 0) return [organ, era, withheld, hidden, hidden, hidden, hidden, hidden];
          return [organ, era, 1200 * k, 0.2 * median, 0.5 * median, median, 2.1 * median, 4.6 * median];
        })
      ),
      partition: "series"
    }
  },
  options: {y: "Dose from one procedure (mGy)", x: "Year of procedure"}
};

export const profile: Figure = {
  kind: "figure",
  form: "profile-likelihood",
  caption: "How fast the likelihood falls away from the best estimate; the line cuts out the 95 % interval.",
  alt: "Twice the fall of the log-likelihood against the excess relative risk.",
  data: {
    profile: {
      columns: [
        {name: "err", label: "Excess relative risk", type: "number", unit: "per 100 mGy", digits: 4},
        {name: "deviance", label: "Fall of the deviance", type: "number", digits: 4}
      ],
      rows: Array.from({length: 41}, (_, k): Cell[] => {
        const x = 0.3 + (9 * k) / 40;
        return [x, ((x - 4.2) / (x < 4.2 ? 1.6 : 2.1)) ** 2];
      })
    }
  },
  options: {
    x: "Excess relative risk per 100 mGy",
    y: "2 × fall of the log-likelihood",
    cut: 3.841,
    estimate: 4.2
  }
};

export const sensitivity: Figure = {
  kind: "figure",
  form: "forest",
  caption: "What the result rests on: the trend under other choices.",
  alt: "The excess relative risk with its interval in the main analysis and under 12 variations.",
  data: {
    estimates: {
      columns: [
        {name: "group", label: "What varies", type: "text"},
        {name: "label", label: "Analysis", type: "text"},
        count,
        ...err
      ],
      rows: [
        ["", "Main analysis", 280, 4.21, 1.12, 8.31],
        ["Lag", "0 years", 285, 3.92, 0.98, 7.9],
        ["Lag", "5 years", 255, 4.55, 1.21, 9.1],
        ["Lag", "10 years", 190, 5.02, 0.64, 11.9],
        ["Start of follow-up", "1 year after", 310, 4.4, 1.4, 8.4],
        ["Start of follow-up", "5 years after", 215, 3.7, 0.41, 8.6],
        ["Transplant", "censored", 265, 4.1, 0.95, 8.5],
        ["Transplant", "not accounted for", 280, 6.9, 3.4, 11.6],
        ["Predisposing syndromes", "included", 350, 4.9, 1.9, 8.9],
        ["Dose", "below 50 mGy only", 275, 4.6, null, 14.2],
        ["Dose", "measured indicators only", 120, 3.1, -1.2, 22.5],
        ["Without one country", "without BE", 260, 4.3, 1.1, 8.6],
        ["Without one country", "without NO", withheld, hidden, hidden, hidden]
      ]
    }
  },
  options: {x: "Excess relative risk per 100 mGy", null: 0, scale: "linear"}
};

export const incidence: Figure = {
  kind: "figure",
  form: "cumulative-incidence",
  caption: "Cumulative incidence of a cardiac event by mean heart dose, death competing.",
  alt: "Three stepped curves that rise over 30 years, the highest for 15 Gy or more.",
  data: {
    curves: {
      columns: [
        {name: "group", label: "Mean heart dose", type: "text"},
        {name: "time", label: "Time", type: "number", unit: "years"},
        {name: "incidence", label: "Cumulative incidence", type: "probability"},
        {name: "lower", label: "lower", type: "probability"},
        {name: "upper", label: "upper", type: "probability"}
      ],
      rows: ["under 5 Gy", "5 to 15 Gy", "15 Gy or more"].flatMap((group, g) =>
        Array.from({length: 25}, (_, k): Cell[] => {
          const time = (k * 24) / 24;
          const risk = 1 - Math.exp(-[0.0011, 0.0018, 0.0042][g] * time ** 1.18);
          return [group, time, risk, 0.72 * risk, 1.33 * risk].map((v, j) =>
            typeof v === "number" && j > 1 ? Number(v.toFixed(3)) : v
          );
        })
      )
    },
    atRisk: {
      columns: [
        {name: "group", label: "Mean heart dose", type: "text"},
        {name: "time", label: "Time", type: "number", unit: "years"},
        {name: "nRisk", label: "At risk", type: "count"}
      ],
      rows: ["under 5 Gy", "5 to 15 Gy", "15 Gy or more"].flatMap((group, g) =>
        [0, 4, 8, 12, 16, 20, 24].map((time): Cell[] => {
          const n = 5 * Math.round(([1450, 720, 380][g] * (1 - time / 25)) / 5);
          return [group, time, n < 10 ? withheld : n];
        })
      )
    }
  },
  options: {x: "Years since the end of the first course", y: "Cumulative incidence (%)"}
};

export const bars: Figure = {
  kind: "figure",
  form: "bars",
  caption: "Children by country.",
  alt: "Bars: France has most children, Norway least.",
  data: {
    countries: {
      columns: [
        {name: "country", label: "Country", type: "text"},
        {name: "persons", label: "Children", type: "count"}
      ],
      rows: [
        ["France", 38_210],
        ["United Kingdom", 21_475],
        ["Germany", 14_300],
        ["Belgium", 6120],
        ["Spain", 4955],
        ["Italy", 3105],
        ["Norway", withheld]
      ]
    }
  }
};

export const characteristics: Table = {
  kind: "table",
  caption: "Children followed for leukaemia, their person-years and cases.",
  columns: [
    {name: "characteristic", label: "Characteristic", type: "text"},
    {name: "group", label: "Group", type: "text"},
    {name: "persons", label: "Children", type: "count"},
    {name: "share", label: "Share", type: "number", unit: "%", digits: 3, from: ["persons"]},
    {name: "personYears", label: "Person-years", type: "personTime"},
    count
  ],
  rows: [
    ["Sex", "girls", 38_120, 45.3, 470_220, 130],
    ["Sex", "boys", 46_040, 54.7, 567_210, 150],
    ["Age at first procedure", "under 1 year", 41_205, 49, 498_120, 150],
    ["Age at first procedure", "1–4 years", 19_865, 23.6, 260_440, 75],
    ["Age at first procedure", "5–9 years", 11_060, 13.1, 148_900, 30],
    ["Age at first procedure", "10–14 years", 9_030, 10.7, 105_220, 15],
    ["Age at first procedure", "15 years or more", 3_000, 3.56, 24_750, withheld],
    ["Organ transplant", "no", 83_110, 98.8, 1_029_900, 270],
    ["Organ transplant", "yes", 1050, 1.25, 7_530, 10]
  ],
  partition: "characteristic"
};

const inputs: Omit<Provenance, "key" | "policy"> = {
  extract: {
    name: "harmonic-synthetic",
    version: "2026.1",
    synthetic: true,
    tables: [
      {
        name: "persons",
        sha256: "ca4aba86463792b9bb9eb4eeb0b2c19eb7973336082059ef521345a6f9104337",
        rows: 102_700
      },
      {name: "events", sha256: "c3b9cbbf953fbec78586e1da0578105871fd308d377563e2183c1ad50f9b0fc0", rows: 5122}
    ],
    truth: null
  },
  code: "0f4bd2a1c7e89a55b0c4d1e2f3a4958677c8d9eaf0b1c2d3e4f5061728394a5b",
  lockfile: "9a8b7c6d5e4f30211203f4e5d6c7b8a99a8b7c6d5e4f30211203f4e5d6c7b8a9",
  parameters: {lagYears: 2, strata: ["sex", "country", "age", "year", "transplant"], level: 0.95},
  seed: null
};

/** A report of the given items whose provenance holds together. */
export function fixtureReport(
  id: string,
  title: string,
  items: Record<string, Item>,
  changes: Partial<Report> = {}
): Report {
  return {
    id,
    title,
    question: "Does dose raise the risk?",
    items,
    warnings: [],
    provenance: {key: resultKey(inputs), ...inputs, policy: "pooled extract"},
    ...changes
  };
}

export const leukaemia = fixtureReport(
  "cardiac/leukaemia",
  "Leukaemia and red bone marrow dose",
  {
    flow,
    characteristics,
    "dose-bands": doseBands,
    "dose-response": doseResponse,
    "dose-by-era": doseByEra,
    profile,
    sensitivity,
    children: {kind: "estimate", label: "Children", type: "count", value: 84_160},
    "person-years": {kind: "estimate", label: "Person-years", type: "personTime", value: 1_037_430},
    cases: {kind: "estimate", label: "Cases", type: "count", value: 280},
    rare: {kind: "estimate", label: "Cases", type: "count", value: withheld},
    trend: {
      kind: "estimate",
      label: "Excess relative risk of leukaemia",
      value: 4.213,
      lower: 1.118,
      upper: 8.312,
      level: 0.95,
      status: {lower: "ok", upper: "ok"},
      unit: "per 100 mGy",
      digits: 3,
      p: 0.004,
      cases: 280
    },
    truth: {
      kind: "statement",
      text: "They were made with an excess relative risk of 4 per 100 mGy, which the interval covers."
    },
    untold: {kind: "statement", text: ""}
  },
  {
    model: "λ = λ₀(sex, country, age, year, transplant) · (1 + β d)",
    warnings: ["linear-exponential: the bound of δ is not determined by the data"]
  }
);

export const cardiacEvents = fixtureReport("radiotherapy/cardiac-events", "Cardiac events and heart dose", {
  incidence,
  countries: bars,
  err: {
    kind: "estimate",
    label: "Excess relative risk",
    value: 0.071,
    lower: null,
    upper: 0.184,
    level: 0.95,
    status: {lower: "not determined", upper: "ok"},
    unit: "per Gy",
    cases: 140
  }
});

/** Pages that show every item of the fixtures. */
export const fixturePages: Record<string, string> = {
  "index.md": `---
title: What the study asks and finds
---

# Radiation and children's hearts

<p class="lead">The excess relative risk of leukaemia after X-ray guided heart procedures is {{cardiac/leukaemia#trend}}.</p>

Read on: [leukaemia](./cardiac/leukaemia), [cardiac events](./radiotherapy/cardiac-events).
`,
  "cardiac/leukaemia.md": `---
title: Leukaemia and red bone marrow dose
---

# Leukaemia and red bone marrow dose

<p class="lead">The excess relative risk of leukaemia after X-ray guided heart procedures is {{trend}}.</p>

We followed {{children}} children for {{person-years}} person-years, from two years after their first procedure. {{cases}} of them were diagnosed with leukaemia.

{{warnings}}

## Dose and risk

{{dose-response}}

{{dose-bands}}

The line is a linear excess relative risk; its band is the 95 % profile-likelihood interval. Dose is the cumulative dose to the red bone marrow of all procedures up to two years before.

## Who was followed

{{flow}}

{{characteristics}}

## The doses

{{dose-by-era}}

## How the answer was obtained

The rate of leukaemia in each cell of person-time is

{{model}}

The background λ₀ is free in every joint level of sex, country, attained age (by five years), calendar year (by five years) and transplant status, and is profiled out exactly; *d* is the mean dose of the cell.

{{profile}}

## What could make it wrong

**Transplant.** Children with a transplant have more procedures and, whatever their dose, more cancers. The background is free before and after transplant.

{{sensitivity}}

## How we know the method works

The data on this page are synthetic. {{truth}}

This paragraph is left out. {{untold}}

{{provenance}}
`,
  "radiotherapy/cardiac-events.md": `---
title: Cardiac events and heart dose
---

# Cardiac events and heart dose

<p class="lead">The excess relative risk of a cardiac event after radiotherapy in childhood is {{err}} of mean heart dose.</p>

{{warnings}}

## How often it happens

{{incidence}}

{{countries}}

{{provenance}}
`
};
