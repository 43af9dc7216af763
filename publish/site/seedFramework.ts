import {mkdirSync} from "node:fs";
import {join} from "node:path";

/** Libraries whose newest version Framework asks the network for on every page, used or not. */
const asked = [
  "react",
  "react-dom",
  "@observablehq/sample-datasets",
  "@observablehq/plot",
  "apache-arrow",
  "arquero",
  "lodash",
  "echarts",
  "leaflet",
  "mapbox-gl",
  "htl",
  "d3",
  "d3-dsv",
  "topojson-client",
  "parquet-wasm"
];

/**
 * Lets Framework work without a network: an empty folder in its cache answers for each library's version,
 * and its telemetry is off. No page may import them by `npm:`; pages import from `node_modules`.
 */
export function seedFramework(root: string): void {
  process.env["OBSERVABLE_TELEMETRY_DISABLE"] = "true";
  for (const name of asked)
    mkdirSync(join(root, "src", ".observablehq", "cache", "_npm", `${name}@0.0.0`), {recursive: true});
}
