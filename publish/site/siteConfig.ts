import {resolve} from "node:path";
import {type MarkdownIt, markdownPlugin} from "./markdownPlugin.js";
import {navigation} from "./navigation.js";
import {pageFooter, pageHeader, syntheticBanner} from "./pageFrame.js";
import {placeholders} from "./placeholders.js";
import {readReport, readReports} from "./readReport.js";
import {seedFramework} from "./seedFramework.js";
import type {SetAside} from "./setAside.js";

/**
 * The configuration of Observable Framework for the project in `root`: its pages, their frame, and the
 * placeholders that show results. Nothing is fetched from anywhere.
 *
 * @param aside takes tables, figures and the frame, to be put in their place by `finishSite`; without it
 *   they are part of what Framework renders, as a preview needs it.
 */
export function siteConfig(root: string, output = "dist", aside?: SetAside) {
  seedFramework(root);
  const project = resolve(root);
  const {inline, block} = placeholders((id) => readReport(project, id), aside?.put);
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
    header: ({path}: {path: string}) => (aside ? null : pageHeader(navigation(project), path)),
    footer: () => (aside ? null : pageFooter(readReports(project))),
    markdownIt: (md: MarkdownIt) => {
      markdownPlugin(md, {inline, block}, () => syntheticBanner(readReports(project)));
      return md;
    }
  };
}
