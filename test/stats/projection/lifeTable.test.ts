import {expect, test} from "vitest";
import {exposedLifeTable, yearsOfLifeLost} from "../../../src/stats/projection/exposedLifeTable.js";
import {latencyShare} from "../../../src/stats/projection/latency.js";
import {
  lifeTable,
  patientLifeTable,
  ratesByAge,
  survivalAt
} from "../../../src/stats/projection/lifeTable.js";

const half = Math.LN2;

test("lifeTable of a mortality of ln 2 halves each year (by hand)", () => {
  const {surv} = lifeTable([half, half, half]);
  [1, 0.5, 0.25, 0.125].forEach((alive, age) => {
    expect(surv[age]).toBeCloseTo(alive, 15);
  });
  expect(survivalAt(lifeTable([half, half]), 0.5)).toBeCloseTo(Math.SQRT1_2, 15);
  expect(survivalAt(lifeTable([half, half]), 2)).toBeCloseTo(0.25, 15);
});

test("patientLifeTable multiplies and adds (by hand)", () => {
  const patients = patientLifeTable(lifeTable([0.1, 0.2]), {ratio: (age) => 2 - age, excess: 0.05});
  expect(Array.from(patients.mortality)).toEqual([0.25, 0.25]);
  expect(patients.surv[2]).toBeCloseTo(Math.exp(-0.5), 15);
});

test("exposedLifeTable and yearsOfLifeLost of a year's excess of ln 2 (by hand)", () => {
  const table = lifeTable([0, 0, 0]);
  const exposed = exposedLifeTable(table, [0, half, 0]);
  expect(exposed.surv[3]).toBeCloseTo(0.5, 15);
  // Birthday 2 is reached by half; birthday 3 is the end of the table.
  expect(yearsOfLifeLost(table, exposed, 0)).toBeCloseTo(0.5, 15);
  expect(yearsOfLifeLost(table, exposedLifeTable(table, [0, half, 0], 0), 0)).toBe(0);
});

test("ratesByAge spreads bands over years (by hand)", () => {
  const bands = {ageFrom: [0, 1, 3], ageTo: [1, 3, 120], rate: [5, 6, 7]};
  expect(Array.from(ratesByAge(bands, 5))).toEqual([5, 6, 6, 7, 7]);
  expect(() => ratesByAge({ageFrom: [1], ageTo: [3], rate: [6]}, 2)).toThrow(
    "rates must have a band for age 0; got none"
  );
});

test("latencyShare of a step, a ramp and a sigmoid (by hand)", () => {
  const shares = (latency: Parameters<typeof latencyShare>[0], years: number[]) =>
    years.map((t) => latencyShare(latency, t));
  expect(shares({kind: "step", years: 5}, [-1, 4.9, 5, 60])).toEqual([0, 0, 1, 1]);
  expect(shares({kind: "ramp", from: 4, to: 8}, [2, 4, 5, 8, 9])).toEqual([0, 0, 0.25, 1, 1]);
  expect(shares({kind: "sigmoid", midpoint: 7.5, scale: 0.76}, [-1, 0, 7.5])).toEqual([0, 0, 0.5]);
  expect(latencyShare({kind: "sigmoid", midpoint: 7.5, scale: 0.76}, 7.5 + 0.76 * Math.log(3))).toBeCloseTo(
    0.75,
    14
  );
});

test("lifeTable, latencyShare and their kin name what is wrong (by hand)", () => {
  expect(() => lifeTable([])).toThrow("mortality must hold a rate; got none");
  expect(() => lifeTable([0.1, -1])).toThrow("mortality must be ≥ 0; got -1 at age 1");
  expect(() => survivalAt(lifeTable([0.1]), 2)).toThrow("age must lie between 0 and 1; got 2");
  expect(() => latencyShare({kind: "ramp", from: 3, to: 3}, 4)).toThrow(
    "ramp must end after it begins; got 3 to 3"
  );
  expect(() => latencyShare({kind: "sigmoid", midpoint: 5, scale: 0}, 4)).toThrow("scale must be > 0; got 0");
  expect(() => exposedLifeTable(lifeTable([0.1]), [])).toThrow(
    "excessRate must have 1 entries as mortality has; got 0"
  );
  expect(() => exposedLifeTable(lifeTable([0.1]), [0.1], 2)).toThrow(
    "lethality must lie between 0 and 1; got 2 at age 0"
  );
  expect(() => yearsOfLifeLost(lifeTable([0.1]), lifeTable([0.1, 0.1]), 0)).toThrow(
    "exposed must have 1 ages"
  );
});
