import type {Recomputed} from "../recompute.js";

/** Paths of the scripts that are loaded when a reader asks for them, relative to this one; set when it is bundled. */
declare const scripts: {worker: string; refit: string; lookUp: string};

interface Answer {
  lines: Recomputed[];
  summary: {figures: number; agreeing: number; digits: number; wrong: number};
}

const verdicts: Record<Recomputed["verdict"], string> = {
  agrees: "agrees",
  wrong: "WRONG",
  possible: "possible",
  outside: "outside"
};

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-act]")) {
  button.hidden = false;
  button.addEventListener("click", () =>
    button.dataset["act"] === "recompute"
      ? recompute(button)
      : choose(button, button.dataset["act"] === "refit" ? scripts.refit : scripts.lookUp)
  );
}

/** The published numbers, from the link in the section on computing again. */
async function numbers(): Promise<unknown> {
  const link = document.querySelector<HTMLAnchorElement>(".recompute a[download$='.json']")!;
  const response = await fetch(link.href);
  if (!response.ok) throw new Error(`the published numbers could not be read: ${response.status}`);
  return response.json();
}

async function recompute(button: HTMLButtonElement): Promise<void> {
  const place = button.closest("section")!.querySelector<HTMLElement>(".found")!;
  button.disabled = true;
  place.replaceChildren(paragraph("Computing…"));
  try {
    const report = await numbers();
    const worker = new Worker(new URL(scripts.worker, import.meta.url), {type: "module"});
    const answer = await new Promise<Answer>((resolve, reject) => {
      worker.onmessage = ({data}: MessageEvent<Answer>) => resolve(data);
      worker.onerror = ({message}) => reject(new Error(message || "the computation stopped"));
      worker.postMessage(report);
    }).finally(() => worker.terminate());
    place.replaceChildren(...told(answer));
  } catch (error) {
    place.replaceChildren(paragraph(`Could not compute: ${error instanceof Error ? error.message : error}`));
  } finally {
    button.disabled = false;
    button.focus();
  }
}

function told({lines, summary: {figures, agreeing, digits, wrong}}: Answer): HTMLElement[] {
  const all = agreeing === figures ? "All" : `${agreeing} of`;
  const to = Number.isFinite(digits) ? `to ${Math.floor(digits)} digits or more` : "to the last bit";
  const sentence = paragraph(
    figures === 0
      ? "No figure is determined exactly."
      : `${all} ${figures} figures agree${agreeing > 0 ? ` ${to}` : ""}.`
  );
  sentence.className = wrong > 0 ? "verdict bad" : "verdict";
  const wrongs =
    wrong > 0
      ? [
          paragraph(
            `Wrong: ${lines
              .filter(({verdict}) => verdict === "wrong")
              .map(({item, what}) => `${item}: ${what}`)
              .join("; ")}.`
          )
        ]
      : [];
  const bounded = lines
    .filter(({verdict}) => verdict === "possible" || verdict === "outside")
    .map(({what, again, published, verdict}) =>
      paragraph(
        `${what}: the published cells give ${again}; published ${published}: ${verdict === "possible" ? "possible" : "outside, so not explained by rounding and chance"}.`
      )
    );
  return [sentence, ...wrongs, ...bounded, table(lines)];
}

function table(lines: readonly Recomputed[]): HTMLElement {
  const region = document.createElement("div");
  region.className = "scroll";
  region.tabIndex = 0;
  region.setAttribute("role", "region");
  region.setAttribute("aria-label", "What was computed again, the worst first");
  const own = document.createElement("table");
  own.append(row("th", ["Result", "What", "Figures", "Digits", "Published", "Computed again"]));
  const body = document.createElement("tbody");
  for (const {verdict, item, what, figures, agreeing, digits, published, again} of lines) {
    const exact = verdict === "agrees" || verdict === "wrong";
    const line = row("td", [
      verdicts[verdict],
      `${item}: ${what}`,
      exact ? (figures === agreeing ? String(figures) : `${agreeing} of ${figures}`) : "",
      exact ? (digits === Infinity ? "all" : String(Math.floor(digits))) : "",
      text(published),
      text(again)
    ]);
    line.className = verdict;
    body.append(line);
  }
  own.append(body);
  region.append(own);
  return region;
}

function row(tag: "th" | "td", texts: readonly string[]): HTMLTableRowElement {
  const line = document.createElement("tr");
  for (const [k, own] of texts.entries()) {
    const cell = document.createElement(tag);
    if (tag === "th") cell.setAttribute("scope", "col");
    if (k === 2 || k === 3) cell.className = "number";
    cell.textContent = own;
    line.append(cell);
  }
  return line;
}

function text(value: number | string | null): string {
  if (value === null) return "";
  return typeof value === "number" ? String(Number(value.toPrecision(12))).replace("-", "−") : value;
}

function paragraph(said: string): HTMLParagraphElement {
  const own = document.createElement("p");
  own.textContent = said;
  return own;
}

/** Loads the script of a section with choices and lets it put them in the place of its button. */
async function choose(button: HTMLButtonElement, script: string): Promise<void> {
  const place = button.closest("section")!.querySelector<HTMLElement>(".choices")!;
  button.disabled = true;
  try {
    const [report, {start}] = await Promise.all([
      numbers(),
      import(new URL(script, import.meta.url).href) as Promise<{
        start: (report: unknown, place: HTMLElement) => void;
      }>
    ]);
    start(report, place);
    button.parentElement!.remove();
  } catch (error) {
    button.disabled = false;
    place.replaceChildren(paragraph(`Could not start: ${error instanceof Error ? error.message : error}`));
  }
}
