import {execFileSync} from "node:child_process";

/** A component of a CycloneDX bill of materials, with the parts that do not change from run to run. */
interface Component {
  type: string;
  name: string;
  version: string;
  purl: string;
  scope?: string;
}

/**
 * The software bill of materials of the locked packages that a report is made with: CycloneDX as `npm sbom` writes it, without serial
 * number and time, components in the order of their addresses, a line each. The lockfile alone decides.
 * @throws Error with npm's message when it fails.
 */
export function bom(root: string): string {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const text = execFileSync(
    npm,
    ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--omit", "dev", "--omit", "optional"],
    {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      stdio: ["ignore", "pipe", "pipe"]
    }
  );
  return normaliseBom(text);
}

/** The parts of a CycloneDX text that the lockfile decides, in one order. */
export function normaliseBom(text: string): string {
  const {bomFormat, specVersion, components} = JSON.parse(text) as {
    bomFormat: string;
    specVersion: string;
    components: Component[];
  };
  const lines = components
    .map(({type, name, version, purl, scope}) => JSON.stringify({type, name, version, purl, scope}))
    .sort();
  const unique = lines.filter((line, k) => line !== lines[k - 1]);
  return `{"bomFormat": ${JSON.stringify(bomFormat)}, "specVersion": ${JSON.stringify(specVersion)}, "version": 1, "components": [\n${unique.join(",\n")}\n]}\n`;
}
