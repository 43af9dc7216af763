import * as w from "../numeric/wasmCode.js";
import {AGE_DAYS_TWICE, CASES, CELL, DAYS, DOSE_DAYS, PERSONS, WIDTH} from "./cellSums.js";
import {splitter} from "./exactSum.js";

/** Persons of a chunk, and where its columns lie: entry, exit, birth, event, ptr, then fixed keys and origins. */
export const chunk = 256;
export const columnAt = (k: number): number => 64 + 4 * (chunk + 2) * k;
export const PTR = 4;
export const KEYS = 5;
/** Where sums outside the table lie, the end of the rows, and the end of the memory. */
export const OFF_DAYS = 0;
export const OFF_CASES = 8;
export const ROWS_END = 16;
export const MEMORY_END = 20;

/** Days that are followed lie less than so many from 1970. */
export const FURTHEST = 1 << 27;
/** A change that never comes. */
export const FAR = 1 << 29;
/** What a class outside the table adds to the number of a cell: it makes any sum negative. */
export const OUTSIDE = -(1 << 26);

const [ENTRY, EXIT, BIRTH, EVENT] = [0, 1, 2, 3].map(columnAt);
const range = (size: number) => Array.from({length: size}, (_, k) => k);
const whole = w.constant32;
const next = (place: w.Local, bytes: number) => place.set(w.add32(place.get, whole(bytes)));
const lesser = (a: w.Code, b: w.Code) => w.either(w.below32(a, b), a, b);

/** Parameters of `walk` before the table of each scale and its top. */
export type WalkPlaces = [
  persons: number,
  index: number,
  fixed: number,
  day: number,
  dose: number,
  enters: number,
  edges: number,
  codes: number,
  top: number
];

const places = 9;

/**
 * The walk of `tabulate` through one chunk of persons, over so many fixed keys, so many scales, and a dose or none, in
 * whole numbers and with hardly a branch that a processor has to guess:
 * walk(persons, index, fixed, day, dose, enters, edges, codes, top, [table, top]…) is 1 where a day is too far for it.
 * `fixed` has what a key adds for each code, and for none. A table of a scale has pairs (start, class from it on), the
 * first without its start; `edges` and `codes` of doses are the same in two. Both are filled up by `FAR` to twice their
 * `top`, the largest power of two of bytes in them. `finish(rows)` turns what `walk` counted into doubles.
 */
export function walkCode(keys: number, scales: number, withDose: boolean): Uint8Array<ArrayBuffer> {
  return w.wasmModule([walk(keys, scales, withDose), finish]);
}

function walk(keys: number, scales: number, withDose: boolean): w.WasmFunction {
  return {
    name: "walk",
    parameters: [...range(places).map(() => "i32" as const), ...range(2 * scales).map(() => "i32" as const)],
    returns: true,
    body([persons, index, fixed, day, dose, enters, edges, doseCodes, doseTop, ...tables], local) {
      const i32 = () => local("i32");
      const f64 = () => local("f64");
      const [person, from, last, to, days, event, twiceBirth] = range(7).map(i32);
      const [own, cell, latest, row, happened, step, code] = range(7).map(i32);
      const column = (k: number) => w.load32(person.get, k);
      /** The last of the entries, eight bytes each, that `passed` holds for. */
      const bisect = (at: w.Local, top: w.Local, passed: (address: w.Code) => w.Code) => [
        step.set(top.get),
        w.during(w.upTo32(whole(8), step.get), [
          at.set(w.either(passed(w.add32(at.get, step.get)), w.add32(at.get, step.get), at.get)),
          step.set(w.halve32(step.get))
        ])
      ];

      const axes = range(scales).map((k) => {
        const [origin, turn, at, code, since] = range(5).map(i32);
        const settle = [turn.set(w.add32(origin.get, w.load32(at.get, 8))), code.set(w.load32(at.get, 4))];
        const begin = [
          origin.set(column(columnAt(KEYS + keys + k))),
          since.set(w.subtract32(from.get, origin.get)),
          at.set(tables[2 * k].get),
          bisect(at, tables[2 * k + 1], (address) => w.upTo32(w.load32(address), since.get)),
          settle
        ];
        const pass = [at.set(w.add32(at.get, w.multiply32(w.upTo32(turn.get, to.get), whole(8)))), settle];
        return {turn, code, begin, pass};
      });

      const [value, high, low] = range(3).map(f64);
      const [into, end, doseCode, doseTurn] = range(4).map(i32);
      const entryOf = (first: w.Local, size: number) =>
        w.add32(first.get, w.multiply32(into.get, whole(size)));
      const counts = w.add32(lesser(w.load32(entryOf(day, 4)), whole(FURTHEST)), enters.get);
      const remain = w.below32(into.get, end.get);
      const settleDose = [
        w.during(w.both32(remain, w.upTo32(counts, from.get)), [
          value.set(w.add1(value.get, w.load1(entryOf(dose, 8)))),
          next(into, 1)
        ]),
        doseTurn.set(w.either(remain, counts, whole(FAR))),
        high.set(w.multiply1(w.constant1(splitter), value.get)),
        high.set(w.subtract1(high.get, w.subtract1(high.get, value.get))),
        low.set(w.subtract1(value.get, high.get)),
        code.set(edges.get),
        bisect(code, doseTop, (address) => w.upTo1(w.load1(address), value.get)),
        doseCode.set(w.load32(w.add32(doseCodes.get, w.halve32(w.subtract32(code.get, edges.get)))))
      ];
      const beginDose = [
        into.set(column(columnAt(PTR))),
        end.set(column(columnAt(PTR) + 4)),
        value.set(w.constant1(0)),
        settleDose
      ];

      const gains = (address: w.Code, offset: number, what: w.Code) =>
        w.store64(address, w.add64(w.load64(address, offset), what), offset);
      const long = (value: w.Code) => w.widen(value);
      // As `addProduct`.
      const [length, product, lost, before, total, part, error] = range(7).map(f64);
      const addDose = [
        length.set(w.toDouble(days.get)),
        product.set(w.multiply1(value.get, length.get)),
        lost.set(
          w.add1(
            w.subtract1(w.multiply1(high.get, length.get), product.get),
            w.multiply1(low.get, length.get)
          )
        ),
        before.set(w.load1(row.get, 8 * DOSE_DAYS)),
        total.set(w.add1(before.get, product.get)),
        part.set(w.subtract1(total.get, before.get)),
        error.set(
          w.add1(
            w.add1(
              w.subtract1(before.get, w.subtract1(total.get, part.get)),
              w.subtract1(product.get, part.get)
            ),
            w.add1(w.load1(row.get, 8 * DOSE_DAYS + 8), lost.get)
          )
        ),
        before.set(w.add1(total.get, error.get)),
        w.store1(row.get, before.get, 8 * DOSE_DAYS),
        w.store1(row.get, w.subtract1(error.get, w.subtract1(before.get, total.get)), 8 * DOSE_DAYS + 8)
      ];
      const slot = w.add32(index.get, w.multiply32(cell.get, whole(4)));
      const occupy = [
        row.set(w.load32(whole(0), ROWS_END)),
        w.store32(slot, row.get),
        w.store1(row.get, w.toDouble(cell.get), 8 * CELL),
        w.store32(whole(0), w.add32(row.get, whole(8 * WIDTH)), ROWS_END),
        w.when(w.below32(w.load32(whole(0), MEMORY_END), w.add32(row.get, whole(16 * WIDTH))), [
          w.growMemory(16),
          w.store32(whole(0), w.add32(w.load32(whole(0), MEMORY_END), whole(1 << 20)), MEMORY_END)
        ])
      ];
      const count = [
        row.set(w.load32(slot)),
        w.when(w.not32(row.get), occupy),
        gains(row.get, 8 * DAYS, long(days.get)),
        gains(
          row.get,
          8 * AGE_DAYS_TWICE,
          w.multiply64(long(w.subtract32(w.add32(from.get, to.get), twiceBirth.get)), long(days.get))
        ),
        gains(row.get, 8 * CASES, long(happened.get)),
        // No class comes back, so that a person is in a cell again only from one spell to the next.
        gains(row.get, 8 * PERSONS, long(w.unequal32(cell.get, latest.get))),
        latest.set(cell.get),
        withDose ? w.when(w.below1(w.constant1(0), value.get), addDose) : []
      ];
      const turns = [...axes.map(({turn}) => turn), ...(withDose ? [doseTurn] : [])];
      const codes = [...axes.map(({code}) => code), ...(withDose ? [doseCode] : [])];
      const segment = [
        to.set(last.get),
        turns.map((turn) => to.set(lesser(turn.get, to.get))),
        days.set(w.subtract32(to.get, from.get)),
        cell.set(codes.reduce<w.Code>((sum, code) => w.add32(sum, code.get), own.get)),
        // Whether from < event ≤ to.
        happened.set(w.belowUnsigned32(w.subtract32(event.get, w.add32(from.get, whole(1))), days.get)),
        w.when(
          w.below32(cell.get, whole(0)),
          [gains(whole(0), OFF_DAYS, long(days.get)), gains(whole(0), OFF_CASES, long(happened.get))],
          count
        ),
        from.set(to.get),
        axes.map(({pass}) => pass),
        withDose ? w.when(w.upTo32(doseTurn.get, to.get), settleDose) : []
      ];
      const tooFar = [ENTRY, EXIT, BIRTH]
        .map((k) => w.belowUnsigned32(whole(2 * FURTHEST), w.add32(column(k), whole(FURTHEST))))
        .reduce((any, far) => w.or32(any, far));
      return [
        w.repeat(persons, [
          w.when(tooFar, w.leave(w.constant1(1))),
          from.set(column(ENTRY)),
          last.set(column(EXIT)),
          w.when(w.below32(from.get, last.get), [
            event.set(column(EVENT)),
            twiceBirth.set(w.multiply32(column(BIRTH), whole(2))),
            own.set(whole(0)),
            range(keys).map((k) => [
              code.set(column(columnAt(KEYS + k))),
              own.set(
                w.add32(
                  own.get,
                  w.either(
                    w.below32(code.get, whole(0)),
                    w.load32(fixed.get, 8 * k + 4),
                    w.multiply32(code.get, w.load32(fixed.get, 8 * k))
                  )
                )
              )
            ]),
            latest.set(whole(-1)),
            axes.map(({begin}) => begin),
            withDose ? beginDose : [],
            w.again(segment, w.below32(from.get, last.get))
          ]),
          next(person, 4)
        ]),
        w.constant1(0)
      ];
    }
  };
}

/** finish(rows): whole numbers of 64 bits, of which sums are made, to doubles. */
const finish: w.WasmFunction = {
  name: "finish",
  parameters: ["i32"],
  body([row]) {
    const turn = (address: w.Code, offset: number) =>
      w.store1(address, w.toDouble64(w.load64(address, offset)), offset);
    return [
      turn(whole(0), OFF_DAYS),
      turn(whole(0), OFF_CASES),
      w.during(w.below32(row.get, w.load32(whole(0), ROWS_END)), [
        [DAYS, CASES, AGE_DAYS_TWICE, PERSONS].map((place) => turn(row.get, 8 * place)),
        next(row, 8 * WIDTH)
      ])
    ];
  }
};
