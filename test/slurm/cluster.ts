import {execFileSync} from "node:child_process";
import {existsSync, mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {delimiter, join} from "node:path";
import {fileURLToPath} from "node:url";

const script = fileURLToPath(new URL("./cluster.sh", import.meta.url));

/** A Slurm cluster of two nodes, n1 and n2, on this machine. */
export interface Cluster {
  /** What a command needs to find it. */
  variables: NodeJS.ProcessEnv;
  /** Kills a node and all that runs on it. */
  stopNode(name: string): void;
  startNode(name: string): void;
  /** The number of every job array that it has seen in the last minutes. */
  arrays(): number[];
  stop(): void;
}

/** Why no cluster can be started here; `null` where one can. */
export function noCluster(): string | null {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  const missing = ["slurmctld", "slurmd", "sbatch", "munged"].find(
    (name) => !folders.some((folder) => existsSync(join(folder, name)))
  );
  if (missing) return `${missing} is not installed (Debian: slurmctld slurmd slurm-client munge)`;
  return process.getuid?.() === 0 ? null : "a cluster of one's own needs root";
}

/** Starts a cluster in a temporary folder. */
export function startCluster(): Cluster {
  const folder = mkdtempSync(join(tmpdir(), "harmonic-slurm-"));
  const path = `${process.env.PATH}${delimiter}/usr/sbin${delimiter}/sbin`;
  const call = (command: string, ...words: string[]) =>
    execFileSync(command, words, {
      encoding: "utf8",
      env: {...process.env, PATH: path, SLURM_CONF: join(folder, "slurm.conf")}
    });
  call(script, "start", folder);
  return {
    variables: {SLURM_CONF: join(folder, "slurm.conf"), PATH: path},
    stopNode: (name) => void call(script, "stop-node", folder, name),
    startNode: (name) => void call(script, "start-node", folder, name),
    arrays: () => {
      const jobs = call("squeue", "--noheader", "--states=all", "--array", "--format=%F").split(/\s+/);
      return [...new Set(jobs.filter(Boolean).map(Number))].sort((a, b) => a - b);
    },
    stop() {
      call(script, "stop", folder);
      rmSync(folder, {recursive: true, force: true});
    }
  };
}

/** What a cluster's job has written into its log. */
export function readLog(folder: string, index: number): string {
  return readFileSync(join(folder, "logs", `${index}.txt`), "utf8");
}
