import {expect, test} from "vitest";
import {nameBesideEnd} from "../../src/components/nameBesideEnd.js";

const own = {
  name: "protons",
  points: [
    [0, 100],
    [100, 50]
  ] as [number, number][]
};

test("nameBesideEnd stands right of its line where nothing is in the way (by hand)", () => {
  expect(nameBesideEnd(own, [own], 400)).toEqual({dx: 8, dy: 0, anchor: "start"});
});

test("nameBesideEnd moves away from a line that goes on at its height, and from the edge (by hand)", () => {
  const other = {
    name: "photons",
    points: [
      [0, 50],
      [300, 50]
    ] as [number, number][]
  };
  expect(nameBesideEnd(own, [own, other], 400).dy).not.toBe(0);
  expect(nameBesideEnd(own, [own], 110).anchor).toBe("end");
});
