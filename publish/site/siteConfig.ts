import {resolve} from "node:path";
import {type MarkdownIt, markdownPlugin} from "./markdownPlugin.js";
import {navigation} from "./navigation.js";
import {pageFooter, pageHeader, syntheticBanner} from "./pageFrame.js";
import {placeholders} from "./placeholders.js";
import {readReport, readReports} from "./readReport.js";
import {seedFramework} from "./seedFramework.js";

/**
 * The configuration of Observable Framework for the project in `root`: its pages, their frame, and the
 * placeholders that show results. Nothing is fetched from anywhere.
 */
export function siteConfig(root: string, output = "dist") {
  seedFramework(root);
  const project = resolve(root);
  const {inline, block} = placeholders((id) => readReport(project, id));
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
    head: '<meta name="color-scheme" content="light dark"><link rel="icon" type="image/svg+xml" href="/style/icon.svg">',
    header: ({path}: {path: string}) => pageHeader(navigation(project), path),
    footer: () => pageFooter(readReports(project)),
    markdownIt: (md: MarkdownIt) => {
      markdownPlugin(md, {inline, block}, () => syntheticBanner(readReports(project)));
      return md;
    }
  };
}
