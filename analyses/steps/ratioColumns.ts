import type {Column} from "../../src/stats/result/report.js";

/** The columns of a standardised incidence ratio: observed, expected, the ratio under `name`, and its bounds. */
export function ratioColumns(name: "sir" | "estimate"): Column[] {
  const figure = (own: string, label: string): Column => ({
    name: own,
    label,
    type: "number",
    digits: 3,
    from: ["observed"]
  });
  return [
    {name: "observed", label: "Observed", type: "count"},
    figure("expected", "Expected"),
    figure(name, "SIR"),
    figure("lower", "lower"),
    figure("upper", "upper")
  ];
}
