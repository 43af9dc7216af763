import {expect, test} from "vitest";
import {orderByTime} from "../../../src/stats/survival/orderByTime.js";
import {riskSets} from "../../../src/stats/survival/riskSets.js";
import {lastSlots} from "../../../src/stats/survival/slots.js";

test("riskSets says who is at risk as the plain definition does, with strata and late entry (law)", () => {
  for (const scale of [1, 0.37]) {
    const n = 300;
    const at = (i: number, a: number, m: number) => ((i * a + 11) % m) * scale;
    const entry = Array.from({length: n}, (_, i) => at(i, 31, 40));
    const exit = entry.map((start, i) => start + (1 + ((i * 17) % 23)) * scale);
    const event = exit.map((_, i) => Number(i % 3 === 0));
    const strata = exit.map((_, i) => (i * 7) % 4);
    const {time, ptr, from, to} = riskSets(entry, exit, event, strata);
    const tiny = 1e-9;
    for (let s = 0; s < 4; ++s)
      for (let k = ptr[s]; k < ptr[s + 1]; ++k)
        for (let i = 0; i < n; ++i) {
          const atRisk = strata[i] === s && entry[i] < time[k] - tiny && exit[i] >= time[k] - tiny;
          if ((from[i] <= k && k < to[i]) !== atRisk) expect.fail(`row ${i} at ${time[k]} of stratum ${s}`);
        }
  }
});

test("riskSets of no event are empty (by hand)", () => {
  const sets = riskSets(undefined, [1, 2], [0, 0]);
  expect([sets.time.length, ...lastSlots(sets)]).toEqual([0, 0, 0]);
});

test("orderByTime sorts stably whatever the times are (law)", () => {
  const mixed = Array.from({length: 2000}, (_, i) =>
    i % 5 === 0 ? 0 : (((i * 7919) % 1009) - 500) * 1.37e-3
  );
  for (const times of [
    mixed,
    mixed.map(Math.round),
    mixed.map((t) => t * 1e300),
    [],
    [-0, 0, -1e-310, 1e-310]
  ]) {
    const expected = Array.from(times.keys()).sort((a, b) => times[a] - times[b] || a - b);
    expect(Array.from(orderByTime(times))).toEqual(expected);
  }
});
