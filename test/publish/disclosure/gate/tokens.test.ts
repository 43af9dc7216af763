import {expect, test} from "vitest";
import {tokens} from "../../../../publish/disclosure/gate/tokens.js";

test("tokens reads dates in the usual ways of writing them, before 1970 too, and telling numbers (by hand)", () => {
  const day = Date.UTC(1968, 2, 9) / 86_400_000;
  for (const text of [
    "1968-03-09",
    "1968/03/09",
    "9.3.1968",
    "9 March 1968",
    "Mar 9, 1968",
    String(Date.UTC(1968, 2, 9)),
    `{"birth":${Date.UTC(1968, 2, 9)}}`
  ])
    expect([...tokens(text)], text).toEqual([{value: day, isDate: true}]);
  expect([...tokens(`at ${Date.UTC(2001, 1, 3)}`)]).toEqual([
    {value: Date.UTC(2001, 1, 3) / 86_400_000, isDate: true}
  ]);
  expect([...tokens("L-1.23,45.6 12 h1 xy123 0.1e-2 -7.89")].map(({value}) => value)).toEqual([
    1.23, 45.6, 7.89
  ]);
});

test("tokens reads milliseconds with an exponent as a date in a script, and none inside a hash (by hand)", () => {
  const dates = (text: string) => [...tokens(text)].filter(({isDate}) => isDate).map(({value}) => value);
  expect(dates("const born=162e9,died=-162e9;")).toEqual([1875, -1875]);
  expect(dates("_file/citation.d162e9c0.bib")).toEqual([]);
});
