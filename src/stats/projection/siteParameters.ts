import type {Distribution} from "./distribution.js";
import type {SiteParameters} from "./siteModel.js";

/** The file of risk models: sites, and the DDREFs and latencies that they name. */
export interface RiskModels {
  ddref: Record<string, Distribution>;
  latency: Record<string, unknown>;
  sites: Record<string, Omit<SiteParameters, "ddref" | "latency"> & {ddref: string; latency: string}>;
}

/**
 * A site's parameters with the DDREF and latency that it names in their place, as RadRAT has them; as BEIR VII has
 * them where `convention` says so: a step of latency (5 years, 2 for leukaemia) and a geometric mixture.
 * @param models the contents of data/reference/risk-models.json.
 * @throws RangeError when there is no such site, DDREF or latency.
 */
export function siteParameters(
  models: RiskModels,
  name: string,
  convention: "RadRAT" | "BEIR VII" = "RadRAT"
): SiteParameters {
  const choose = <T>(what: string, from: Record<string, T>, key: string): T => {
    if (!Object.hasOwn(from, key))
      throw new RangeError(`${what} must be one of ${Object.keys(from).join(", ")}; got ${key}`);
    return from[key];
  };
  const site = choose("site", models.sites, name);
  const ddref = choose("ddref", models.ddref, site.ddref);
  if (convention === "BEIR VII") {
    const years = choose("latency", models.latency, "step") as Record<string, number>;
    const own = name === "leukaemia" ? years.leukaemia : years.solid;
    return {...site, weighting: "geometric", ddref, latency: {years: own}};
  }
  return {
    ...site,
    ddref,
    latency: choose("latency", models.latency, site.latency) as SiteParameters["latency"]
  };
}
