import {join} from "node:path";
import {expect, test} from "vitest";
import {lagAttack} from "../../../../publish/disclosure/gate/lagAttack.js";
import {readPolicy} from "../../../../publish/policy.js";
import type {Cell, Report} from "../../../../src/stats/result/report.js";
import {projectRoot} from "../../../site/fixtureProject.js";
import {leukaemia} from "../../../site/fixtures.js";

const policy = readPolicy(join(projectRoot, "data", "policy"));

function report(rows: Cell[][]): Report {
  return {
    id: "cardiac/x",
    title: "",
    question: "",
    warnings: [],
    provenance: leukaemia.provenance,
    items: {
      cells: {
        kind: "table",
        caption: "cells",
        columns: [
          {name: "lag", label: "lag", type: "number"},
          {name: "age", label: "age", type: "text"},
          {name: "from", label: "from", type: "number"},
          {name: "cases", label: "cases", type: "count"}
        ],
        rows
      }
    }
  };
}

test("lagAttack finds that few cases moved between two lags (by hand)", () => {
  // 10 stands for 10 to 12: at most two of them can be fewer under the longer lag.
  const findings = lagAttack(
    report([
      [2, "all ages", 0, 50],
      [2, "all ages", 5, 10],
      [5, "all ages", 0, 50],
      [5, "all ages", 5, 10]
    ]),
    policy
  );
  expect(findings).toEqual([
    {
      part: "attack",
      where: "cardiac/x#cells, all ages",
      what: "tells that 0 to 2 cases are above 5 under a lag of 2 years and not above 5 under one of 5; the policy asks for a range of 4"
    }
  ]);
});

test("lagAttack passes lags whose counts leave a range, and tables without lags (by hand)", () => {
  const rows = [
    [2, "all ages", 0, 50],
    [2, "all ages", 5, 20],
    [5, "all ages", 0, 50],
    [5, "all ages", 5, 20]
  ];
  expect(lagAttack(report(rows), policy)).toEqual([]);
  expect(lagAttack(leukaemia, policy)).toEqual([]);
});
