import type {PageContext, Placeholders} from "./placeholders.js";

/** The few parts of markdown-it that the plugin touches. */
export interface MarkdownIt {
  block: {ruler: {before(rule: string, name: string, f: BlockRule, options?: {alt: string[]}): void}};
  inline: {ruler: {before(rule: string, name: string, f: InlineRule): void}};
  core: {ruler: {after(rule: string, name: string, f: (state: CoreState) => void): void}};
  renderer: {
    rules: Record<string, (tokens: Token[], i: number, options: unknown, page: PageContext) => string>;
  };
}
interface Token {
  type: string;
  content: string;
  children: Token[] | null;
  block: boolean;
  map: [number, number] | null;
}
type NewToken = new (type: string, tag: string, nesting: number) => Token;
interface BlockState {
  src: string;
  bMarks: number[];
  tShift: number[];
  eMarks: number[];
  line: number;
  push(type: string, tag: string, nesting: number): Token;
}
type BlockRule = (state: BlockState, line: number, end: number, silent: boolean) => boolean;
interface InlineState {
  src: string;
  pos: number;
  env: PageContext;
  push(type: string, tag: string, nesting: number): Token;
}
type InlineRule = (state: InlineState, silent: boolean) => boolean;
interface CoreState {
  tokens: Token[];
  env: PageContext;
  Token: NewToken;
}

const anywhere = /\{\{([^{}]*)\}\}/g;

/**
 * Teaches markdown-it the placeholders: `{{item}}` on a line of its own becomes a block, in a sentence or
 * in an HTML block what `inline` gives. A paragraph that holds an empty statement is left out. `banner` is
 * set before everything else. Tables of a page stand in a region that scrolls.
 */
export function markdownPlugin(md: MarkdownIt, {inline, block}: Placeholders, banner: () => string): void {
  md.block.ruler.before(
    "paragraph",
    "report-item",
    (state, line, _end, silent) => {
      const text = state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line]).trim();
      const name = /^\{\{([^{}]*)\}\}$/.exec(text)?.[1];
      if (name === undefined) return false;
      if (silent) return true;
      const token = state.push("report-item", "", 0);
      token.content = name.trim();
      token.map = [line, line + 1];
      state.line = line + 1;
      return true;
    },
    {alt: ["paragraph"]}
  );
  md.inline.ruler.before("link", "report-item", (state, silent) => {
    if (!state.src.startsWith("{{", state.pos)) return false;
    const close = state.src.indexOf("}}", state.pos);
    if (close < 0) return false;
    if (!silent) state.push("report-value", "", 0).content = state.src.slice(state.pos + 2, close).trim();
    state.pos = close + 2;
    return true;
  });
  md.core.ruler.after("inline", "report-item", (state) => {
    const {env} = state;
    const tokens: Token[] = [];
    for (let i = 0; i < state.tokens.length; ++i) {
      const token = state.tokens[i];
      if (token.type === "html_block") {
        let empty = false;
        token.content = token.content.replace(anywhere, (_, name: string) => {
          const html = inline(name.trim(), env);
          empty ||= html === null;
          return html ?? "";
        });
        if (empty) continue;
      } else if (token.type === "inline" && token.children?.some(isEmpty)) {
        if (tokens.at(-1)?.type === "paragraph_open") {
          tokens.pop();
          ++i;
          continue;
        }
      }
      tokens.push(token);
    }
    const first = new state.Token("html_block", "", 0);
    first.content = banner();
    if (first.content) tokens.unshift(first);
    state.tokens = tokens;

    function isEmpty({type, content}: Token): boolean {
      return type === "report-value" && inline(content, env) === null;
    }
  });
  md.renderer.rules["report-item"] = (tokens, i, _, page) => block(tokens[i].content, page);
  md.renderer.rules["table_open"] = () =>
    '<div class="scroll" role="region" tabindex="0" aria-label="Table">\n<table>\n';
  md.renderer.rules["table_close"] = () => "</table>\n</div>\n";
  md.renderer.rules["report-value"] = (tokens, i, _, page) => inline(tokens[i].content, page) ?? "";
}
