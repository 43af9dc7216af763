import {expect, test} from "vitest";
import {estimates} from "../../../publish/release/estimates.js";
import type {Report} from "../../../src/stats/result/report.js";

const report = (items: Report["items"]): Report => ({
  id: "cardiac/x",
  title: "X",
  question: "?",
  items,
  warnings: [],
  provenance: null
});

test("estimates gives each published number a stable id, with its interval and its value of no effect (by hand)", () => {
  const found = estimates(
    report({
      trend: {
        kind: "estimate",
        label: "Excess relative risk of leukaemia",
        value: 0.5,
        lower: -1,
        upper: null,
        level: 0.95,
        unit: "per 100 mGy",
        p: 0.8
      },
      truth: {kind: "statement", text: "No number."},
      ratios: {
        kind: "table",
        caption: "Ratios.",
        columns: [
          {name: "outcome", label: "Outcome", type: "text"},
          {name: "observed", label: "Observed", type: "count"},
          {name: "sir", label: "SIR", type: "number", from: ["observed"]},
          {name: "lower", label: "lower", type: "number"},
          {name: "upper", label: "upper", type: "number"}
        ],
        rows: [
          ["any cancer", 530, 0.99, 0.91, 1.08],
          ["any cancer", {withheld: "<10"}, {withheld: "·"}, {withheld: "·"}, {withheld: "·"}],
          ["≥ 5 mGy", null, 2, null, null]
        ]
      },
      profile: {
        kind: "figure",
        form: "profile-likelihood",
        caption: "",
        alt: "",
        data: {
          profile: {
            columns: [
              {name: "err", label: "ERR", type: "number"},
              {name: "deviance", label: "Deviance", type: "number"}
            ],
            rows: [
              [-0.5, 1],
              [0.5, 2]
            ]
          }
        }
      }
    })
  );
  expect(found).toEqual([
    {
      id: "cardiac/x#trend",
      kind: "estimate",
      value: 0.5,
      lower: -1,
      upper: null,
      level: 0.95,
      p: 0.8,
      unit: "per 100 mGy",
      none: 0
    },
    {id: "cardiac/x#ratios/any-cancer/observed", kind: "table", value: 530},
    {id: "cardiac/x#ratios/any-cancer/sir", kind: "table", value: 0.99, lower: 0.91, upper: 1.08, none: 1},
    {id: "cardiac/x#ratios/any-cancer-2/observed", kind: "table", value: null, withheld: "<10"},
    {
      id: "cardiac/x#ratios/any-cancer-2/sir",
      kind: "table",
      value: null,
      withheld: "·",
      lower: null,
      upper: null,
      none: 1
    },
    {id: "cardiac/x#ratios/from-5-mgy/sir", kind: "table", value: 2, lower: null, upper: null, none: 1},
    {id: "cardiac/x#profile/profile/err-minus-0-5/err", kind: "figure", value: -0.5},
    {id: "cardiac/x#profile/profile/err-minus-0-5/deviance", kind: "figure", value: 1},
    {id: "cardiac/x#profile/profile/err-0-5/err", kind: "figure", value: 0.5},
    {id: "cardiac/x#profile/profile/err-0-5/deviance", kind: "figure", value: 2}
  ]);
});

test("estimates gives no id twice in a report (law)", () => {
  const rows = [["a"], ["a"], ["A"], ["a 2"], ["<a"], ["under a"]].map(([text]) => [text, 1, 2, 3]);
  const ids = estimates(
    report({
      t: {
        kind: "table",
        caption: "",
        columns: [
          {name: "g", label: "G", type: "text"},
          {name: "n", label: "N", type: "number"},
          {name: "n %", label: "%", type: "number"},
          {name: "N", label: "N", type: "number"}
        ],
        rows
      }
    })
  ).map(({id}) => id);
  expect(new Set(ids).size).toBe(18);
});
