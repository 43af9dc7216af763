/** Parts of pages that the site generator does not see. */
export interface SetAside {
  /** What stands for `html` while its page is rendered. */
  put(html: string): string;
  /** A rendered page with every part in its place, changed by `change`. */
  restore(page: string, change: (html: string) => string): string;
}

/**
 * Keeps tables and drawings out of the site generator, which would parse each page seven times. Each leaves
 * its words behind, in an element of its own, so that search finds the page by them.
 * @throws Error, in `restore`, for a part that was never put aside.
 */
export function setAside(): SetAside {
  const parts: string[] = [];
  return {
    put(html) {
      parts.push(html.trimEnd());
      const words = html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
      return `<div data-aside="${parts.length - 1}">${words}</div>\n`;
    },
    restore(page, change) {
      return page.replace(/<div data-aside="(\d+)">[^<]*<\/div>/g, (_, index: string) => {
        const part = parts[Number(index)];
        if (part === undefined)
          throw new Error(`part must have been put aside; got ${index} of ${parts.length}`);
        return change(part);
      });
    }
  };
}
