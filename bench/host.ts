import {spawnSync} from "node:child_process";
import {readFileSync} from "node:fs";
import {cpus, totalmem} from "node:os";

/** What the figures were measured on and with. */
export interface Host {
  cpu: string;
  cores: number;
  /** Gibibytes. */
  memory: number;
  system: string;
  node: string;
  /** Versions of R and of the peers' packages; absent where R is missing. */
  peers?: Record<string, string>;
}

/** The machine, and the programs that will be compared on it. */
export function describeHost(packages: readonly string[]): Host {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
    system: system(),
    node: process.version,
    ...peers(packages)
  };
}

function system(): string {
  if (process.platform !== "linux") return `${process.platform} ${process.arch}`;
  const name = /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
  return `${name ?? "Linux"}, ${process.arch}`;
}

function peers(packages: readonly string[]): {peers?: Record<string, string>} {
  const script = `cat("R", as.character(getRversion()), "\\n"); for (p in c(${packages.map((p) => `"${p}"`).join(",")}))
    if (requireNamespace(p, quietly = TRUE)) cat(p, as.character(packageVersion(p)), "\\n")`;
  const {status, stdout} = spawnSync("Rscript", ["-e", script], {encoding: "utf8"});
  if (status !== 0) return {};
  const lines = stdout.trim().split("\n");
  return {peers: Object.fromEntries(lines.map((line) => line.trim().split(" ") as [string, string]))};
}
