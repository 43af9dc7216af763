/** Bytes of WebAssembly code, in lists of lists as they were put together. */
export type Code = readonly (number | Code)[];

/** A local variable of a function. */
export interface Local {
  get: Code;
  set: (value: Code) => Code;
}

const i32 = 0x7f;
const f64 = 0x7c;
const v128 = 0x7b;

const operation =
  (...opcode: number[]) =>
  (...operands: Code[]): Code => [...operands, ...opcode];
const vector = (opcode: number) => operation(0xfd, ...unsigned(opcode));
const memory =
  (opcode: Code, align: number) =>
  (address: Code, offset = 0): Code => [address, opcode, align, unsigned(offset)];

export const add32 = operation(0x6a);
export const subtract32 = operation(0x6b);
export const multiply32 = operation(0x6c);
export const load32 = memory([0x28], 2);
/** Whole numbers of 64 bits: arithmetic, from one of 32 bits, and as a double. */
export const add64 = operation(0x7c);
export const multiply64 = operation(0x7e);
export const load64 = memory([0x29], 3);
export const widen = operation(0xac);
export const toDouble64 = operation(0xb9);
/** One double, and arithmetic on it. */
export const load1 = memory([0x2b], 3);
export const add1 = operation(0xa0);
export const subtract1 = operation(0xa1);
export const multiply1 = operation(0xa2);
export const divide1 = operation(0xa3);
export const lesser1 = operation(0xa4);
export const greater1 = operation(0xa5);
export const constant1 = (value: number): Code => [0x44, ...new Uint8Array(Float64Array.of(value).buffer)];
/** The first where the double is above 0, else the second. */
export const where1 = (positive: Code, yes: Code, no: Code): Code => [
  yes,
  no,
  positive,
  constant1(0),
  0x64,
  0x1b
];
/** Two doubles side by side, and arithmetic on both. */
export const load2 = memory([0xfd, 0x00], 4);
export const loadTwice = memory([0xfd, 0x0a], 3);
export const splat = vector(0x14);
export const add2 = vector(0xf0);
export const subtract2 = vector(0xf1);
export const multiply2 = vector(0xf2);
export const divide2 = vector(0xf3);
export const lesser2 = vector(0xf4);
export const greater2 = vector(0xf5);
export const truncate2 = vector(0x7a);
export const absolute2 = vector(0xec);
export const less2 = vector(0x49);
export const and2 = vector(0x4e);
export const or2 = vector(0x50);
/** Bits of the first where the third has a one, else of the second. */
export const choose2 = vector(0x52);

export const store2 = (address: Code, value: Code, offset = 0): Code => [
  ...memory([], 4)([...address, ...value, 0xfd, 0x0b], offset)
];

export const store1 = (address: Code, value: Code, offset = 0): Code => [
  ...memory([], 3)([...address, ...value, 0x39], offset)
];

export const store32 = (address: Code, value: Code, offset = 0): Code => [
  ...memory([], 2)([...address, ...value, 0x36], offset)
];

export const store64 = (address: Code, value: Code, offset = 0): Code => [
  ...memory([], 3)([...address, ...value, 0x37], offset)
];

export const constant32 = (value: number): Code => [0x41, signed(value)];

/** Bits of the high and the low word, in both doubles. */
export const bits2 = (high: number, low: number): Code => [
  ...[0xfd, 0x0c],
  ...new Uint8Array(Int32Array.of(low, high, low, high).buffer)
];

/** The bits of both doubles as whole numbers of 64 bits: their sums, and shifted to the right. */
export const addBits2 = vector(0xce);
export const shiftRight2 = (value: Code, bits: number): Code => vector(0xcd)(value, constant32(bits));

/** Both doubles from the bits of an integer shifted to the left. */
export const shiftLeft2 = (value: Code, bits: number): Code => vector(0xcb)(value, constant32(bits));

/** One of two doubles. */
export const lane = (value: Code, at: 0 | 1): Code => [value, 0xfd, 0x21, at];

/** The first doubles of two pairs, and the second ones. */
export const firsts = (a: Code, b: Code): Code => shuffle(a, b, 0);
export const seconds = (a: Code, b: Code): Code => shuffle(a, b, 8);

function shuffle(a: Code, b: Code, from: number): Code {
  const bytes = Array.from({length: 16}, (_, k) => from + (k < 8 ? k : k + 8));
  return [a, b, 0xfd, 0x0d, bytes];
}

/** Comparisons of whole numbers and of doubles, 1 or 0, and both of two such. */
export const unequal32 = operation(0x47);
export const below32 = operation(0x48);
export const upTo32 = operation(0x4c);
/** The same of numbers from 0 to 2³² − 1. */
export const belowUnsigned32 = operation(0x49);
export const not32 = operation(0x45);
export const both32 = operation(0x71);
export const or32 = operation(0x72);
export const halve32 = (value: Code): Code => [value, constant32(1), 0x75];
export const below1 = operation(0x63);
export const upTo1 = operation(0x65);
/** The double of a whole number. */
export const toDouble = operation(0xb7);
/** The first where the condition is not 0, else the second; both are computed. */
export const either = (condition: Code, yes: Code, no: Code): Code => [yes, no, condition, 0x1b];
/** Gives the memory so many pages of 64 KiB more. */
export const growMemory = (pages: number): Code => [constant32(pages), 0x40, 0x00, 0x1a];

/** Runs the one body where the condition is not 0, else the other. */
export const when = (condition: Code, yes: Code, no: Code = []): Code => [
  ...condition,
  ...[0x04, 0x40],
  ...yes,
  ...(no.length > 0 ? [0x05, ...no] : []),
  0x0b
];

/** Runs the body once, and again for as long as the condition is not 0. */
export const again = (body: Code, condition: Code): Code => [
  0x03,
  0x40,
  ...body,
  ...condition,
  0x0d,
  0x00,
  0x0b
];

/** Leaves the function with the number. */
export const leave = (value: Code): Code => [value, 0x0f];

/** Runs the body for as long as the condition is not 0. */
export const during = (condition: Code, body: Code): Code => [
  ...[0x02, 0x40, 0x03, 0x40],
  ...condition,
  ...[0x45, 0x0d, 0x01],
  ...body,
  ...[0x0c, 0x00, 0x0b, 0x0b]
];

/** Runs the body `count` times, at least once, counting it down to 0. */
export const repeat = (count: Local, body: Code): Code => [
  0x03,
  0x40,
  ...body,
  ...count.set(add32(count.get, constant32(-1))),
  ...count.get,
  ...[0x0d, 0x00, 0x0b]
];

/** A function of a module: its name, parameters, whether it returns a double, and what makes its body. */
export interface WasmFunction {
  name: string;
  parameters: readonly ("i32" | "f64")[];
  returns?: boolean;
  body: (parameters: Local[], local: (type?: "i32" | "f64") => Local) => Code;
}

/**
 * The bytes of a module of functions over the memory it imports as `room.memory`; `local` in a body makes another
 * local of two doubles, one double, or a whole number, 0 at first. Source: WebAssembly Core Specification 2.0, §5.
 * Witness: test/stats/numeric/wasmCode.test.ts.
 */
export function wasmModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({parameters, returns}) => [
    0x60,
    ...list(parameters.map((type) => [type === "i32" ? i32 : f64])),
    ...list(returns ? [[f64]] : [])
  ]);
  const bodies = functions.map(({parameters, body}) => {
    const locals: Code[] = [];
    const types = {i32, f64};
    const at = (k: number): Local => ({
      get: [0x20, unsigned(k)],
      set: (value) => [value, 0x21, unsigned(k)]
    });
    const code = body(
      parameters.map((_, k) => at(k)),
      (type) => at(parameters.length + locals.push([1, type ? types[type] : v128]) - 1)
    );
    return sized([list(locals), code, 0x0b]);
  });
  const memoryImport = [...text("room"), ...text("memory"), 0x02, 0x00, 0x01];
  const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  const indices = functions.map((_, k) => unsigned(k));
  const names = functions.map(({name}, k) => [text(name), 0x00, unsigned(k)]);
  const sections = [
    section(1, types),
    section(2, [memoryImport]),
    section(3, indices),
    section(7, names),
    section(10, bodies)
  ];
  return Uint8Array.from(flat([header, sections]));
}

const section = (id: number, entries: readonly Code[]): Code => [id, sized(list(entries))];
const list = (entries: readonly Code[]): Code => [unsigned(entries.length), entries];
const text = (value: string): Code => list(Array.from(value, (letter) => [letter.charCodeAt(0)]));

function sized(code: Code): Code {
  const bytes = flat(code);
  return [unsigned(bytes.length), bytes];
}

function flat(code: Code, into: number[] = []): number[] {
  for (const part of code) {
    if (typeof part === "number") into.push(part);
    else flat(part, into);
  }
  return into;
}

/** Little-endian base 128, as all whole numbers of the format are written. */
function unsigned(value: number): readonly number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

function signed(value: number): readonly number[] {
  return value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)];
}
