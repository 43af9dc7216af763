import * as w from "../numeric/wasmCode.js";

const one = w.constant1(1);

/**
 * The loops of `LinearLoops`, unrolled for their slopes, as a WebAssembly module; `ratios` takes two rows at a time.
 * Operations and their order are those of `plainLinearLoops`, so that both give the same bits.
 */
export function linearLoopsCode(slopes: number): Uint8Array<ArrayBuffer> {
  return w.wasmModule([addUp(slopes), ratios(slopes), expected(slopes)]);
}

const range = (size: number) => Array.from({length: size}, (_, k) => k);
const move = (place: w.Local, bytes: number) => place.set(w.add32(place.get, w.constant32(bytes)));

/** Addresses of columns that lie `stride` bytes apart. */
function columns(first: w.Local, stride: w.Local, places: readonly w.Local[]): w.Code {
  return places.map((place, k) => place.set(k === 0 ? first.get : w.add32(places[k - 1].get, stride.get)));
}

/** Σ θₖ bₖ onto a first term. */
const combined = (first: w.Code, theta: readonly w.Local[], basis: readonly w.Local[]) =>
  basis.reduce<w.Code>((sum, b, k) => w.add1(sum, w.multiply1(theta[k].get, w.load1(b.get))), first);

/** addUp(weight, basis, stride, lengths, strata, whole, parts, stride of parts). */
function addUp(slopes: number): w.WasmFunction {
  return {
    name: "addUp",
    parameters: ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"],
    body([weight, basis, stride, lengths, strata, whole, parts, apart], local) {
      const b = range(slopes).map(() => local("i32"));
      const to = range(slopes).map(() => local("i32"));
      const sums = range(slopes + 1).map(() => local("f64"));
      const cells = local("i32");
      const own = local("f64");
      return [
        columns(basis, stride, b),
        columns(parts, apart, to),
        w.repeat(strata, [
          cells.set(w.load32(lengths.get)),
          sums.map((sum) => sum.set(w.constant1(0))),
          w.repeat(cells, [
            own.set(w.load1(weight.get)),
            sums[slopes].set(w.add1(sums[slopes].get, own.get)),
            b.map((place, k) => [
              sums[k].set(w.add1(sums[k].get, w.multiply1(own.get, w.load1(place.get)))),
              move(place, 8)
            ]),
            move(weight, 8)
          ]),
          w.store1(whole.get, sums[slopes].get),
          to.map((place, k) => [w.store1(place.get, sums[k].get), move(place, 8)]),
          move(whole, 8),
          move(lengths, 4)
        ])
      ];
    }
  };
}

/** ratios(basis, stride, pairs of rows of groups, groups, θ, sums): the least ratio. */
function ratios(slopes: number): w.WasmFunction {
  return {
    name: "ratios",
    parameters: ["i32", "i32", "i32", "i32", "i32", "i32"],
    returns: true,
    body([basis, stride, pairs, groups, theta, sums], local) {
      const b = range(slopes).map(() => local("i32"));
      const beta = range(slopes).map(() => local());
      const scaled = range(slopes).map(() => local());
      const first = range(slopes).map(() => local());
      const second = range(slopes).flatMap((k) => range(k + 1).map((l) => ({k, l, sum: local()})));
      const [ones, significand, integer] = [local(), local(), local()];
      const [least, product, exponents, ratio, inverse] = range(5).map(() => local());
      const rows = local("i32");
      const zero = () => w.splat(w.constant1(0));
      const ratioOf = b.reduce<w.Code>(
        (sum, place, k) => w.add2(sum, w.multiply2(beta[k].get, w.load2(place.get))),
        ones.get
      );
      return [
        columns(basis, stride, b),
        beta.map((value, k) => value.set(w.loadTwice(theta.get, 8 * k))),
        ones.set(w.splat(one)),
        significand.set(w.bits2(0xfffff, -1)),
        integer.set(w.splat(w.constant1(4503599627370496))),
        least.set(w.splat(w.constant1(Infinity))),
        w.repeat(groups, [
          rows.set(w.load32(pairs.get)),
          product.set(ones.get),
          [exponents, ...first, ...second.map(({sum}) => sum)].map((sum) => sum.set(zero())),
          w.repeat(rows, [
            ratio.set(ratioOf),
            least.set(w.lesser2(least.get, ratio.get)),
            product.set(w.multiply2(product.get, ratio.get)),
            exponents.set(w.addBits2(exponents.get, w.shiftRight2(product.get, 52))),
            product.set(w.or2(w.and2(product.get, significand.get), ones.get)),
            inverse.set(w.divide2(ones.get, ratio.get)),
            b.map((place, k) => [
              scaled[k].set(w.multiply2(w.load2(place.get), inverse.get)),
              first[k].set(w.add2(first[k].get, scaled[k].get)),
              move(place, 16)
            ]),
            second.map(({k, l, sum}) => sum.set(w.add2(sum.get, w.multiply2(scaled[k].get, scaled[l].get))))
          ]),
          // A whole number below 2⁵² as the last bits of 2⁵² plus it.
          exponents.set(w.subtract2(w.or2(exponents.get, integer.get), integer.get)),
          [product, exponents, ...first, ...second.map(({sum}) => sum)].map((value, k) =>
            w.store2(sums.get, value.get, 16 * k)
          ),
          move(sums, 16 * (2 + first.length + second.length)),
          move(pairs, 4)
        ]),
        w.lesser1(w.lane(least.get, 0), w.lane(least.get, 1))
      ];
    }
  };
}

/** expected(weight, basis, stride, lengths, strata, θ, level, matrix). */
function expected(slopes: number): w.WasmFunction {
  return {
    name: "expected",
    parameters: ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"],
    body([weight, basis, stride, lengths, strata, theta, level, matrix], local) {
      const b = range(slopes).map(() => local("i32"));
      const beta = range(slopes).map(() => local("f64"));
      const sums = range(slopes).flatMap((k) =>
        range(k + 1).map((l) => ({k, l, sum: local("f64"), own: local("f64")}))
      );
      const [height, ratio, share, first] = range(4).map(() => local("f64"));
      const cells = local("i32");
      return [
        columns(basis, stride, b),
        beta.map((value, k) => value.set(w.load1(theta.get, 8 * k))),
        w.repeat(strata, [
          cells.set(w.load32(lengths.get)),
          height.set(w.load1(level.get)),
          sums.map(({own}) => own.set(w.constant1(0))),
          w.repeat(cells, [
            ratio.set(combined(one, beta, b)),
            share.set(w.multiply1(height.get, w.load1(weight.get))),
            share.set(w.where1(ratio.get, w.divide1(share.get, ratio.get), w.constant1(0))),
            range(slopes).map((k) => [
              first.set(w.multiply1(share.get, w.load1(b[k].get))),
              sums
                .filter((sum) => sum.k === k)
                .map(({l, own}) => own.set(w.add1(own.get, w.multiply1(first.get, w.load1(b[l].get)))))
            ]),
            b.map((place) => move(place, 8)),
            move(weight, 8)
          ]),
          sums.map(({sum, own}) => sum.set(w.add1(sum.get, own.get))),
          move(level, 8),
          move(lengths, 4)
        ]),
        sums.map(({k, l, sum}) => w.store1(matrix.get, sum.get, 8 * (k * slopes + l)))
      ];
    }
  };
}
