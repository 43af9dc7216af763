import {expect, test} from "vitest";
import {countAttack} from "../../../../publish/disclosure/gate/countAttack.js";
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

test("countAttack finds a count that the difference of two releases gives away (by hand)", () => {
  const before = reportOf({
    bands: tableOf(
      [cases],
      [
        ["low", {withheld: "·"}],
        ["high", small]
      ]
    ),
    cases: total(45)
  });
  const after = reportOf({
    bands: tableOf(
      [cases],
      [
        ["low", 45],
        ["high", {withheld: "·"}]
      ]
    ),
    cases: total(45)
  });
  expect(wheres([[before]])).toEqual([]);
  expect(wheres([[after]])).toEqual([]);
  expect(wheres([[before], [after]])).toEqual(["cardiac/x#bands, high"]);
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
