import {expect, test} from "vitest";
import {estimateRange, type SummedCells} from "../../../src/stats/poisson/estimateRange.js";
import {poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";
import {uniform} from "../persontime/cohorts.js";

/** Cells as they are, of which a table of sums is made. */
interface Truth {
  stratum: number[];
  dose: number[];
  time: number[];
  cases: number[];
}

function estimate({stratum, dose, time, cases}: Truth): number {
  const fit = poissonRegression({
    cases: Float64Array.from(cases),
    pyr: Float64Array.from(time),
    strata: Int32Array.from(stratum),
    excess: {kind: "relative", dose: Float64Array.from(dose)}
  });
  return fit.parameters[0].estimate;
}

/** The sums of a truth over rows and groups; classes of dose are 0–1, 1–2, …, of cells that are alone in a row none. */
function sumsOf({stratum, dose, time, cases}: Truth, row: number[], group: number[]): SummedCells {
  const rows = Math.max(...row) + 1;
  const sum = (size: number, of: (i: number) => number, value: (i: number) => number) => {
    const sums = new Float64Array(size);
    dose.forEach((_, i) => {
      sums[of(i)] += value(i);
    });
    return sums;
  };
  const alone = (i: number) => row.filter((r) => r === row[i]).length === 1;
  return {
    stratum: Int32Array.from(stratum),
    lowest: Float64Array.from(dose, (d, i) => (alone(i) ? d : Math.floor(d))),
    highest: Float64Array.from(dose, (d, i) => (alone(i) ? d : Math.floor(d) + 1)),
    row: Int32Array.from(row),
    personTime: sum(
      rows,
      (i) => row[i],
      (i) => time[i]
    ),
    doseTime: sum(
      rows,
      (i) => row[i],
      (i) => time[i] * dose[i]
    ),
    casesLeast: new Float64Array(rows),
    casesMost: new Float64Array(rows).fill(Infinity),
    group: Int32Array.from(group),
    cases: sum(
      Math.max(...group) + 1,
      (i) => group[row[i]],
      (i) => cases[i]
    )
  };
}

/** Every way to divide the cases of each group among its cells. */
function* placings(truth: Truth, row: number[], group: number[]): Generator<number[]> {
  const of = row.map((r) => group[r]);
  const left = new Map<number, number>();
  of.forEach((g, i) => {
    left.set(g, (left.get(g) ?? 0) + truth.cases[i]);
  });
  const last = (i: number) => of.lastIndexOf(of[i]) === i;
  const placed: number[] = [];
  function* place(i: number): Generator<number[]> {
    if (i === of.length) {
      yield [...placed];
      return;
    }
    const most = left.get(of[i])!;
    for (let count = last(i) ? most : 0; count <= most; ++count) {
      placed[i] = count;
      left.set(of[i], most - count);
      yield* place(i + 1);
    }
    left.set(of[i], most);
  }
  yield* place(0);
}

function randomTruth(next: () => number, doses: number, strata: number): Truth {
  const cells = Array.from({length: doses * strata}, (_, i) => i);
  return {
    stratum: cells.map((i) => Math.floor(i / doses)),
    dose: cells.map((i) => (i % doses) + next()),
    time: cells.map(() => 10 + 1000 * next()),
    cases: cells.map(() => Math.floor(3 * next()))
  };
}

test("estimateRange is the least and the greatest estimate of all placings of cases (law: brute force)", () => {
  const next = uniform(5);
  let [tables, ends] = [0, 0];
  for (let k = 0; k < 25; ++k) {
    const truth = randomTruth(next, 3, 2);
    if (truth.cases.reduce((a, b) => a + b) < 2) continue;
    const row = truth.dose.map((_, i) => i);
    // The cells of the lowest dose apart; groups that reach over both strata.
    const group = k % 2 === 0 ? [0, 1, 1, 2, 1, 1] : [0, 0, 1, 2, 3, 3];
    const sums = sumsOf(truth, row, group);
    // Every third table tells of each row whether it has 0 or 1, or more cases.
    const told = k % 3 === 0;
    if (told) {
      sums.casesLeast = Float64Array.from(truth.cases, (count) => (count < 2 ? 0 : 2));
      sums.casesMost = Float64Array.from(truth.cases, (count) => (count < 2 ? 1 : Infinity));
    }
    const {lower, upper} = estimateRange(sums);
    const all = [...placings(truth, row, group)]
      .filter((cases) => !told || cases.every((count, i) => count < 2 === truth.cases[i] < 2))
      .map((cases) => estimate({...truth, cases}));
    const [least, most] = [Math.min(...all), Math.max(...all)];
    if (least < lower) expect(lower - least).toBeLessThan(1e-7 * Math.max(1, Math.abs(least)));
    expect(most).toBeLessThanOrEqual(upper * (1 + 1e-7) + 1e-7);
    for (const [ours, theirs] of [
      [lower, least],
      [upper, most]
    ]) {
      ++ends;
      if (ours === theirs || Math.abs(ours - theirs) < 1e-6 * Math.max(1, Math.abs(theirs))) ++tables;
    }
  }
  // Attained, and so no wider than it must be.
  expect(tables).toBe(ends);
});

test("estimateRange is the estimate where nothing is hidden but the doses of person-time without cases (law)", () => {
  const next = uniform(9);
  for (let k = 0; k < 20; ++k) {
    const truth = randomTruth(next, 4, 3);
    // Two cells of each stratum without cases are one row: their person-time adds up to what the fit needs.
    truth.cases.forEach((_, i) => {
      if (i % 4 >= 2) truth.cases[i] = 0;
      else truth.cases[i] += 1;
    });
    const row = truth.dose.map((_, i) => (i % 4 < 2 ? i : i - (i % 4) + 2));
    const names = [...new Set(row)];
    const rows = row.map((r) => names.indexOf(r));
    const {lower, upper} = estimateRange(
      sumsOf(
        truth,
        rows,
        names.map((_, g) => g)
      )
    );
    const exact = estimate(truth);
    const highest = Math.max(...truth.dose);
    // At its boundary the estimate depends on the highest dose, which lies in a row.
    if (exact < -0.999 / highest) continue;
    expect(Math.abs(lower - exact)).toBeLessThan(1e-6 * Math.max(1, Math.abs(exact)));
    expect(Math.abs(upper - exact)).toBeLessThan(1e-6 * Math.max(1, Math.abs(exact)));
  }
});

test("estimateRange holds every estimate where rows reach over strata (law: random tables with the same sums)", () => {
  const next = uniform(21);
  for (let k = 0; k < 15; ++k) {
    const truth = randomTruth(next, 3, 3);
    if (truth.cases.reduce((a, b) => a + b) < 2) continue;
    // The two higher doses of strata 0 and 1 are one row each; cases of strata 0 and 1 are one group.
    const row = [0, 1, 2, 3, 1, 2, 4, 5, 6];
    const group = [0, 0, 0, 0, 1, 1, 2];
    const sums = sumsOf(truth, row, group);
    const {lower, upper} = estimateRange(sums);
    for (let repeat = 0; repeat < 10; ++repeat) {
      const other = structuredClone(truth);
      const placed = [...placings(truth, row, group)];
      other.cases = placed[Math.floor(next() * placed.length)];
      // Person-time and dose move within a row, each cell within its class of dose.
      for (const [i, j] of [
        [1, 4],
        [2, 5]
      ]) {
        const time = truth.time[i] + truth.time[j];
        const dose = truth.time[i] * truth.dose[i] + truth.time[j] * truth.dose[j];
        const share = next();
        const low = Math.floor(truth.dose[i]);
        const first = low + next();
        const second = (dose - share * time * first) / ((1 - share) * time);
        if (!(second >= low && second <= low + 1)) continue;
        [other.time[i], other.time[j], other.dose[i], other.dose[j]] = [
          share * time,
          (1 - share) * time,
          first,
          second
        ];
      }
      const found = estimate(other);
      expect(found).toBeGreaterThanOrEqual(lower - 1e-6);
      expect(found).toBeLessThanOrEqual(upper * (1 + 1e-6) + 1e-6);
    }
  }
});

test("estimateRange has no upper end where all cases may have had the highest dose (by hand)", () => {
  const truth: Truth = {stratum: [0, 0], dose: [0, 1.5], time: [100, 50], cases: [1, 2]};
  expect(estimateRange(sumsOf(truth, [0, 1], [0, 0]))).toEqual({
    lower: expect.closeTo(-1 / 1.5, 10),
    upper: Infinity
  });
  // 1 case in 100 person-years at no dose, 2 in 50 at 1.5: 1 + 1.5 β = 4.
  expect(estimateRange(sumsOf(truth, [0, 1], [0, 1]))).toEqual({
    lower: expect.closeTo(2, 9),
    upper: expect.closeTo(2, 9)
  });
  expect(() => estimateRange(sumsOf({...truth, cases: [0, 0]}, [0, 1], [0, 1]))).toThrow(
    "cases must hold an event; got none"
  );
  expect(() => estimateRange({...sumsOf(truth, [0, 1], [0, 1]), casesMost: Float64Array.of(1, 1)})).toThrow(
    "cases must be as many as their rows allow; got 2 in group 1"
  );
  expect(() => estimateRange({...sumsOf(truth, [0, 1], [0, 1]), lowest: new Float64Array(2)})).toThrow(
    "doses must be > 0 in some cell; got none that is for certain"
  );
});
