/** A date or number of a text as a number; dates are days since 1970-01-01 and marked. */
export interface Token {
  value: number;
  isDate: boolean;
}

const months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
const pattern = new RegExp(
  [
    String.raw`(?<y>(?:19|20)\d\d)[-/.](?<m>[01]\d)[-/.](?<d>[0-3]\d)(?!\d)`,
    String.raw`(?<!\d)(?<d2>[0-3]?\d)[-/.](?<m2>[01]?\d)[-/.](?<y2>(?:19|20)\d\d)(?!\d)`,
    String.raw`(?<!\d)(?<d3>[0-3]?\d)\.? (?<n3>${months})[a-z]* (?<y3>(?:19|20)\d\d)`,
    String.raw`(?<n4>${months})[a-z]* (?<d4>[0-3]?\d), (?<y4>(?:19|20)\d\d)`,
    String.raw`[a-z_$]{2,}[\w$]*`,
    String.raw`(?<number>(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)`
  ].join("|"),
  "gi"
);

/**
 * The dates and the telling numbers of a text in their order, whatever stands between them: a date in the
 * usual ways of writing it or as milliseconds since 1970, not where a hash looks like them; a number with at least three significant digits,
 * without its sign. Digits inside words are none.
 */
export function* tokens(text: string): Generator<Token> {
  for (const {groups = {}, index} of text.matchAll(pattern)) {
    const {y, y2, y3, y4, number} = groups;
    if (number !== undefined) {
      const value = Number(number);
      if (value !== 0 && value % msPerDay === 0 && value >= 1e9 && !isOfHash(text, index, number))
        // Days before 1970 are negative.
        yield {value: (text[index - 1] === "-" ? -value : value) / msPerDay, isDate: true};
      else if (isTelling(value)) yield {value, isDate: false};
    } else if (y ?? y2 ?? y3 ?? y4) {
      const month = groups.m ?? groups.m2;
      const name = (groups.n3 ?? groups.n4 ?? "").toLowerCase();
      const index = month === undefined ? months.split("|").indexOf(name) : Number(month) - 1;
      const day = Number(groups.d ?? groups.d2 ?? groups.d3 ?? groups.d4);
      yield {value: Date.UTC(Number(y ?? y2 ?? y3 ?? y4), index, day) / msPerDay, isDate: true};
    }
  }
}

const msPerDay = 86_400_000;

/** Whether a number with an exponent is cut out of a word, as 162e9 out of the hash d162e9c0. */
function isOfHash(text: string, index: number, number: string): boolean {
  const [before, after] = [text[index - 1] ?? "", text[index + number.length] ?? ""];
  return /e/i.test(number) && (/\w/.test(before) || /\w/.test(after));
}

/** Whether a number has three significant digits or more. */
export function isTelling(value: number): boolean {
  const size = Math.abs(value);
  if (!(size > 0 && size < Infinity)) return false;
  const tens = (size / 10 ** Math.floor(Math.log10(size))) * 10;
  return Math.abs(tens - Math.round(tens)) > 1e-7;
}

/** Significant digits of a number as it is written in the shortest way. */
export function significantDigits(value: number): number {
  const [mantissa] = String(Math.abs(value)).split("e");
  return mantissa.replace(".", "").replace(/^0+/, "").replace(/0+$/, "").length;
}
