import {describe, expect, test} from "vitest";
import {stream} from "../../../loaders/synthetic/stream.js";
import {
  type DoseErrorModel,
  drawDoses,
  type ErrorStreams,
  rowsPerStream
} from "../../../src/stats/dose/errorModel.js";

const streams: ErrorStreams = (error, realisation, block) =>
  stream(7, `${error} ${realisation}`, block).uniform;
/** Every normal draw is 0, or 1. */
const middle: ErrorStreams = () => () => 0.5;
const oneSd: ErrorStreams = () => () => 0.8413447460685429;

function read(model: DoseErrorModel, from: ErrorStreams, realisation = 0): number[] {
  const into = new Float64Array(model.recorded.length);
  drawDoses(model, realisation + 1, from).read(realisation, into);
  return Array.from(into);
}

describe("drawDoses by hand", () => {
  const recorded = Float64Array.of(2, 0, 5);

  test("multiplies by exp(σz − σ²/2), 0 staying 0, for Berkson errors, shared and not (by hand)", () => {
    const errors = [
      {name: "own", kind: "berkson" as const, sdLog: 0.4},
      {name: "centre", kind: "berkson" as const, sdLog: 0.2, shared: Int32Array.of(0, 0, 1)}
    ];
    const drawn = read({recorded, errors}, oneSd);
    const factor = Math.exp(0.4 - 0.08 + 0.2 - 0.02);
    expect(drawn[0]).toBeCloseTo(2 * factor, 12);
    expect(drawn[1]).toBe(0);
    expect(drawn[2]).toBeCloseTo(5 * factor, 12);
  });

  test("draws the log true dose about its regression on the recorded one for an unshared classical error (by hand)", () => {
    const errors = [{name: "own", kind: "classical" as const, sdLog: 0.5}];
    const prior = {meanLog: 1, sdLog: 1};
    // ρ = 1/(1 + 1/4) = 0.8; sd √(0.8 · 0.25) = √0.2.
    const centre = 1 + 0.8 * (Math.log(2) - 1);
    expect(read({recorded, errors, prior}, middle)[0]).toBeCloseTo(Math.exp(centre), 12);
    expect(read({recorded, errors, prior}, oneSd)[0]).toBeCloseTo(Math.exp(centre + Math.sqrt(0.2)), 9);
  });

  test("takes from a group what its mean says of the error that it shares (by hand)", () => {
    const shared = Int32Array.of(0, 0);
    const errors = [{name: "group", kind: "classical" as const, sdLog: 1, shared}];
    const prior = {meanLog: 0, sdLog: 1};
    // n a²/(n a² + s²) = 2/3 of the mean log, (log 2 + log 8)/2 = log 4; sd² = a² s²/(n a² + s²) = 1/3.
    const drawn = read({recorded: Float64Array.of(2, 8), errors, prior}, middle);
    expect(drawn[0]).toBeCloseTo(2 / 4 ** (2 / 3), 12);
    expect(drawn[1]).toBeCloseTo(8 / 4 ** (2 / 3), 12);
    const above = read({recorded: Float64Array.of(2, 8), errors, prior}, oneSd);
    expect(above[0]).toBeCloseTo((2 / 4 ** (2 / 3)) * Math.exp(-Math.sqrt(1 / 3)), 9);
  });
});

describe("drawDoses by law", () => {
  const rows = 2 * rowsPerStream + 100;
  const recorded = Float64Array.from({length: rows}, (_, i) => 1 + (i % 7));
  const shared = Int32Array.from({length: rows}, (_, i) => i % 3);
  const errors = [
    {name: "own", kind: "berkson" as const, sdLog: 0.3},
    {name: "centre", kind: "berkson" as const, sdLog: 0.2, shared}
  ];

  test("a realisation is the same whatever was read before it, and another differs (law)", () => {
    const all = drawDoses({recorded, errors}, 5, streams);
    const [a, b, c] = [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)];
    all.read(3, a);
    all.read(0, c);
    all.read(3, b);
    expect(b).toEqual(a);
    expect(c).not.toEqual(a);
    // Rows of the first block do not depend on how many follow.
    const some = drawDoses({recorded: recorded.slice(0, 50), errors: [errors[0]]}, 5, streams);
    const few = new Float64Array(50);
    some.read(3, few);
    const alone = new Float64Array(rows);
    drawDoses({recorded, errors: [errors[0]]}, 5, streams).read(3, alone);
    expect(few).toEqual(alone.slice(0, 50));
  });

  test("Berkson errors leave the mean, have the variance exp(σ²) − 1, and correlate where shared (law)", () => {
    const all = drawDoses({recorded, errors}, 400, streams);
    const into = new Float64Array(rows);
    let [mean, square, product] = [0, 0, 0];
    for (let r = 0; r < 400; ++r) {
      all.read(r, into);
      for (let i = 0; i < 3000; i += 3) {
        const [u, v] = [into[i] / recorded[i], into[i + 3] / recorded[i + 3]];
        mean += u / 4e5;
        square += (u * u) / 4e5;
        product += (u * v) / 4e5;
      }
    }
    // Three shared factors a realisation carry most of the Monte Carlo error: 0.2/√400.
    expect(Math.abs(mean - 1)).toBeLessThan(0.035);
    expect(Math.abs(square - Math.exp(0.13))).toBeLessThan(0.09);
    expect(Math.abs(product - Math.exp(0.04))).toBeLessThan(0.08);
  });

  test("classical posteriors hold the true doses: their means have no slope left on the record (law)", () => {
    const random = stream(8, "classical");
    const n = 4000;
    const groups = Int32Array.from({length: n}, (_, i) => i % 40);
    const common = Float64Array.from({length: 40}, () => 0.3 * random.normal());
    const truth = Float64Array.from({length: n}, () => Math.exp(0.2 + 0.8 * random.normal()));
    const record = truth.map((dose, i) => dose * Math.exp(common[groups[i]] + 0.5 * random.normal()));
    const all = drawDoses(
      {
        recorded: record,
        errors: [
          {name: "own", kind: "classical", sdLog: 0.5},
          {name: "common", kind: "classical", sdLog: 0.3, shared: groups}
        ],
        prior: {meanLog: 0.2, sdLog: 0.8}
      },
      50,
      streams
    );
    const into = new Float64Array(n);
    const z = new Float64Array(n);
    const mean = new Float64Array(n);
    let inside = 0;
    for (let r = 0; r < 50; ++r) {
      all.read(r, into);
      for (let i = 0; i < n; ++i) {
        mean[i] += Math.log(into[i]) / 50;
        z[i] += into[i] < truth[i] ? 1 : 0;
      }
    }
    for (let i = 0; i < n; ++i) inside += z[i] >= 5 && z[i] <= 45 ? 1 / n : 0;
    let [xy, xx] = [0, 0];
    for (let i = 0; i < n; ++i) {
      const x = Math.log(record[i]) - 0.2;
      xy += x * (Math.log(truth[i]) - mean[i]);
      xx += x * x;
    }
    expect(Math.abs(xy / xx)).toBeLessThan(0.02);
    // The truth's rank among fifty draws is uniform: 41 of 51 places.
    expect(Math.abs(inside - 41 / 51)).toBeLessThan(0.025);
  });
});

test("drawDoses names what is wrong with its model (by hand)", () => {
  const recorded = Float64Array.of(1, 2);
  const own = {name: "own", kind: "classical" as const, sdLog: 0.1};
  const prior = {meanLog: 0, sdLog: 1};
  const wrong: [DoseErrorModel, string][] = [
    [{recorded: Float64Array.of(1, -2), errors: []}, "recorded dose must be ≥ 0; got -2 in row 1"],
    [{recorded, errors: [{...own, kind: "berkson", sdLog: -1}]}, "sdLog of own must be ≥ 0; got -1"],
    [
      {recorded, errors: [{...own, kind: "berkson", sdLog: Float64Array.of(1, NaN)}]},
      "sdLog of own must be ≥ 0; got NaN in row 1"
    ],
    [
      {recorded, errors: [{...own, kind: "berkson", sdLog: Float64Array.of(1)}]},
      "sdLog of own must have 2 rows; got 1"
    ],
    [
      {recorded, errors: [{...own, kind: "berkson", shared: Int32Array.of(0)}]},
      "shared codes of own must have 2 rows; got 1"
    ],
    [
      {recorded, errors: [{...own, kind: "berkson", shared: Int32Array.of(0, -1)}]},
      "shared codes of own must be ≥ 0; got -1 in row 1"
    ],
    [{recorded, errors: [own]}, "prior must be given for the classical error own; got none"],
    [{recorded, errors: [own, own], prior}, "errors must have names of their own; got own twice"],
    [
      {recorded, errors: [own, {...own, name: "other"}], prior},
      "classical errors must be one shared and one unshared at most; got 2 alike"
    ],
    [
      {recorded, errors: [{...own, sdLog: Float64Array.of(1, 1), shared: Int32Array.of(0, 0)}], prior},
      "sdLog of own must be one number where the error is shared and classical; got a column"
    ],
    [
      {recorded, errors: [own], prior: {meanLog: NaN, sdLog: 1}},
      "prior must have a finite meanLog and an sdLog > 0; got NaN and 1"
    ]
  ];
  for (const [model, message] of wrong)
    expect(() => drawDoses(model, 2, streams)).toThrow(new RangeError(message));
});
