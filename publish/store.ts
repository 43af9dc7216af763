import {join} from "node:path";
import cacache from "cacache";
import type {Analysis} from "../analyses/analysis.js";
import type {Report} from "../src/stats/result/report.js";
import type {Inputs} from "./inputs.js";

/** A result that was kept at some time: under which key, when, and what it was computed from. */
export interface Kept {
  key: string;
  /** ISO 8601, UTC. */
  time: string;
  inputs: Inputs;
}

/**
 * The results that have been computed, each under the hash of all that it depends on. Writes are atomic
 * and what is read is checked against its own hash, so that a killed run, several machines at once on a
 * shared disk, or a damaged one never give a wrong number: a damaged entry counts as absent, is computed
 * again, and is then replaced.
 */
export interface Store {
  get(id: string, key: string): Promise<Report | null>;
  put(id: string, key: string, report: Report, inputs: Inputs): Promise<void>;
  /** Numbers of a block of an analysis; `null` where they are not kept. */
  getBlock(id: string, key: string, block: string): Promise<Float64Array | null>;
  putBlock(id: string, key: string, block: string, numbers: Float64Array): Promise<void>;
  /** What a result was computed from; `null` where it is not kept. */
  inputs(id: string, key: string): Promise<Inputs | null>;
  /** What has been kept of an analysis, the latest first. */
  history(id: string): Promise<Kept[]>;
}

/** Opens the store in `directory` (made when absent), which must lie outside the site root. */
export function openStore(directory: string): Store {
  const entry = (id: string, key: string) => `result:${id}:${key}`;
  const blockEntry = (id: string, key: string, block: string) => `block:${id}:${key}:${block}`;
  const read = async (name: string): Promise<Buffer | null> => {
    try {
      return (await cacache.get(directory, name)).data;
    } catch (error) {
      const {code} = error as NodeJS.ErrnoException;
      if (code === "ENOENT" || code === "EINTEGRITY" || code === "EBADSIZE") return null;
      throw error;
    }
  };
  const write = async (name: string, data: string | Buffer, metadata?: object) => {
    const once = () => cacache.put(directory, name, data, {metadata});
    const integrity = await once();
    if (await read(name)) return;
    // The package never writes over content that is there, though it be damaged, and two machines that add
    // to one file of a network disk can spoil each other's lines.
    await cacache.rm.content(directory, String(integrity));
    await once();
    if (!(await read(name)))
      throw new Error(`the store must give back what is put into it; got other bytes in ${directory}`);
  };
  return {
    async get(id, key) {
      const data = await read(entry(id, key));
      return data && (JSON.parse(data.toString("utf8")) as Report);
    },
    put: (id, key, report, inputs) => write(entry(id, key), JSON.stringify(report), {inputs}),
    async getBlock(id, key, block) {
      const data = await read(blockEntry(id, key, block));
      return data && new Float64Array(Uint8Array.from(data).buffer);
    },
    putBlock: (id, key, block, {buffer, byteOffset, byteLength}) =>
      write(blockEntry(id, key, block), Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength)),
    async inputs(id, key) {
      const found = await cacache.get.info(directory, entry(id, key));
      return (found?.metadata?.inputs as Inputs | undefined) ?? null;
    },
    async history(id) {
      const prefix = entry(id, "");
      return Object.values(await cacache.ls(directory))
        .filter(({key, metadata}) => key.startsWith(prefix) && metadata?.inputs)
        .sort((a, b) => b.time - a.time)
        .map(({key, time, metadata}) => ({
          key: key.slice(prefix.length),
          time: new Date(time).toISOString(),
          inputs: metadata.inputs as Inputs
        }));
    }
  };
}

/** Where a project keeps its store: outside the site root, never in version control. */
export function storeDirectory(root: string): string {
  return join(root, ".harmonic", "store");
}

/** The blocks of an analysis that are kept, by their labels. */
export async function keptBlocks(
  store: Store,
  {id, analysis, key}: {id: string; analysis: Analysis; key: string}
): Promise<Record<string, Float64Array>> {
  const kept: Record<string, Float64Array> = {};
  for (const label of Object.keys(analysis.blocks ?? {})) {
    const numbers = await store.getBlock(id, key, label);
    if (numbers) kept[label] = numbers;
  }
  return kept;
}
