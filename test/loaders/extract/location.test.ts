import {expect, test} from "vitest";
import {parseLocation} from "../../../loaders/extract/location.js";

test("parseLocation reads a seed, and the numbers of children where they are given (by hand)", () => {
  expect(parseLocation("synthetic:-7")).toEqual({kind: "synthetic", seed: -7});
  expect(parseLocation("synthetic:7,500,60")).toEqual({
    kind: "synthetic",
    seed: 7,
    cardiac: 500,
    radiotherapy: 60
  });
  expect(parseLocation("/secure")).toEqual({kind: "folder", path: "/secure"});
});
