import {expect, it} from "vitest";
import {stream} from "../../../loaders/synthetic/stream.js";

const take = (seed: number, task: string, block?: number) => {
  const random = stream(seed, task, block);
  return Array.from({length: 4}, () => random.uniform());
};

it("stream(seed, task, block) gives the same draws again, and others for another seed, task or block (law)", () => {
  expect(take(1, "persons", 0)).toEqual(take(1, "persons", 0));
  const streams = [take(1, "persons", 0), take(2, "persons", 0), take(1, "visits", 0), take(1, "persons", 1)];
  expect(new Set(streams.flat()).size).toBe(16);
});

it("stream draws have the means and variances of their distributions (law)", () => {
  const random = stream(7, "moments");
  const n = 200_000;
  const moments = (draw: () => number) => {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < n; ++i) {
      const x = draw();
      sum += x;
      squares += x * x;
    }
    return {mean: sum / n, variance: squares / n - (sum / n) * (sum / n)};
  };
  // Five standard errors of a mean of n draws, and of a variance (fourth moments 1/80, 3 and 9).
  const [uniform, normal, exponential] = [random.uniform, random.normal, random.exponential].map(moments);
  expect(Math.abs(uniform.mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / n));
  expect(Math.abs(normal.mean)).toBeLessThan(5 * Math.sqrt(1 / n));
  expect(Math.abs(normal.variance - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
  expect(Math.abs(exponential.mean - 1)).toBeLessThan(5 * Math.sqrt(1 / n));
  expect(Math.abs(exponential.variance - 1)).toBeLessThan(5 * Math.sqrt(8 / n));
});
