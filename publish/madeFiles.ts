import {existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {basename, dirname, join} from "node:path";
import type {Report} from "../src/stats/result/report.js";
import {codeHash} from "./codeHash.js";
import type {DownloadFile} from "./downloads.js";
import type {Drawing} from "./drawing.js";
import {needRoom} from "./needRoom.js";
import {sha256} from "./release/sha256.js";

/** What has been made of reports, so that what has not changed is not drawn and set again. */
export interface MadeFiles {
  /** Sums (SHA-256) of the downloads of a report by name, and its drawings; `null` where they are not known. */
  known(report: Report): Made | null;
  /** Makes the downloads of a report, and keeps what is to be known of them. */
  make(report: Report): Promise<DownloadFile[]>;
}

/** What is kept of a report. */
export interface Made {
  sums: Record<string, string>;
  drawings: Record<string, Drawing>;
}

/**
 * What the project in `root` keeps, in `.harmonic/made`, of the downloads of its reports: under the hash of
 * the report, of the code that draws and sets, and of the locked packages.
 */
export async function madeFiles(root: string): Promise<MadeFiles> {
  const here = join(import.meta.dirname, "..");
  const modules = ["drawing", "downloads", "documents"].map((name) => join(here, "publish", `${name}.ts`));
  const {hash} = await codeHash(modules, here);
  const [lockfile, fonts] = ["package-lock.json", "src/style/fonts.css"].map((file) =>
    sha256(readFileSync(join(here, file)))
  );
  const keyOf = (report: Report) => sha256(JSON.stringify([hash, lockfile, fonts, report]));
  const path = (id: string) => join(root, ".harmonic", "made", `${id}.json`);
  return {
    known(report) {
      if (!existsSync(path(report.id))) return null;
      try {
        const {key, ...made} = JSON.parse(readFileSync(path(report.id), "utf8")) as Made & {key: string};
        return key === keyOf(report) ? made : null;
      } catch {
        // A damaged note is as none: the files are made again.
        return null;
      }
    },
    async make(report) {
      const {drawing} = await import("./drawing.js");
      const {downloads} = await import("./downloads.js");
      const {documents} = await import("./documents.js");
      const drawings: Record<string, Drawing> = {};
      for (const [name, item] of Object.entries(report.items))
        if (item.kind === "figure") drawings[name] = drawing(item);
      const own = downloads(report, drawings);
      const files = [...own, ...(await documents(report, own))];
      const sums = Object.fromEntries(files.map(({file, bytes}) => [file, sha256(bytes)]));
      write(path(report.id), JSON.stringify({key: keyOf(report), sums, drawings}));
      return files;
    }
  };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), {recursive: true});
  const partial = `${path}.${process.pid}.partial`;
  try {
    writeFileSync(partial, text);
    renameSync(partial, path);
  } catch (error) {
    needRoom(basename(path), error);
  } finally {
    rmSync(partial, {force: true});
  }
}
