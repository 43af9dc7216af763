import {expect, test} from "vitest";
import {countAttack} from "../../../../publish/disclosure/gate/countAttack.js";
import type {Cell} from "../../../../src/stats/result/report.js";
import {cases, policy, reportOf, small, tableOf, total} from "./reports.js";

const wheres = (releases: Parameters<typeof countAttack>[0]) =>
  countAttack(releases, policy).findings.map(({where}) => where);

test("countAttack finds a count that a margin gives away (by hand)", () => {
  // 45 − 45, each ± 2, leaves 1 to 4.
  const leak = reportOf({
    bands: tableOf(
      [cases],
      [
        ["low", 45],
        ["high", small]
      ]
    ),
    cases: total(45)
  });
  expect(countAttack([[leak]], policy)).toMatchObject({
    findings: [
      {part: "attack", where: "cardiac/x#bands, high", what: expect.stringContaining("only 1 to 4")}
    ],
    counts: 3,
    withheld: 1,
    narrowest: 3
  });
  const safe = reportOf({
    bands: tableOf(
      [cases],
      [
        ["low", 40],
        ["high", small]
      ]
    ),
    cases: total(45)
  });
  expect(countAttack([[safe]], policy)).toMatchObject({findings: [], narrowest: 8});
});

test("countAttack finds a count that two linked tables give away together (by hand)", () => {
  // By country x is withheld beside y; by sex and country y stands by itself: 30 of 30.
  const countries = tableOf(
    [cases],
    [
      ["x", small],
      ["y", {withheld: "·"}]
    ]
  );
  const others = tableOf(
    [cases],
    [
      ["y", 30],
      ["z", 20]
    ]
  );
  expect(wheres([[reportOf({countries, cases: total(30)})]])).toEqual([]);
  expect(wheres([[reportOf({countries, others, cases: total(30)})]])).toEqual(["cardiac/x#countries, x"]);
});

test("countAttack finds a count though a row of another table, of other children, has the same texts (by hand)", () => {
  // 43 to 47 less at least 43 leaves low and high 4 together; the 20 of another table's "low" would not fit.
  const bands = tableOf(
    [cases],
    [
      ["low", {withheld: "·"}],
      ["mid", 45],
      ["high", small]
    ]
  );
  const others = tableOf(
    [cases],
    [
      ["low", 20],
      ["far", 30]
    ]
  );
  expect(wheres([[reportOf({bands, cases: total(45)})]])).toEqual(["cardiac/x#bands, high"]);
  expect(wheres([[reportOf({bands, others, cases: total(45)})]])).toEqual(["cardiac/x#bands, high"]);
});

test("countAttack finds a count that parts of one table give away together (by hand)", () => {
  const by = [{name: "of", label: "Of", type: "text" as const}, cases];
  const rows = (country: number) => [
    ["a", "Sex", 25],
    ["b", "Sex", 20],
    ["c", "Country", country],
    ["d", "Country", small]
  ];
  expect(wheres([[reportOf({table: tableOf(by, rows(45), "of")})]])).toEqual([]);
  const exact = rows(45).map((row) => (row[0] === "a" ? ["a", "Sex", 20] : row));
  expect(wheres([[reportOf({table: tableOf(by, exact, "of")})]])).toEqual(["cardiac/x#table, d, Country"]);
});

/** Two bands and their total: 45 (43 to 47) cases, of which one release withholds the one band, one the other. */
const bandsOf = (low: Cell, high: Cell, made: Parameters<typeof reportOf>[1] = {}, meanDose?: number) =>
  reportOf(
    {
      bands: tableOf(
        [
          cases,
          ...(meanDose === undefined ? [] : [{name: "meanDose", label: "Mean", type: "number" as const}])
        ],
        [
          ["low", low, ...(meanDose === undefined ? [] : [meanDose])],
          ["high", high, ...(meanDose === undefined ? [] : [meanDose])]
        ]
      ),
      cases: total(45)
    },
    made
  );
const other = {withheld: "·"};

test("countAttack finds a count that the difference of two releases gives away (by hand)", () => {
  const [before, after] = [bandsOf(other, small), bandsOf(45, other)];
  expect(wheres([[before]])).toEqual([]);
  expect(wheres([[after]])).toEqual([]);
  expect(wheres([[before], [after]])).toEqual(["cardiac/x#bands, high"]);
});

test("countAttack finds it where a release between the two had other inputs (by hand)", () => {
  const between = bandsOf(40, small, {code: "corrected"});
  expect(wheres([[bandsOf(other, small)], [between], [bandsOf(45, other)]])).toEqual([
    "cardiac/x#bands, high"
  ]);
});

test("countAttack finds it after a correction elsewhere, for nothing that is shown of the table differs (by hand)", () => {
  const [before, after] = [bandsOf(other, small, {}, 3), bandsOf(45, other, {code: "corrected"}, 3)];
  expect(wheres([[before], [after]])).toEqual(["cardiac/x#bands, high"]);
});

test("countAttack takes the counts of a corrected analysis for others (by hand)", () => {
  // The mean dose tells that the table was corrected: what stands at the same place is another count.
  const [before, after] = [bandsOf(other, small, {}, 3), bandsOf(45, other, {code: "corrected"}, 3.2)];
  expect(wheres([[before], [after]])).toEqual([]);
  // 40 of 45 before, 10 of 45 now: no contradiction, though both releases are of the same tables.
  expect(wheres([[bandsOf(40, small)], [bandsOf(10, 35, {code: "corrected"})]])).toEqual([]);
});

test("countAttack finds a count that a later extract of more children gives away (by hand)", () => {
  // The high band holds 1 to 4 now, and its children of before are among them.
  const after = bandsOf(45, other, {rows: 2});
  expect(wheres([[bandsOf(other, small)], [after]])).toEqual(["cardiac/x#bands, high"]);
  // Also when the site shows the smaller extract again, and when code changed besides.
  expect(wheres([[after], [bandsOf(other, small)]])).toEqual(["cardiac/x#bands, high"]);
  expect(wheres([[bandsOf(other, small)], [bandsOf(45, other, {rows: 2, code: "new"})]])).toEqual([
    "cardiac/x#bands, high"
  ]);
});

test("countAttack finds the few children who came between two releases (by hand)", () => {
  // Four times 13 to 17 in 48 to 52: each is 13. In 68 to 72: each is 17.
  const bands = (sum: number, rows: number) =>
    reportOf(
      {
        bands: tableOf(
          [cases],
          ["a", "b", "c", "d"].map((band) => [band, 15])
        ),
        cases: total(sum)
      },
      {rows}
    );
  const {findings} = countAttack([[bands(50, 1)], [bands(70, 2)]], policy);
  expect(findings.map(({where, what}) => [where, /by (\d+)/.exec(what)?.[1]])).toEqual(
    ["a", "b", "c", "d"].map((band) => [`cardiac/x#bands, ${band}`, "4"])
  );
  // In 63 to 67 each may be 13 to 17 still: nobody knows how many came.
  expect(wheres([[bands(50, 1)], [bands(65, 2)]])).toEqual([]);
});

test("countAttack does not take a cohort for grown where a count has become less (by hand)", () => {
  // From 20 to 15 in the low band: children left it, so that nothing is known of the high band.
  const bands = (low: number, high: Cell, sum: number, rows: number) =>
    reportOf(
      {
        bands: tableOf(
          [cases],
          [
            ["low", low],
            ["middle", other],
            ["high", high]
          ]
        ),
        cases: total(sum)
      },
      {rows}
    );
  expect(wheres([[bands(20, small, 45, 1)], [bands(15, other, 45, 2)]])).toEqual([]);
});

test("countAttack finds a count left out of a flow chart, and of all but one country (by hand)", () => {
  const flow = tableOf(
    [
      {name: "excluded", label: "Left out", type: "count"},
      {name: "remaining", label: "Remaining", type: "count"}
    ],
    [
      ["all", null, 1000],
      ["too young", small, 1000]
    ]
  );
  expect(wheres([[reportOf({flow})]])).toEqual(["cardiac/x#flow, too young"]);
  const countries = tableOf(
    [cases],
    [
      ["BE", small],
      ["FR", 40]
    ]
  );
  const forest = tableOf(
    [cases],
    [
      ["Main analysis", 50],
      ["without BE", 50]
    ]
  );
  expect(wheres([[reportOf({countries, forest, cases: total(50)})]])).toContain("cardiac/x#countries, BE");
});

test("countAttack finds counts that are not rounded or not withheld", () => {
  const counts = countAttack(
    [
      [
        reportOf({
          bands: tableOf(
            [cases],
            [
              ["a", 43],
              ["b", 5],
              ["c", 0],
              ["d", 10]
            ]
          )
        })
      ]
    ],
    policy
  );
  expect(counts.findings.map(({where}) => where)).toEqual(["cardiac/x#bands, a", "cardiac/x#bands, b"]);
});
