import * as w from "../numeric/wasmCode.js";
import {AGE_DAYS_TWICE, CASES, CELL, DAYS, DOSE_DAYS, PERSONS, WIDTH} from "./cellSums.js";
import {splitter} from "./exactSum.js";
import {NEVER} from "./scale.js";

/** Persons of a chunk, and where its columns lie: entry, exit, birth, event, own, ptr, then an origin a scale. */
export const chunk = 256;
export const columnAt = (k: number): number => 64 + 4 * (chunk + 2) * k;
export const ORIGINS = 6;
/** Where sums outside the table lie, the end of the rows, and the end of the memory. */
export const OFF_DAYS = 0;
export const OFF_CASES = 8;
export const ROWS_END = 16;
export const MEMORY_END = 20;

const [ENTRY, EXIT, BIRTH, EVENT, OWN, PTR] = [0, 1, 2, 3, 4, 5].map(columnAt);
const zero = w.constant1(0);
const never = w.constant1(NEVER);
const range = (size: number) => Array.from({length: size}, (_, k) => k);
const add = (...terms: w.Code[]) => terms.reduce((sum, term) => w.add1(sum, term));

/** What a class outside the table adds to the number of a cell: it makes any sum negative. */
export const OUTSIDE = -(1 << 26);

/** Parameters of `walk` before the starts and codes of each scale. */
export type WalkPlaces = [
  persons: number,
  before: number,
  index: number,
  day: number,
  dose: number,
  enters: number,
  edges: number,
  codes: number,
  classes: number,
  until: number
];

/**
 * The walk of `tabulate` through one chunk of persons, over so many scales, the last the clock, and a dose or none:
 * walk(persons, persons before, index, day, dose, enters, edges, codes, classes, until, [starts, codes]…).
 */
export function walkCode(scales: number, withDose: boolean): Uint8Array<ArrayBuffer> {
  return w.wasmModule([
    {
      name: "walk",
      parameters: [
        ...(["i32", "f64", "i32", "i32", "i32", "f64", "i32", "i32", "i32", "f64"] as const),
        ...range(2 * scales).map(() => "i32" as const)
      ],
      body([persons, who, index, day, dose, enters, edges, doseCodes, classes, until, ...tables], local) {
        const f64 = () => local("f64");
        const person = local("i32");
        const [from, last, to, spellEnd, happens, twiceBirth, days] = range(7).map(f64);
        const [own, base, cell, latest, slot, row] = range(6).map(() => local("i32"));
        const numberOf = (column: number) => w.toDouble(w.load32(person.get, column));

        const axes = range(scales).map((k) => {
          const [starts, codes] = [tables[2 * k], tables[2 * k + 1]];
          const [origin, turn, at, code] = [f64(), f64(), local("i32"), local("i32")];
          const turns = turn.set(
            w.add1(origin.get, w.load1(w.add32(starts.get, w.multiply32(at.get, w.constant32(8)))))
          );
          const settle = (today: w.Local): w.Code => [
            w.during(w.upTo1(turn.get, today.get), [at.set(w.add32(at.get, w.constant32(1))), turns]),
            code.set(w.load32(w.add32(codes.get, w.multiply32(at.get, w.constant32(4)))))
          ];
          const begin = [
            origin.set(numberOf(columnAt(ORIGINS + k))),
            at.set(w.constant32(0)),
            turns,
            settle(from)
          ];
          return {turn, code, settle, begin};
        });
        const clock = axes[scales - 1];
        const outer = axes.slice(0, -1);

        const [value, high, doseTurn] = range(3).map(f64);
        const [into, end, found, doseCode] = range(4).map(() => local("i32"));
        const counts = w.add1(
          w.toDouble(w.load32(w.add32(day.get, w.multiply32(into.get, w.constant32(4))))),
          enters.get
        );
        const doubled = (base: w.Local, at: w.Local) =>
          w.load1(w.add32(base.get, w.multiply32(at.get, w.constant32(8))));
        const less = (at: w.Local) => at.set(w.add32(at.get, w.constant32(-1)));
        const settleDose = (today: w.Local): w.Code => [
          w.during(w.both32(w.below32(into.get, end.get), w.upTo1(counts, today.get)), [
            value.set(w.add1(value.get, doubled(dose, into))),
            into.set(w.add32(into.get, w.constant32(1)))
          ]),
          high.set(w.multiply1(w.constant1(splitter), value.get)),
          high.set(w.subtract1(high.get, w.subtract1(high.get, value.get))),
          // One more than the class.
          found.set(w.either(w.below1(value.get, until.get), classes.get, w.constant32(0))),
          w.during(
            w.both32(
              w.below32(w.constant32(0), found.get),
              w.below1(
                value.get,
                w.load1(
                  w.add32(w.add32(edges.get, w.constant32(-8)), w.multiply32(found.get, w.constant32(8)))
                )
              )
            ),
            less(found)
          ),
          doseCode.set(w.load32(w.add32(doseCodes.get, w.multiply32(found.get, w.constant32(4))))),
          doseTurn.set(w.either(w.below32(into.get, end.get), counts, never))
        ];
        const beginDose = [
          into.set(w.load32(person.get, PTR)),
          end.set(w.load32(person.get, PTR + 4)),
          value.set(zero),
          settleDose(from)
        ];

        const happened = w.both32(w.upTo1(happens.get, to.get), w.below1(from.get, happens.get));
        const gains = (place: number, what: w.Code) =>
          w.store1(row.get, w.add1(w.load1(row.get, 8 * place), what), 8 * place);
        const gainsAt = (address: number, what: w.Code) =>
          w.store1(w.constant32(0), w.add1(w.load1(w.constant32(0), address), what), address);
        // As `addProduct`.
        const [product, lost, before, total, part, error] = range(6).map(f64);
        const addDose = [
          product.set(w.multiply1(value.get, days.get)),
          lost.set(
            w.add1(
              w.subtract1(w.multiply1(high.get, days.get), product.get),
              w.multiply1(w.subtract1(value.get, high.get), days.get)
            )
          ),
          before.set(w.load1(row.get, 8 * DOSE_DAYS)),
          total.set(w.add1(before.get, product.get)),
          part.set(w.subtract1(total.get, before.get)),
          error.set(
            add(
              w.subtract1(before.get, w.subtract1(total.get, part.get)),
              w.subtract1(product.get, part.get),
              w.add1(w.load1(row.get, 8 * DOSE_DAYS + 8), lost.get)
            )
          ),
          before.set(w.add1(total.get, error.get)),
          w.store1(row.get, before.get, 8 * DOSE_DAYS),
          w.store1(row.get, w.subtract1(error.get, w.subtract1(before.get, total.get)), 8 * DOSE_DAYS + 8)
        ];
        const occupy = [
          row.set(w.load32(w.constant32(0), ROWS_END)),
          w.store32(slot.get, row.get),
          w.store1(row.get, w.toDouble(cell.get), 8 * CELL),
          w.store32(w.constant32(0), w.add32(row.get, w.constant32(8 * WIDTH)), ROWS_END),
          w.when(
            w.below32(w.load32(w.constant32(0), MEMORY_END), w.add32(row.get, w.constant32(16 * WIDTH))),
            [
              w.growMemory(16),
              w.store32(
                w.constant32(0),
                w.add32(w.load32(w.constant32(0), MEMORY_END), w.constant32(1 << 20)),
                MEMORY_END
              )
            ]
          )
        ];
        const count = [
          slot.set(w.add32(index.get, w.multiply32(cell.get, w.constant32(4)))),
          row.set(w.load32(slot.get)),
          w.when(w.not32(row.get), occupy),
          gains(DAYS, days.get),
          w.when(happened, gains(CASES, w.constant1(1))),
          gains(AGE_DAYS_TWICE, w.multiply1(w.subtract1(w.add1(from.get, to.get), twiceBirth.get), days.get)),
          withDose ? w.when(w.below1(zero, value.get), addDose) : [],
          // No class comes back, so that a person is in a cell again only from one spell to the next.
          w.when(w.unequal32(cell.get, latest.get), [gains(PERSONS, w.constant1(1)), latest.set(cell.get)])
        ];
        const segment = [
          to.set(w.lesser1(clock.turn.get, spellEnd.get)),
          days.set(w.subtract1(to.get, from.get)),
          cell.set(w.add32(base.get, clock.code.get)),
          w.when(
            w.below32(cell.get, w.constant32(0)),
            [gainsAt(OFF_DAYS, days.get), w.when(happened, gainsAt(OFF_CASES, w.constant1(1)))],
            count
          ),
          w.when(w.upTo1(clock.turn.get, to.get), clock.settle(to)),
          from.set(to.get)
        ];
        const turns = [...outer.map(({turn}) => turn), ...(withDose ? [doseTurn] : [])];
        const codes = [own, ...outer.map(({code}) => code), ...(withDose ? [doseCode] : [])];
        const spell = [
          spellEnd.set(turns.reduce<w.Code>((least, turn) => w.lesser1(least, turn.get), last.get)),
          base.set(codes.map((code) => code.get).reduce((sum, code) => w.add32(sum, code))),
          w.during(w.below1(from.get, spellEnd.get), segment),
          outer.map(({turn, settle}) => w.when(w.upTo1(turn.get, from.get), settle(from))),
          withDose ? w.when(w.upTo1(doseTurn.get, from.get), settleDose(from)) : []
        ];
        return w.repeat(persons, [
          who.set(w.add1(who.get, w.constant1(1))),
          from.set(numberOf(ENTRY)),
          last.set(numberOf(EXIT)),
          w.when(w.below1(from.get, last.get), [
            happens.set(numberOf(EVENT)),
            happens.set(
              w.either(
                w.both32(w.below1(from.get, happens.get), w.upTo1(happens.get, last.get)),
                happens.get,
                never
              )
            ),
            twiceBirth.set(w.multiply1(w.constant1(2), numberOf(BIRTH))),
            own.set(w.load32(person.get, OWN)),
            latest.set(w.constant32(-1)),
            axes.map(({begin}) => begin),
            withDose ? beginDose : [],
            w.during(w.below1(from.get, last.get), spell)
          ]),
          person.set(w.add32(person.get, w.constant32(4)))
        ]);
      }
    }
  ]);
}
