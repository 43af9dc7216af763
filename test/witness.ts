import {appendFileSync} from "node:fs";
import {expect} from "vitest";

/** What is compared with what: one line of the validation page. */
export interface Witness {
  /** The function of the library, as it is exported: `coxph`. */
  estimator: string;
  /** Which of its figures: "coefficients", "standard errors", "log-likelihood". */
  figure: string;
  /** By hand, R with package and call, or print: "R survival 3.5-3, coxph(ties = \"efron\")". */
  peer: string;
  /** Data set: "lung", "seven subjects", "mock cohort". */
  data: string;
  /** Digits that must agree. */
  digits: number;
  /** Why no more digits can be asked for, where they are fewer than 8. */
  because?: string;
}

/** Digits to which two numbers agree, 16 at most; the same infinity or NaN agrees wholly. */
export function agreeingDigits(ours: number, theirs: number, scale = Math.abs(theirs)): number {
  if (Object.is(ours, theirs) || ours === theirs) return 16;
  const difference = Math.abs(ours - theirs) / (scale > 0 ? scale : 1);
  return Number.isNaN(difference) ? 0 : Math.min(16, Math.max(0, -Math.log10(difference)));
}

/**
 * Asserts that figures agree with a witness to the digits asked for, and records the comparison for the
 * validation page when `HARMONIC_WITNESSES` names a file. Of an array the worst entry counts; an expected 0
 * is compared on the scale of the array's largest entry.
 */
export function expectAgreement(
  witness: Witness,
  ours: number | ArrayLike<number>,
  theirs: number | ArrayLike<number>
): void {
  const a = typeof ours === "number" ? [ours] : Array.from(ours);
  const b = typeof theirs === "number" ? [theirs] : Array.from(theirs);
  const about = `${witness.estimator}, ${witness.figure}, ${witness.data}, ${witness.peer}`;
  expect(a.length, about).toBe(b.length);
  expect(b.length, about).toBeGreaterThan(0);
  const largest = b.reduce(
    (most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most),
    0
  );
  const agreed = Math.min(
    ...a.map((value, i) => agreeingDigits(value, b[i], b[i] === 0 ? largest : Math.abs(b[i])))
  );
  const file = process.env.HARMONIC_WITNESSES;
  if (file) appendFileSync(file, `${JSON.stringify({...witness, figures: b.length, agreed})}\n`);
  if (agreed < witness.digits) {
    const worst = a.findIndex(
      (value, i) => agreeingDigits(value, b[i], b[i] === 0 ? largest : Math.abs(b[i])) === agreed
    );
    expect.fail(
      `${about}: must agree to ${witness.digits} digits; got ${agreed.toFixed(1)} (${a[worst]} for ${b[worst]}, entry ${worst})`
    );
  }
}
