/** The light colours of the style sheet, by the name of its variable; a test holds the two together. */
export const lightColours: Record<string, string> = {
  paper: "#ffffff",
  tint: "#f4f6f9",
  ink: "#1c1d20",
  muted: "#5b5e66",
  hairline: "#d8dbe0",
  "series-1": "#1b5da6",
  "series-2": "#b9470f",
  "series-3": "#0b7560",
  "series-4": "#8a4a9c",
  "series-5": "#7a6200"
};
