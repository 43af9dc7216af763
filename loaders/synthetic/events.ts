import {NO_DAY} from "../../src/stats/cohort/factor.js";
import {category, days, integers, tableOf, texts} from "./columns.js";
import {cancers} from "./model.js";
import type {Children} from "./persons.js";
import {died} from "./persons.js";
import {countries} from "./rates.js";
import {blockSize, stream} from "./stream.js";

export const eventGroups = [...cancers, "cardiac", "stroke", "endocrine", "death"] as const;

/** What happened: child, day and group of each event, in no order. */
export interface Happenings {
  child: number[];
  day: number[];
  group: number[];
}

/** Codes that an event of each group may bear, and their shares: ICD-O-3 topography and morphology. Assumed. */
const cancerCodes: Record<
  (typeof cancers)[number],
  {share: number; topography: string; morphology: string}[]
> = {
  leukaemia: [
    {share: 0.65, topography: "C42.1", morphology: "9811"},
    {share: 0.27, topography: "C42.1", morphology: "9861"},
    {share: 0.08, topography: "C42.1", morphology: "9863"}
  ],
  lymphoma: [
    {share: 0.4, topography: "C77.9", morphology: "9650"},
    {share: 0.4, topography: "C77.9", morphology: "9680"},
    {share: 0.2, topography: "C77.2", morphology: "9687"}
  ],
  brain: [
    {share: 0.55, topography: "C71.6", morphology: "9421"},
    {share: 0.25, topography: "C71.6", morphology: "9470"},
    {share: 0.2, topography: "C71.9", morphology: "9440"}
  ],
  thyroid: [
    {share: 0.85, topography: "C73.9", morphology: "8260"},
    {share: 0.15, topography: "C73.9", morphology: "8330"}
  ],
  breast: [{share: 1, topography: "C50.9", morphology: "8500"}],
  lung: [
    {share: 0.6, topography: "C34.1", morphology: "8140"},
    {share: 0.4, topography: "C34.9", morphology: "8070"}
  ],
  "other solid": [
    {share: 0.2, topography: "C64.9", morphology: "8960"},
    {share: 0.2, topography: "C44.5", morphology: "8720"},
    {share: 0.2, topography: "C41.9", morphology: "9180"},
    {share: 0.2, topography: "C18.9", morphology: "8140"},
    {share: 0.2, topography: "C62.9", morphology: "9061"}
  ]
};
const icd10 = {cardiac: ["I50.9", "I42.9", "I25.9"], stroke: ["I63.9", "I61.9"], endocrine: ["E23.0"]};
const deathCodes = {cardiac: ["Q24.9", "I50.9", "X59.9"], radiotherapy: ["C80.9", "C71.9", "I50.9"]};
const afterTransplant = "9971";
const sources = ["cancer registry", "hospital", "death registry", "insurance"];

/** The deaths that ended follow-up, as events. */
export function addDeaths({size, exit, exitReason}: Children, {child, day, group}: Happenings): void {
  for (let i = 0; i < size; ++i) {
    if (exitReason[i] !== died) continue;
    child.push(i);
    day.push(exit[i]);
    group.push(eventGroups.indexOf("death"));
  }
}

/** The events table: by child, day and group, each event with codes of its group and a source. */
export function eventsTable(seed: number, children: Children, {child, day, group}: Happenings) {
  const order = Array.from(child.keys()).sort(
    (a, b) => child[a] - child[b] || day[a] - day[b] || group[a] - group[b]
  );
  const columns = [[], [], []] as string[][];
  const source: number[] = [];
  const behaviour: number[] = [];
  let block = -1;
  let random = stream(seed, "codes", block);
  for (const k of order) {
    const i = child[k];
    if (Math.floor(i / blockSize) !== block)
      random = stream(seed, "codes", (block = Math.floor(i / blockSize)));
    const name = eventGroups[group[k]];
    let codes = ["", "", ""];
    if (group[k] < cancers.length) {
      const choices = cancerCodes[name as keyof typeof cancerCodes];
      const {topography, morphology} = choices[random.choose(choices.map(({share}) => share))];
      const {transplant} = children;
      const transplanted = transplant[i] !== NO_DAY && transplant[i] <= day[k];
      codes = [topography, name === "lymphoma" && transplanted ? afterTransplant : morphology, ""];
      source.push(countries[children.country[i]] === "DE" ? 3 : 0);
      behaviour.push(3);
    } else {
      const choices =
        name === "death"
          ? deathCodes[i < children.cardiac ? "cardiac" : "radiotherapy"]
          : icd10[name as keyof typeof icd10];
      codes[2] = choices[Math.floor(choices.length * random.uniform())];
      source.push(name === "death" ? 2 : 1);
      behaviour.push(-1);
    }
    for (const [c, column] of columns.entries()) column.push(codes[c]);
  }
  const [topography, morphology, cause] = columns.map((values) => {
    const levels = [...new Set(values)].filter((value) => value !== "").sort();
    const position = new Map(levels.map((level, k) => [level, k]));
    return {levels, codes: values.map((value) => position.get(value) ?? -1)};
  });
  return tableOf([
    texts(
      "person",
      order.map((k) => children.id[child[k]])
    ),
    days(
      "date",
      order.map((k) => day[k])
    ),
    category("topography", topography.codes, topography.levels, true),
    category("morphology", morphology.codes, morphology.levels, true),
    category("icd10", cause.codes, cause.levels, true),
    integers("behaviour", behaviour, true),
    category(
      "group",
      order.map((k) => group[k]),
      eventGroups
    ),
    category("source", source, sources)
  ]);
}
