import {mkdtempSync, readFileSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, test} from "vitest";
import {buildSite} from "../../../publish/site/buildSite.js";
import {siteFiles} from "../../../publish/site/siteFiles.js";
import {fixtureProject} from "../../site/fixtureProject.js";
import {cardiacEvents, fixturePages, leukaemia} from "../../site/fixtures.js";

function bytes(site: string): Record<string, string> {
  return Object.fromEntries(
    siteFiles(site).map((file) => [file, readFileSync(join(site, file)).toString("base64")])
  );
}

function output(): string {
  return join(mkdtempSync(join(tmpdir(), "harmonic-dist-")), "dist");
}

test("buildSite writes the same bytes in another folder and at another time, and tells how far it is (law)", async () => {
  const [a, b] = [output(), output()];
  const told: string[] = [];
  await buildSite({
    root: await fixtureProject(),
    output: a,
    onProgress: (done, total) => told.push(`${done}/${total}`)
  });
  await buildSite({root: await fixtureProject(), output: b});
  expect(bytes(a)).toEqual(bytes(b));
  expect(told.slice(0, 6)).toEqual(["1/6", "2/6", "3/6", "4/6", "5/6", "6/6"]);
});

test("buildSite that fails names page and placeholder and leaves the last good site as it was (by hand)", async () => {
  const root = await fixtureProject({
    pages: {"index.md": "# Home\n", "cardiac/leukaemia.md": "# Leukaemia\n\n{{trend}}\n"}
  });
  const site = join(root, "dist");
  await buildSite({root});
  const good = bytes(site);
  const page = join(root, "src", "cardiac", "leukaemia.md");
  writeFileSync(page, "# Leukaemia\n\n{{dose-respnse}}\n");
  await expect(buildSite({root})).rejects.toThrow(
    /^placeholder must name an item of cardiac\/leukaemia \(.*dose-response.*\); got {{dose-respnse}} in src\/cardiac\/leukaemia.md$/
  );
  writeFileSync(page, "# Leukaemia\n\n[gone](./gone)\n");
  await expect(buildSite({root})).rejects.toThrow(
    "cardiac/leukaemia.html: links to ./gone.html, which is not there"
  );
  writeFileSync(page, '# Leukaemia\n\n```js\nimport * as d3 from "npm:d3-shape";\ndisplay(d3);\n```\n');
  await expect(buildSite({root})).rejects.toThrow("the site must be built without the network");
  expect(bytes(site)).toEqual(good);
});

test("buildSite refuses a result whose inputs are not those of its key (by hand)", async () => {
  const {provenance} = leukaemia;
  const forged = {...leukaemia, provenance: {...provenance!, lockfile: "0".repeat(64)}};
  await expect(buildSite({root: await fixtureProject({reports: [forged, cardiacEvents]})})).rejects.toThrow(
    "key of cardiac/leukaemia must be that of its inputs"
  );
});

test("buildSite needs a result for every page that shows one (by hand)", async () => {
  const root = await fixtureProject({
    pages: {"index.md": "# Home\n", "cardiac/leukaemia.md": fixturePages["cardiac/leukaemia.md"]},
    reports: []
  });
  await expect(buildSite({root})).rejects.toThrow(
    "placeholder must belong to a report that has been computed; cardiac/leukaemia has not; got {{trend}} in src/cardiac/leukaemia.md"
  );
});
