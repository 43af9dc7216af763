import type {Maintainers} from "./agent.js";
import type {ReportManifest} from "./reportManifest.js";
import type {Files} from "./sums.js";

/** An entity of a crate. */
export type Entity = {"@id": string; "@type": string | string[]} & Record<string, unknown>;

const profile = "https://w3id.org/ro/wfrun/process/0.5";
const licence = "https://spdx.org/licenses/Apache-2.0";

/**
 * The metadata of a release as RO-Crate 1.1 and Process Run Crate 0.5: every file, and for each report an
 * action that says which software made which results from which extract with which parameters, who and when.
 *
 * @param files what the release holds so far; the crate describes each.
 * @param later files that are written after the crate, which they cover.
 * Witness: rules of the two specifications in test/publish/release/crateRules.ts.
 */
export function crate(
  {
    version,
    date,
    reason,
    software,
    maintainers
  }: {version: string; date: string; reason: string; software: string; maintainers: Maintainers},
  manifests: readonly ReportManifest[],
  files: Files,
  later: readonly string[]
): {"@context": string[]; "@graph": Entity[]} {
  const [{agent, code, environment}] = manifests;
  const person = agent.orcid ?? "#agent";
  // A group publishes for itself, a person for the group that keeps the reports.
  const group = agent.orcid ? "#maintainers" : person;
  // The archive names any commit that is public, wherever that is; one outside version control has no address.
  const harmonic = code.commit
    ? `https://archive.softwareheritage.org/swh:1:rev:${code.commit}`
    : `urn:sha256:${code.lockfile}`;
  const node = `https://nodejs.org/dist/v${environment.node}/`;
  const paths = [...files.keys(), ...later].sort();
  const tops = paths.filter((path) => !path.startsWith("reports/"));
  const folders = manifests.map((manifest) => folderOf(manifest, paths));
  const actions = manifests.map((manifest) => actionOf(manifest, person, harmonic));
  const entities: Entity[] = [
    {
      "@id": "ro-crate-metadata.json",
      "@type": "CreativeWork",
      about: ref("./"),
      conformsTo: ref("https://w3id.org/ro/crate/1.1")
    },
    {
      "@id": "./",
      "@type": "Dataset",
      name: `HARMONIC reports ${version}`,
      description: reason,
      version,
      datePublished: date,
      license: ref(licence),
      author: ref(person),
      publisher: ref(group),
      conformsTo: ref(profile),
      hasPart: [...tops, ...folders.map(({folder}) => folder["@id"])].map(ref),
      mentions: actions.map(({action}) => ref(action["@id"]))
    },
    {"@id": profile, "@type": "CreativeWork", name: "Process Run Crate", version: "0.5"},
    {
      "@id": licence,
      "@type": "CreativeWork",
      name: "Apache-2.0",
      description: "Apache License, version 2.0",
      url: licence
    },
    ...(agent.orcid ? [{"@id": person, "@type": "Person", name: agent.name, affiliation: ref(group)}] : []),
    {
      "@id": group,
      "@type": "Organization",
      ...(agent.orcid || agent.name === maintainers.name ? maintainers : {name: agent.name})
    },
    {
      "@id": harmonic,
      "@type": "SoftwareApplication",
      name: "harmonic-reports",
      url: harmonic,
      softwareVersion: software,
      softwareRequirements: ref(node)
    },
    {
      "@id": node,
      "@type": "SoftwareApplication",
      name: "Node.js",
      softwareVersion: environment.node,
      url: node
    },
    ...actions.flatMap(({action, parameter}) => [action, parameter]),
    ...folders.flatMap(({folder, parts}) => [folder, ...parts]),
    ...tops.map(fileOf)
  ];
  return {
    "@context": ["https://w3id.org/ro/crate/1.1/context", "https://w3id.org/ro/terms/workflow-run/context"],
    "@graph": entities
  };
}

function actionOf(
  {id, title, parameters, started, ended, attempts}: ReportManifest,
  person: string,
  software: string
): {action: Entity; parameter: Entity} {
  const slug = id.replaceAll("/", "-");
  const parameter: Entity = {
    "@id": `#parameters-${slug}`,
    "@type": "PropertyValue",
    name: "parameters",
    value: JSON.stringify(parameters ?? null)
  };
  const last = attempts.at(-1);
  const action: Entity = {
    "@id": `#run-${slug}`,
    "@type": "CreateAction",
    name: title,
    instrument: ref(software),
    agent: ref(person),
    object: [ref("extract.json"), ref(parameter["@id"])],
    result: [`reports/${id}/`, `reports/${id}/results.json`].map(ref),
    startTime: started,
    description: last
      ? `Computed, and computed again: ${last.bit} of ${last.compared} numbers to the same bits.`
      : "Computed.",
    endTime: ended,
    actionStatus: "http://schema.org/CompletedActionStatus"
  };
  return {action, parameter};
}

/** The folder of a report: its tables as CSV are told of together, what is not a table for itself. */
function folderOf({id, title}: ReportManifest, paths: readonly string[]): {folder: Entity; parts: Entity[]} {
  const inside = paths.filter((path) => path.startsWith(`reports/${id}/`));
  const parts = inside.filter((path) => !path.endsWith(".csv")).map(fileOf);
  const folder: Entity = {
    "@id": `reports/${id}/`,
    "@type": "Dataset",
    name: title,
    description: `Disclosed results, manifest, and ${inside.length - parts.length} tables as CSV.`,
    hasPart: parts.map((part) => ref(part["@id"]))
  };
  return {folder, parts};
}

function fileOf(path: string): Entity {
  const type = Object.entries(formats).find(([ending]) => path.endsWith(ending))?.[1] ?? "text/plain";
  return {"@id": path, "@type": "File", name: path, encodingFormat: type};
}

const formats: Record<string, string> = {
  ".dsse.json": "application/vnd.dsse.envelope.v1+json",
  ".json": "application/json",
  ".br": "application/x-brotli",
  ".pem": "application/x-pem-file",
  ".cff": "application/yaml"
};

function ref(id: string): {"@id": string} {
  return {"@id": id};
}
