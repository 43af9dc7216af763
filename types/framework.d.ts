/** The two private doors of Observable Framework that the build uses; its version is pinned for them. */
declare module "@observablehq/framework/dist/config.js" {
  export interface Config {
    output: string;
    root: string;
  }
  export function normalizeConfig(spec: unknown): Config;
  export function setCurrentDate(date: Date): void;
}
declare module "@observablehq/framework/dist/build.js" {
  import type {Config} from "@observablehq/framework/dist/config.js";

  interface Effects {
    logger: Pick<Console, "log" | "warn" | "error">;
    output: {write(text: string): void};
  }
  export class FileBuildEffects {
    constructor(output: string, cache: string, effects: Effects);
  }
  export function build(options: {config: Config}, effects: FileBuildEffects): Promise<void>;
}
declare module "@observablehq/framework/dist/preview.js" {
  export function preview(options: {
    config: string;
    hostname: string;
    port: number;
    open: boolean;
    verbose: boolean;
  }): Promise<unknown>;
}
