import {expect, test} from "vitest";
import {stream} from "../../../loaders/synthetic/stream.js";
import {cellDoses} from "../../../src/stats/dose/cellDoses.js";
import {realisationsOf} from "../../../src/stats/dose/realisations.js";
import {exposureDays} from "../../../src/stats/persontime/exposureDays.js";
import {tabulate} from "../../../src/stats/persontime/tabulate.js";
import {randomCohort} from "./cohorts.js";

const cohort = randomCohort(600, 41);
const {exposures} = cohort;
const tabulation = {
  scales: {age: [0, 1, 5, 10, 20], year: [1970, 1990, 2010]},
  dose: {lagYears: 2, breaks: [0, 2, 5]}
};

test("exposureDays gives the table of tabulate, and its mean doses again (law)", () => {
  const plain = tabulate(cohort, tabulation);
  const {cells, ptr, exposure, days} = exposureDays(cohort, tabulation);
  expect(cells).toEqual(plain);
  const {read} = cellDoses(
    {ptr, exposure, days, personDays: cells.personDays},
    realisationsOf([exposures!.dose])
  );
  const mean = new Float64Array(cells.pyr.length);
  read(0, mean);
  expect(plain.doseMean.some((dose) => dose > 1)).toBe(true);
  mean.forEach((dose, i) => {
    expect(dose).toBeCloseTo(plain.doseMean[i], 10);
  });
});

test("cellDoses of other doses are those of tabulate without classes of dose (law)", () => {
  const {uniform} = stream(3, "other doses");
  const other = exposures!.dose.map((dose) => dose * 2 * uniform());
  const open = {...tabulation, dose: {lagYears: 2, breaks: [0]}};
  const {cells, ...shares} = exposureDays(cohort, open);
  const {read} = cellDoses(
    {...shares, personDays: cells.personDays},
    realisationsOf([exposures!.dose, other])
  );
  const mean = new Float64Array(cells.pyr.length);
  read(1, mean);
  const again = tabulate({...cohort, exposures: {...exposures!, dose: other}}, open);
  again.doseMean.forEach((dose, i) => {
    expect(mean[i]).toBeCloseTo(dose, 10);
  });
});

test("exposureDays of one person who crosses a lag counts the days after it (by hand)", () => {
  const {cells, ptr, exposure, days} = exposureDays(
    {
      entry: Int32Array.of(0),
      exit: Int32Array.of(1000),
      birth: Int32Array.of(0),
      event: Int32Array.of(1000),
      exposures: {ptr: Int32Array.of(0, 2), day: Int32Array.of(-800, 100), dose: Float64Array.of(1, 3)}
    },
    {dose: {lagYears: 1, breaks: [0, 2]}}
  );
  expect([...cells.personDays]).toEqual([465, 535]);
  expect([...ptr]).toEqual([0, 1, 3]);
  expect([...exposure]).toEqual([0, 0, 1]);
  expect([...days]).toEqual([465, 535, 535]);
});

test("exposureDays and cellDoses name what they cannot do (by hand)", () => {
  expect(() => exposureDays(cohort, {})).toThrow(
    new TypeError("exposures and a dose must be given for exposure days; got none")
  );
  const window = {lagYears: 0, window: {sinceExposureYears: [1, 2] as const}, breaks: [0]};
  expect(() => exposureDays(cohort, {dose: window})).toThrow(
    new RangeError("dose must count from its lag on; got one with a window")
  );
  const shares = {ptr: Int32Array.of(0, 1), exposure: Int32Array.of(2), days: Float64Array.of(1)};
  expect(() => cellDoses({...shares, personDays: Float64Array.of(1)}, realisationsOf([[1, 2]]))).toThrow(
    new RangeError("exposure must be one of the 2 with realisations; got 2")
  );
  expect(() => cellDoses({...shares, personDays: Float64Array.of(1, 1)}, realisationsOf([[1, 2]]))).toThrow(
    new RangeError("ptr must have 3 entries; got 2")
  );
});
