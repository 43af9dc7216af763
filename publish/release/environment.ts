import {arch, cpus, endianness, platform} from "node:os";

/** What ran a computation: the runtime and the processor, and nothing that tells of a machine or its owner. */
export interface Environment {
  node: string;
  v8: string;
  platform: string;
  arch: string;
  endianness: string;
  cpu: string;
}

/** The environment of this process. */
export function environment(): Environment {
  const {node, v8} = process.versions;
  return {
    node,
    v8,
    platform: platform(),
    arch: arch(),
    endianness: endianness(),
    cpu: cpus()[0]?.model.trim() ?? "unknown"
  };
}
