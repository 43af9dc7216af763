/** The numeric ports under `@stdlib/math-base-special-*` that ship no types the compiler can resolve. */
declare module "@stdlib/math-base-special-*" {
  const f: (...x: number[]) => number;
  export default f;
}
declare module "jstat";
