import type {Entity} from "../../../publish/release/crate.js";

/** The terms of the two contexts that a release uses; JSON-LD drops any that a context does not define. */
const terms = {
  types: "CreateAction CreativeWork Dataset File Organization Person PropertyValue SoftwareApplication",
  properties:
    "about actionStatus affiliation agent author conformsTo datePublished description encodingFormat endTime " +
    "hasPart instrument license mentions name object publisher result softwareRequirements softwareVersion " +
    "startTime url value version"
};

/**
 * What is wrong with a crate by the requirements (MUST, and every SHOULD that can be met without an address
 * of the group's own) of RO-Crate 1.1 and Process Run Crate 0.5, one line each; held against the shapes of
 * rocrate-validator.
 * @param paths the files that the crate stands among.
 */
export function crateFaults(
  {"@context": context, "@graph": graph}: {"@context": unknown; "@graph": Entity[]},
  paths: readonly string[]
): string[] {
  const faults: string[] = [];
  const must = (condition: boolean, text: string) => condition || faults.push(text);
  const byId = new Map(graph.map((entity) => [entity["@id"], entity]));
  const list = (value: unknown) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
  const ids = (value: unknown) => list(value).map((ref) => (ref as {"@id": string})["@id"]);
  const types = (entity: Entity | undefined) => list(entity?.["@type"]);
  const isTime = (value: unknown) =>
    typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/.test(value);

  const isTerm = (kind: keyof typeof terms, name: string) => terms[kind].split(" ").includes(name);

  must(
    list(context).includes("https://w3id.org/ro/crate/1.1/context"),
    "@context must be that of RO-Crate 1.1"
  );
  must(byId.size === graph.length, "every @id must be given once");
  for (const entity of graph) {
    must(types(entity).length > 0, `${entity["@id"]} must have a @type`);
    for (const type of types(entity)) must(isTerm("types", type), `${type} must be a term of the contexts`);
    for (const [name, value] of Object.entries(entity)) {
      must(/^@(id|type)$/.test(name) || isTerm("properties", name), `${name} must be a term of the contexts`);
      for (const part of list(value)) {
        if (typeof part !== "object" || part === null) continue;
        must(
          Object.keys(part).join() === "@id",
          `${entity["@id"]} ${name} must be flat: a value or a reference`
        );
        const id = (part as {"@id": string})["@id"];
        must(byId.has(id) || id === "https://w3id.org/ro/crate/1.1", `${id} must be described`);
      }
    }
  }

  const descriptor = byId.get("ro-crate-metadata.json");
  must(types(descriptor).includes("CreativeWork"), "the descriptor must be a CreativeWork");
  must(ids(descriptor?.about).join() === "./", "the descriptor must be about ./");
  must(
    ids(descriptor?.conformsTo).includes("https://w3id.org/ro/crate/1.1"),
    "the descriptor must conform to RO-Crate 1.1"
  );
  const root = byId.get("./");
  must(types(root).includes("Dataset"), "the root must be a Dataset");
  for (const name of ["name", "description", "datePublished", "license"])
    must(root?.[name] !== undefined, `the root must have ${name}`);
  must(isTime(root?.datePublished), "datePublished must be a time");
  const named = (id: string, type: RegExp) =>
    type.test(types(byId.get(id)).join()) && typeof byId.get(id)?.name === "string";
  for (const id of ids(root?.license))
    must(named(id, /^CreativeWork$/), `licence ${id} must be a named work`);
  must(ids(root?.publisher).length === 1, "the root must have a publisher");
  for (const id of ids(root?.publisher))
    must(named(id, /^Organization$/), `publisher ${id} must be a named organisation`);
  must(ids(root?.author).length > 0, "the root must have an author");
  for (const id of ids(root?.author)) {
    must(named(id, /^(Person|Organization)$/), `author ${id} must be a named person or organisation`);
    if (types(byId.get(id)).includes("Person"))
      must(
        ids(byId.get(id)?.affiliation).some((group) => named(group, /^Organization$/)),
        `author ${id} must be affiliated`
      );
  }
  must(
    ids(root?.conformsTo).some((id) => /^https:\/\/w3id.org\/ro\/wfrun\/process\/0\.5$/.test(id)),
    "the root must conform to Process Run Crate 0.5"
  );
  for (const id of ids(root?.conformsTo)) {
    must(types(byId.get(id)).includes("CreativeWork"), `${id} must be a CreativeWork`);
    for (const name of ["name", "version"])
      must(byId.get(id)?.[name] !== undefined, `${id} must have ${name}`);
  }

  const parts = new Set<string>();
  const gather = (entity: Entity | undefined) => {
    for (const id of ids(entity?.hasPart))
      if (!parts.has(id)) {
        parts.add(id);
        gather(byId.get(id));
      }
  };
  gather(root);
  for (const entity of graph) {
    const id = entity["@id"];
    if (types(entity).includes("File")) {
      must(parts.has(id), `${id} must be part of the root`);
      must(paths.includes(id), `${id} must be a file of the crate`);
      must(
        /^\w+\/\w[\w.-]*(\+\w[\w.-]*)?$/.test(String(entity.encodingFormat)),
        `${id} must have a media type`
      );
    }
    if (types(entity).includes("Dataset") && id !== "./") {
      must(parts.has(id) && id.endsWith("/"), `${id} must be a folder that is part of the root`);
      must(
        paths.some((path) => path.startsWith(id)),
        `${id} must hold a file`
      );
    }
  }

  const actions = graph.filter((entity) => types(entity).includes("CreateAction"));
  must(actions.length > 0, "there must be a CreateAction");
  const mentioned = ids(root?.mentions);
  for (const action of actions) {
    const id = action["@id"];
    must(mentioned.includes(id), `the root must mention ${id}`);
    for (const name of ["name", "description"])
      must(typeof action[name] === "string", `${id} must have ${name}`);
    must(action.error === undefined, `${id} did not fail, so it must have no error`);
    must(ids(action.instrument).length === 1, `${id} must have one instrument`);
    for (const tool of ids(action.instrument)) {
      const software = byId.get(tool);
      must(types(software).includes("SoftwareApplication"), `${tool} must be a SoftwareApplication`);
      must(/^(https:|urn:sha256:)/.test(tool), `${tool} must be an absolute address`);
      must(typeof software?.url === "string", `${tool} must have a url`);
      must(
        software?.version === undefined || software?.softwareVersion === undefined,
        `${tool} must have one version`
      );
      must(typeof software?.name === "string", `${tool} must have a name`);
      must(
        typeof software?.version === "string" || typeof software?.softwareVersion === "string",
        `${tool} must have a version`
      );
    }
    must(isTime(action.endTime), `${id} must have endTime`);
    must(isTime(action.startTime), `${id} should have startTime`);
    must(
      /^http:\/\/schema.org\/(Completed|Failed)ActionStatus$/.test(String(action.actionStatus)),
      `${id} must have actionStatus as a string`
    );
    for (const agent of ids(action.agent))
      must(
        /^(Person|Organization)$/.test(types(byId.get(agent)).join()),
        `${agent} must be a Person or Organization`
      );
    must(ids(action.agent).length === 1, `${id} must have an agent`);
    must(ids(action.object).length > 0, `${id} must have an object`);
    must(ids(action.result).length > 0, `${id} must have a result`);
    for (const object of [...ids(action.object), ...ids(action.result)]) {
      const type = types(byId.get(object)).join();
      must(
        /^(File|Dataset|PropertyValue|CreativeWork|Collection)$/.test(type),
        `${object} must be data; got ${type}`
      );
      if (type === "PropertyValue")
        for (const name of ["name", "value"])
          must(byId.get(object)?.[name] !== undefined, `${object} must have ${name}`);
    }
  }
  return faults;
}
