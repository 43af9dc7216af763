import * as w from "../numeric/wasmCode.js";

/** Constants of `exp` as they lie in memory, in the order in which the code takes them. */
export const expConstants: readonly number[] = [
  Math.LOG2E,
  0.5,
  -0,
  0.6931471803691238,
  1.9082149292705877e-10,
  4.1381367970572385e-8,
  -1.6533902205465252e-6,
  6.613756321437934e-5,
  -0.0027777777777015593,
  0.16666666666666602,
  1,
  2,
  // 1.5 · 2^52 and the exponent's bias: adding it leaves k + 1023 in the last bits.
  6755399441055744 + 1023,
  3.725290298461914e-9,
  -700,
  -Infinity
];

/**
 * The loops over rows of `RowKernel`, unrolled for p parameters and rows of `width` doubles (an even number), as a
 * WebAssembly module that takes two doubles at a time. In each lane the operations and their order are those of
 * `plainKernel`, so that both give the same bits.
 */
export function rowKernelCode(p: number, width: number): Uint8Array<ArrayBuffer> {
  return w.wasmModule([
    risks(width / 2),
    addUp(width / 2),
    ...(["given", "slot", "late"] as const).map((kind) => products(p, width / 2, kind))
  ]);
}

/** risks(x, into, pairs of rows, theta, constants): the greatest exponent; `into` = exp(max(x·θ, −700)). */
function risks(vectors: number): w.WasmFunction {
  return {
    name: "risks",
    parameters: ["i32", "i32", "i32", "i32", "i32"],
    returns: true,
    body([x, into, pairs, theta, constants], local) {
      const betas = Array.from({length: vectors}, () => local());
      const known = expConstants.map(() => local());
      const [first, second, exponent, most] = [local(), local(), local(), local()];
      const times = (row: number) =>
        betas
          .map((beta, v) => w.multiply2(w.load2(x.get, 16 * (row * vectors + v)), beta.get))
          .reduce((sum, term) => w.add2(sum, term));
      const [floor, least] = known.slice(-2);
      return [
        ...betas.flatMap((beta, v) => beta.set(w.load2(theta.get, 16 * v))),
        ...known.flatMap((value, k) => value.set(w.loadTwice(constants.get, 8 * k))),
        ...most.set(least.get),
        ...w.repeat(pairs, [
          ...first.set(times(0)),
          ...second.set(times(1)),
          ...exponent.set(w.add2(w.firsts(first.get, second.get), w.seconds(first.get, second.get))),
          ...most.set(w.greater2(most.get, exponent.get)),
          ...exponent.set(w.greater2(exponent.get, floor.get)),
          ...exponential(exponent, known, local, (value) => w.store2(into.get, value)),
          ...into.set(w.add32(into.get, w.constant32(16))),
          ...x.set(w.add32(x.get, w.constant32(32 * vectors)))
        ]),
        ...w.greater1(w.lane(most.get, 0), w.lane(most.get, 1))
      ];
    }
  };
}

/** exp of two doubles between −700 and 700 by the steps of numeric/exp.ts. */
function exponential(
  x: w.Local,
  [log2e, half, sign, high2, low2, p5, p4, p3, p2, p1, one, two, magic, tiny]: w.Local[],
  local: () => w.Local,
  use: (value: w.Code) => w.Code
): w.Code {
  const [k, high, low, r, t, c] = [local(), local(), local(), local(), local(), local()];
  const {add2, subtract2, multiply2, divide2} = w;
  const series = [p4, p3, p2, p1].reduce((sum, next) => add2(next.get, multiply2(t.get, sum)), p5.get);
  const quotient = divide2(multiply2(r.get, c.get), subtract2(two.get, c.get));
  const y = subtract2(one.get, subtract2(subtract2(low.get, quotient), high.get));
  return [
    ...k.set(w.truncate2(add2(multiply2(log2e.get, x.get), w.or2(w.and2(x.get, sign.get), half.get)))),
    ...high.set(subtract2(x.get, multiply2(k.get, high2.get))),
    ...low.set(multiply2(k.get, low2.get)),
    ...r.set(subtract2(high.get, low.get)),
    ...t.set(multiply2(r.get, r.get)),
    ...c.set(subtract2(r.get, multiply2(t.get, series))),
    ...use(
      w.choose2(
        add2(one.get, x.get),
        multiply2(y, w.shiftLeft2(add2(k.get, magic.get), 52)),
        w.less2(w.absolute2(x.get), tiny.get)
      )
    )
  ];
}

/** addUp(x, v, slot, rows, into, sign): row slot of `into` gains sign·v·x. */
function addUp(vectors: number): w.WasmFunction {
  return {
    name: "addUp",
    parameters: ["i32", "i32", "i32", "i32", "i32", "f64"],
    body([x, v, slot, rows, into, sign], local) {
      const weight = local();
      const to = local("i32");
      return w.repeat(rows, [
        ...to.set(w.add32(into.get, w.multiply32(w.load32(slot.get), w.constant32(16 * vectors)))),
        ...weight.set(w.splat(w.multiply1(w.load1(v.get), sign.get))),
        ...Array.from({length: vectors}, (_, k) =>
          w.store2(
            to.get,
            w.add2(w.load2(to.get, 16 * k), w.multiply2(weight.get, w.load2(x.get, 16 * k))),
            16 * k
          )
        ).flat(),
        ...x.set(w.add32(x.get, w.constant32(16 * vectors))),
        ...v.set(w.add32(v.get, w.constant32(8))),
        ...slot.set(w.add32(slot.get, w.constant32(4)))
      ]);
    }
  };
}

/**
 * products(x, v, slot, entry, rows, cumulative, into): `into` gains Σ e x xᵀ, where e is v as `given`, or times the
 * cumulative at the `slot`, less that at the entry where entries are `late`. Of row i of the matrix the columns from
 * that of its even neighbour on are kept, to the column p of ones.
 */
function products(p: number, vectors: number, kind: "given" | "slot" | "late"): w.WasmFunction {
  const kept = (p + 2) >> 1;
  return {
    name: kind,
    parameters: ["i32", "i32", "i32", "i32", "i32", "i32", "i32"],
    body([x, v, slot, entry, rows, cumulative, into], local) {
      const weight = local();
      const scaled = Array.from({length: kept}, () => local());
      const one = local();
      const totals = Array.from({length: p}, (_, i) =>
        Array.from({length: kept - (i >> 1)}, (_, j) => ({total: local(), at: (i >> 1) + j}))
      );
      const hazard = (place: w.Local) =>
        w.load1(w.add32(cumulative.get, w.multiply32(w.load32(place.get), w.constant32(8))));
      const spell = kind === "late" ? w.subtract1(hazard(slot), hazard(entry)) : hazard(slot);
      const next = (pointer: w.Local, bytes: number) =>
        pointer.set(w.add32(pointer.get, w.constant32(bytes)));
      return [
        ...w.repeat(rows, [
          ...weight.set(w.splat(kind === "given" ? w.load1(v.get) : w.multiply1(w.load1(v.get), spell))),
          ...scaled.flatMap((value, k) => value.set(w.multiply2(weight.get, w.load2(x.get, 16 * k)))),
          ...totals.flatMap((row, i) => [
            ...one.set(w.loadTwice(x.get, 8 * i)),
            ...row.flatMap(({total, at}) =>
              total.set(w.add2(total.get, w.multiply2(one.get, scaled[at].get)))
            )
          ]),
          ...next(x, 16 * vectors),
          ...next(v, 8),
          ...(kind === "given" ? [] : next(slot, 4)),
          ...(kind === "late" ? next(entry, 4) : [])
        ]),
        ...totals.flatMap((row, i) =>
          row.flatMap(({total, at}) => {
            const offset = 16 * (i * vectors + at);
            return w.store2(into.get, w.add2(w.load2(into.get, offset), total.get), offset);
          })
        )
      ];
    }
  };
}
