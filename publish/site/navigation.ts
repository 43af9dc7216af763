import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {aims} from "./aims.js";

/** A page of the site: its path from the root, without ending, and its title. */
export interface Page {
  path: string;
  title: string;
}

/** Pages that stand together under one name. */
export interface Section {
  name: string;
  pages: Page[];
}

const sections: [folder: string, name: string][] = [...Object.entries(aims), ["docs", "About"]];

/** The pages of the six aims and the documentation, section by section; sections without a page are left out. */
export function navigation(root: string): Section[] {
  return sections
    .map(([folder, name]) => ({name, pages: pagesIn(root, folder)}))
    .filter(({pages}) => pages.length > 0);
}

function pagesIn(root: string, folder: string): Page[] {
  const directory = join(root, "src", folder);
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((file) => file.endsWith(".md"))
    .sort()
    .map((file) => ({
      path: `/${folder}/${file.slice(0, -".md".length)}`,
      ...frontMatter(join(directory, file))
    }))
    .sort((a, b) => a.order - b.order)
    .map(({path, title}) => ({path, title}));
}

/** `nav` (a shorter title for lists of pages), `title` and `order` of a page's front matter. */
function frontMatter(file: string): {title: string; order: number} {
  const text = readFileSync(file, "utf8");
  const head = /^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? "";
  const value = (name: string) =>
    new RegExp(`^${name}: *(.+)$`, "m").exec(head)?.[1].replace(/^"(.*)"$/, "$1");
  const title = value("nav") ?? value("title") ?? /^# (.+)$/m.exec(text)?.[1];
  if (!title) throw new Error(`title must be given in the front matter of a page; got none in ${file}`);
  return {title, order: Number(value("order") ?? 100)};
}
