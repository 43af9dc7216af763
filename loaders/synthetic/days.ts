/** Day since 1970-01-01 of a calendar date; the month counts from 1. */
export function dayOf(year: number, month = 1, day = 1): number {
  return Math.round(Date.UTC(year, month - 1, day) / 864e5);
}

/** Calendar year that a day lies in. */
export function yearOf(day: number): number {
  const year = 1970 + Math.floor(day / 365.2425);
  return day < dayOf(year) ? year - 1 : day >= dayOf(year + 1) ? year + 1 : year;
}

/** Days of a year, the unit in which ages and lags become days. */
export const daysPerYear = 365.25;
