import {JSDOM} from "jsdom";
import {expect, test} from "vitest";
import {drawFigure, figureWidths} from "../../src/components/drawFigure.js";
import type {Figure} from "../../src/stats/result/report.js";
import {bars, doseByEra, doseResponse, flow, incidence, profile, sensitivity} from "../site/fixtures.js";

const {document} = new JSDOM("").window;
const lineWithBand: Figure = {
  kind: "figure",
  form: "line-with-band",
  caption: "What a reduction of dose averts.",
  alt: "Cases averted over the reduction of dose in girls and boys.",
  data: {
    lines: {
      columns: ["series", "x", "estimate", "lower", "upper"].map((name, j) => ({
        name,
        label: name,
        type: j === 0 ? "text" : "number"
      })),
      rows: ["girls", "boys"].flatMap((sex, k) => [0, 40, 80].map((x) => [sex, x, x / (k + 1), x / 4, 2 * x]))
    }
  },
  options: {x: "Reduction (%)", y: "Cases averted"}
};
const byLag: Figure = {
  ...lineWithBand,
  alt: "Estimates with intervals over lags, one of them open above.",
  data: {
    lines: {
      ...lineWithBand.data.lines,
      rows: [0, 2, 5].map((x) => ["girls", x, x - 1, -20, x === 5 ? null : 3])
    }
  },
  options: {points: true, reference: 0, referenceLabel: "no excess"}
};
const byPower: Figure = {
  ...lineWithBand,
  alt: "Falling lines without bands on a logarithmic axis.",
  data: {
    lines: {
      columns: lineWithBand.data.lines.columns.slice(0, 3),
      rows: ["girls", "boys"].flatMap((sex, k) => [1, 10, 20].map((x) => [sex, x, (30 * (k + 1)) / x]))
    }
  },
  options: {log: true}
};
const figures: [string, Figure][] = [
  bars,
  doseByEra,
  doseResponse,
  flow,
  incidence,
  lineWithBand,
  byLag,
  byPower,
  profile,
  sensitivity
].map((figure) => [figure.form, figure]);

function parse(svg: string): SVGSVGElement {
  return new JSDOM(svg, {contentType: "image/svg+xml"}).window.document
    .documentElement as unknown as SVGSVGElement;
}

test.each(figures)(
  "drawFigure draws a %s that is named, finite, and carries no style of its own (law)",
  (_, figure) => {
    for (const width of Object.values(figureWidths)) {
      const text = drawFigure(figure, width, document);
      const svg = parse(text.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"'));
      expect(svg.getAttribute("role")).toBe("img");
      expect(svg.getAttribute("aria-label")).toBe(figure.alt);
      expect(svg.getAttribute("width")).toBe(String(width));
      expect(text).not.toMatch(/NaN|Infinity|undefined|<style|style="|\bid="/);
    }
  }
);

test.each(figures)("drawFigure draws the same %s twice (law)", (_, figure) => {
  expect(drawFigure(figure, 680, document)).toBe(drawFigure(figure, 680, document));
});

test.each(figures)("drawFigure keeps the text of a %s at 11 px or more on a phone (law)", (_, figure) => {
  const sizes = [...drawFigure(figure, figureWidths.narrow, document).matchAll(/font-size="([\d.]+)"/g)];
  for (const [, size] of sizes) expect(Number(size)).toBeGreaterThanOrEqual(11);
});

test("drawFigure ends an interval that leaves a forest plot in an arrow and says what is withheld (by hand)", () => {
  const svg = drawFigure(sensitivity, 680, document);
  expect(svg).toContain("4.60 (n.d. to 14.20)");
  expect(svg).toContain("withheld");
  expect(svg).toContain("rotate(-90)");
  expect(svg).toContain("rotate(90)");
});

test("drawFigure names a series that is missing (by hand)", () => {
  expect(() => drawFigure({...doseResponse, data: {fit: doseResponse.data.fit}}, 680, document)).toThrow(
    "data of a dose-response must hold histogram; got fit"
  );
});
