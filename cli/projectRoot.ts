import {dirname} from "node:path";
import {fileURLToPath} from "node:url";

/** Folder of this project: the command works on it from whichever folder it is called. */
export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));
