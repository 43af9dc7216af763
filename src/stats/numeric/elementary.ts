/**
 * The elementary functions that give the same bits on every engine and processor; `Math.*` does not
 * (its `exp`, `log` and `pow` differ by a last bit between Node versions and browsers). All of
 * `src/stats` takes them from here. `exp` and `log` are our own, with the bits of @stdlib's and in half the time;
 * the others are @stdlib's ports of FreeBSD msun and Cephes.
 * Witness: test/stats/numeric/elementary.test.ts.
 */
export {default as cos} from "@stdlib/math-base-special-cos";
export {default as expm1} from "@stdlib/math-base-special-expm1";
export {default as log1p} from "@stdlib/math-base-special-log1p";
export {default as pow} from "@stdlib/math-base-special-pow";
export {default as sin} from "@stdlib/math-base-special-sin";
export {exp} from "./exp.js";
export {log} from "./log.js";
