import {resolve} from "node:path";
import {type MarkdownIt, markdownPlugin} from "./markdownPlugin.js";
import {navigation} from "./navigation.js";
import {pageFooter, pageHeader, syntheticBanner} from "./pageFrame.js";
import {type PlaceholderOptions, placeholders} from "./placeholders.js";
import {readReport, readReports} from "./readReport.js";
import {seedFramework} from "./seedFramework.js";

/**
 * The configuration of Observable Framework for the project in `root`: its pages, their frame, and the
 * placeholders that show results. Nothing is fetched from anywhere.
 *
 * @param build where the site is built: then `finishSite` puts the frame around each page, and tables and
 *   figures into it; in a preview they are part of what Framework renders.
 */
export function siteConfig(
  root: string,
  output = "dist",
  build?: Pick<Required<PlaceholderOptions>, "place" | "drawn">
) {
  seedFramework(root);
  const project = resolve(root);
  const {inline, block} = placeholders((id) => readReport(project, id), build ?? {preview: true});
  return {
    root: "src",
    output,
    title: "HARMONIC reports",
    pages: navigation(project).map(({name, pages}) => ({
      name,
      pages: pages.map(({path, title}) => ({name: title, path}))
    })),
    sidebar: false,
    pager: false,
    toc: {show: true, label: "On this page"},
    search: true,
    linkify: false,
    preserveIndex: true,
    preserveExtension: true,
    typographer: true,
    globalStylesheets: [],
    style: "style/site.css",
    head: '<meta name="color-scheme" content="light dark"><link rel="icon" type="image/svg+xml" href="/style/icon.svg"><script type="module" src="/components/search.js"></script>',
    header: ({path}: {path: string}) => (build ? null : pageHeader(navigation(project), path)),
    footer: () => (build ? null : pageFooter(readReports(project))),
    markdownIt: (md: MarkdownIt) => {
      markdownPlugin(md, {inline, block}, () => syntheticBanner(readReports(project)));
      return md;
    }
  };
}
