import {readFileSync} from "node:fs";
import {expect, it} from "vitest";
import {pinSynthetic} from "../../../loaders/synthetic/pin.js";

const pin = JSON.parse(readFileSync(new URL("../../../data/extract.json", import.meta.url), "utf8"));

it("pinSynthetic(seed, version) of the pinned seed makes the pinned extract, to the byte (law)", () => {
  const seed = Number(pin.location.slice("synthetic:".length));
  expect(pinSynthetic(seed, pin.version)).toEqual(pin);
});

it("pinSynthetic refuses a version whose parameters it has not (by hand)", () => {
  expect(() => pinSynthetic(1, "1999.1")).toThrow("version must be 2026.1; got 1999.1");
});
