import {existsSync, readdirSync} from "node:fs";
import {join} from "node:path";

/** The folders of `analyses/` that hold reports: the six aims of the study. */
export const families = [
  "cardiac",
  "radiotherapy",
  "follow-up",
  "dosimetry",
  "mechanisms",
  "optimisation"
] as const;

/** An analysis by its file: `analyses/cardiac/leukaemia.ts` has the id `cardiac/leukaemia`. */
export interface Found {
  id: string;
  module: string;
}

/** Every analysis of the project, in the order of the families and then of the alphabet. */
export function discover(root: string): Found[] {
  return families.flatMap((family) => {
    const folder = join(root, "analyses", family);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith(".ts"))
      .sort()
      .map((name) => ({id: `${family}/${name.slice(0, -".ts".length)}`, module: join(folder, name)}));
  });
}
