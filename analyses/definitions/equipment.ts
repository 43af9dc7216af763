/** Generations of X-ray equipment, in the order in which they came. */
export const equipment = ["film", "image intensifier", "flat panel", "dose-optimised flat panel"] as const;

/** The calendar year of a day, with its part. */
export function calendarYear(day: number): number {
  return 1970 + day / 365.2425;
}
