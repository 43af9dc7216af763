import {estimateText} from "../../../src/components/estimate.js";
import {formatNumber} from "../../../src/components/formatNumber.js";
import {refitCurve} from "../../../src/components/refitCurve.js";
import type {FittedParameter} from "../../../src/stats/result/recomputable.js";
import type {Estimate, Report, Table} from "../../../src/stats/result/report.js";
import {type RefitChoices, refitCells, refitShapes, refitSpec} from "../refitCells.js";
import {select} from "./select.js";

const per = 100;

/**
 * Puts controls into `place` that fit the published cells of a report anew at every change, the published
 * answer kept beside.
 */
export function start(report: Report, place: HTMLElement): void {
  const table = report.items["cells"] as Table;
  const column = (name: string) => {
    const j = table.columns.findIndex((own) => own.name === name);
    return table.rows.map((row) => row[j]);
  };
  const distinct = (name: string) => [...new Set(column(name))];
  const lags = distinct("lag") as number[];
  // An edge below which one cell is left has nothing to be fitted.
  const edges = (distinct("to") as (number | null)[])
    .filter(
      (to) =>
        to !== null && column("to").filter((own) => typeof own === "number" && own <= to).length > lags.length
    )
    .map(Number)
    .sort((a, b) => b - a);
  const main = report.recompute!.fits.find(({item, answers}) => item === "cells" && answers !== undefined)!;
  const answer = report.items[main.answers!] as Estimate;
  const parted = (["transplant", "age"] as const).filter((name) => distinct(name).length > 1);
  const backgrounds = [parted, ...parted.filter(() => parted.length > 1).map((name) => [name]), []].filter(
    (names, k, all) => all.findIndex((other) => other.join() === names.join()) === k
  );
  const published = {
    lag: Number(/lag == (\d+)/.exec((main.spec as {where: string}).where)![1]),
    below: Infinity,
    shape: "linear",
    strata: parted
  } as RefitChoices;

  const controls = document.createElement("div");
  controls.className = "controls";
  const lag = select(
    "Lag",
    lags.map((years) => `${years} years`),
    lags.indexOf(published.lag)
  );
  const below = select("Doses", ["all", ...edges.map((edge) => `below ${edge} mGy`)], 0);
  const shape = select("Shape", [...refitShapes], 0);
  const strata = select(
    "Own background for each",
    backgrounds.map((names) => (names.length === 0 ? "none: one for all" : names.join(" and "))),
    0
  );
  const all = [lag, below, shape, strata];
  controls.append(...all.map(({label}) => label));
  const reset = document.createElement("button");
  reset.type = "button";
  reset.className = "act";
  reset.textContent = "Back to the published choices";
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.className = "refitted";
  const kept = document.createElement("p");
  kept.className = "notes";
  kept.textContent = `Published answer, from finer cells: ${estimateText(answer)}.`;
  const picture = document.createElement("div");
  picture.className = "drawing";
  const command = place.parentElement!.querySelector(".spec code")!;
  place.replaceChildren(controls, said, kept, picture, reset);

  const update = () => {
    const choices: RefitChoices = {
      lag: lags[lag.index()],
      below: below.index() === 0 ? Infinity : edges[below.index() - 1],
      shape: refitShapes[shape.index()],
      strata: backgrounds[strata.index()]
    };
    command.textContent = JSON.stringify(refitSpec(choices, per));
    const begin = performance.now();
    try {
      const {parameters, curve, points, cases, cells, range} = refitCells(
        table,
        choices,
        per,
        report.recompute!.rounding
      );
      const terms = parameters
        .map((own) => `${parameters.length > 1 ? `${own.term} ` : ""}${slope(own)}`)
        .join(", ");
      const may =
        range && range.least !== null && range.most !== null
          ? ` As counts are rounded it may be ${number(range.least)} to ${number(range.most)}.`
          : "";
      said.textContent = `Refitted: ${terms} per ${per} mGy, from ${cases} cases in ${cells} cells.${may}`;
      const highest = curve[curve.length - 1].dose;
      picture.innerHTML = refitCurve(
        {
          curve,
          points,
          published: typeof answer.value === "number" ? 1 + (answer.value * highest) / per : null,
          unit: "mGy",
          alt: `Relative risk over dose as refitted, with its 95 % interval, observed over background cases in ${points.length} dose bands, and the published line.`
        },
        picture.clientWidth < 560 ? 340 : 680
      );
    } catch (error) {
      said.textContent = `These choices cannot be fitted: ${error instanceof Error ? error.message : error}.`;
      picture.replaceChildren();
    }
    place.dataset["ms"] = String(performance.now() - begin);
  };
  controls.addEventListener("input", update);
  reset.addEventListener("click", () => {
    lag.set(lags.indexOf(published.lag));
    for (const own of [below, shape, strata]) own.set(0);
    update();
  });
  update();
  controls.querySelector("select")!.focus();
}

function slope({estimate, lower, upper}: FittedParameter): string {
  if (estimate === null || !Number.isFinite(estimate)) return "not determined";
  return estimateText({kind: "estimate", label: "", value: estimate, lower, upper, level: 0.95});
}

function number(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return "not determined";
  const size = Math.abs(value);
  return formatNumber(value, size < 1 ? 3 : size < 10 ? 2 : size < 100 ? 1 : 0);
}
