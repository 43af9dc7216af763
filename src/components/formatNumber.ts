/**
 * A number as the site prints it: a true minus sign, commas at the thousands, `decimals` places.
 * Infinite values are "∞" and "−∞".
 * @throws RangeError when the value is NaN: that is a failure upstream, never something to print.
 */
export function formatNumber(value: number, decimals: number): string {
  if (Number.isNaN(value)) throw new RangeError("value must be a number; got NaN");
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const digits = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(digits) ? `−${digits}` : digits;
}

/**
 * Decimals that show the largest of `values` to `digits` significant digits, and no more than six: an
 * estimate and its bounds are printed to the same place, as far as the widest of them deserves.
 */
export function commonDecimals(values: readonly number[], digits: number): number {
  const largest = values.reduce((most, v) => (Number.isFinite(v) ? Math.max(most, Math.abs(v)) : most), 0);
  if (largest === 0) return Math.max(0, Math.min(6, digits - 1));
  return Math.max(0, Math.min(6, digits - 1 - Math.floor(Math.log10(largest))));
}

/** A p-value as journals print it: two significant digits, "<0.001" below that. */
export function formatP(p: number): string {
  if (p < 0.001) return "<0.001";
  return p < 0.1 ? formatNumber(p, commonDecimals([p], 2)) : formatNumber(p, 2);
}

/** "95 % CI" with the space that does not break. */
export function intervalName(level = 0.95): string {
  return `${formatNumber(100 * level, Number.isInteger(Math.round(1000 * level) / 10) ? 0 : 1)}\u00a0% CI`;
}
