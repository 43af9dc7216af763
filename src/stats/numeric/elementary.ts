/**
 * The elementary functions that give the same bits on every engine and processor; `Math.*` does not
 * (its `exp`, `log` and `pow` differ by a last bit between Node versions and browsers). All of
 * `src/stats` takes them from here. Source: ports of FreeBSD msun and Cephes in @stdlib.
 * Witness: test/stats/numeric/elementary.test.ts.
 */
export {default as cos} from "@stdlib/math-base-special-cos";
export {default as exp} from "@stdlib/math-base-special-exp";
export {default as expm1} from "@stdlib/math-base-special-expm1";
export {default as log} from "@stdlib/math-base-special-ln";
export {default as log1p} from "@stdlib/math-base-special-log1p";
export {default as pow} from "@stdlib/math-base-special-pow";
export {default as sin} from "@stdlib/math-base-special-sin";
