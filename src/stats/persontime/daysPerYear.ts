/** Days in a year of person-time, as R's `pyears` and the Epi package count them. */
export const daysPerYear = 365.25;
