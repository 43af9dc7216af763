import {averted, type LifetimeCases} from "../../../src/components/averted.js";
import {avertedBars} from "../../../src/components/avertedBars.js";
import type {Cell, Report, Table} from "../../../src/stats/result/report.js";
import {select} from "./select.js";

/** Reductions of dose, in per cent, that a reader can choose. */
const reductions = [10, 20, 30, 40, 50, 60, 70, 80];

/** Puts controls into `place` that look up the lifetime risk of one procedure, and what less dose averts of it. */
export function start(report: Report, place: HTMLElement): void {
  const {columns, rows} = report.items["lookup"] as Table;
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  const [kindAt, sexAt, ageAt, siteAt, estimateAt] = ["class", "sex", "age", "site", "estimate"].map(at);
  const shown = rows.filter((row) => typeof row[estimateAt] === "number");
  const distinct = (j: number, among: readonly Cell[][] = shown) => [
    ...new Set(among.map((row) => String(row[j])))
  ];

  const kinds = distinct(kindAt);
  const sexes = distinct(sexAt);
  const kind = select("Procedure", kinds, 0);
  const sex = select("Child", sexes, 0);
  const age = select("Age in years", distinct(ageAt), 0);
  const site = select("Cancer", distinct(siteAt), 0);
  const less = select(
    "Less dose",
    reductions.map((share) => `${share} %`),
    reductions.indexOf(50)
  );
  const controls = document.createElement("div");
  controls.className = "controls";
  controls.append(...[kind, sex, age, site, less].map(({label}) => label));
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.className = "refitted";
  const picture = document.createElement("div");
  picture.className = "drawing";
  place.replaceChildren(controls, said, picture);

  const update = () => {
    const children = shown.filter(
      (row) => row[kindAt] === kinds[kind.index()] && row[sexAt] === sexes[sex.index()]
    );
    const ages = distinct(ageAt, children);
    age.offer(ages);
    const child = children.filter((row) => row[ageAt] === ages[age.index()]);
    const sites = distinct(siteAt, child);
    site.offer(sites);
    const row = child.find((own) => own[siteAt] === sites[site.index()]);
    if (!row) {
      said.textContent = "Too few procedures to tell.";
      picture.replaceChildren();
      return;
    }
    const [estimate, lower, upper] = row.slice(estimateAt, estimateAt + 3).map(Number);
    const risk: LifetimeCases = {estimate, lower, upper};
    const share = reductions[less.index()] / 100;
    said.textContent = averted(risk, share);
    picture.innerHTML = avertedBars(risk, share, picture.clientWidth < 560 ? 340 : 680);
  };
  controls.addEventListener("input", update);
  update();
  controls.querySelector("select")!.focus();
}
