import {expect, test} from "vitest";
import {printJson} from "../../cli/printJson.js";

test("printJson indents, and keeps each list of figures on a line (by hand)", () => {
  const value = {
    a: 0.1,
    b: [1, null, 2.5],
    c: [[1, 2], [3]],
    d: {e: [], f: {}},
    g: [{h: "x, [y]"}],
    i: undefined
  };
  expect(printJson(value)).toBe(`{
  "a": 0.1,
  "b": [1,null,2.5],
  "c": [
    [1,2],
    [3]
  ],
  "d": {
    "e": [],
    "f": {}
  },
  "g": [
    {
      "h": "x, [y]"
    }
  ]
}
`);
  expect(JSON.parse(printJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
});
