import {NO_DAY} from "../../src/stats/cohort/factor.js";
import {pow} from "../../src/stats/numeric/elementary.js";
import {category, days, integers, tableOf, texts} from "./columns.js";
import {dayOf, daysPerYear} from "./days.js";
import {hazardDay, makeSteps, steppedHazardDay} from "./hazardDay.js";
import {chdClasses, syndromes} from "./model.js";
import {countries, mortality, rateGroups, rateIndex, sexes} from "./rates.js";
import {blockSize, stream} from "./stream.js";

/** The children, a row each; those of the cardiac cohort first. Codes index the lists of levels. */
export interface Children {
  size: number;
  cardiac: number;
  id: string[];
  country: Int32Array;
  centre: Int32Array;
  sex: Int32Array;
  birth: Int32Array;
  entry: Int32Array;
  exit: Int32Array;
  exitReason: Int32Array;
  syndrome: Int32Array;
  syndromeKnown: Int32Array;
  chdClass: Int32Array;
  transplant: Int32Array;
  immunosuppression: Int32Array;
  deprivation: Int32Array;
}

const exitReasons = ["death", "emigration", "end of follow-up", "lost"];
export const died = 0;

/** Shares of the countries, first year of their records, last day of their registries' follow-up: assumed. */
const places = {
  cardiac: [0.09, 0.24, 0.15, 0.11, 0.07, 0.1, 0.24, 0],
  radiotherapy: [0.15, 0.42, 0.28, 0, 0, 0, 0, 0.15],
  since: [1982, 1980, 1985, 1980, 1975, 1983, 1975, 1990],
  until: [
    dayOf(2020, 12, 31),
    dayOf(2021, 12, 31),
    dayOf(2019, 12, 31),
    dayOf(2018, 12, 31),
    dayOf(2022, 12, 31),
    dayOf(2019, 12, 31),
    dayOf(2021, 6, 30),
    dayOf(2021, 12, 31)
  ]
};
const centresEach = 6;
const centreShares = [0.34, 0.24, 0.17, 0.12, 0.08, 0.05];
export const centres = countries.flatMap((country) =>
  Array.from({length: centresEach}, (_, k) => `${country}-0${k + 1}`)
);
const chdShares = [0.36, 0.22, 0.12, 0.18, 0.07, 0.05];
const syndromeShares = [0.865, 0.08, 0.004, 0.025, 0.026];
const radiotherapySyndromes = [0.955, 0.004, 0.03, 0.001, 0.01];

/** Draws the children: who they are, when they enter, and when and why follow-up ends. */
export function makePersons(seed: number, cardiac: number, radiotherapy: number): Children {
  const size = cardiac + radiotherapy;
  const column = (value = 0) => new Int32Array(size).fill(value);
  const children: Children = {
    size,
    cardiac,
    id: pseudonyms(seed, size),
    country: column(),
    centre: column(),
    sex: column(),
    birth: column(),
    entry: column(),
    exit: column(),
    exitReason: column(),
    syndrome: column(),
    syndromeKnown: column(),
    chdClass: column(-1),
    transplant: column(NO_DAY),
    immunosuppression: column(NO_DAY),
    deprivation: column()
  };
  const drawCohort = (task: string, from: number, to: number, draw: typeof drawCardiac) => {
    for (let start = from, block = 0; start < to; start += blockSize, ++block) {
      const random = stream(seed, task, block);
      for (let i = start; i < Math.min(to, start + blockSize); ++i) draw(children, i, random);
    }
  };
  drawCohort("persons cardiac", 0, cardiac, drawCardiac);
  drawCohort("persons radiotherapy", cardiac, size, drawRadiotherapy);
  return children;
}

type Random = ReturnType<typeof stream>;

function drawCardiac(children: Children, i: number, random: Random): void {
  const chd = random.choose(chdShares);
  children.chdClass[i] = chd;
  const age = ageAtProcedure(chdClasses[chd], random);
  const severity = mortality.chdSeverityFactor[chdClasses[chd]];
  drawCommon(children, i, random, {shares: places.cardiac, syndromes: syndromeShares, age, recent: 0.75});
  leave(children, i, random, severity, []);
}

function drawRadiotherapy(children: Children, i: number, random: Random): void {
  const age = 0.7 + 21 * pow(random.uniform(), 1.2);
  drawCommon(children, i, random, {
    shares: places.radiotherapy,
    syndromes: radiotherapySyndromes,
    age,
    recent: 1.6
  });
  const {first5Years, later} = mortality.radiotherapy;
  leave(children, i, random, 1, [first5Years, later]);
}

function drawCommon(
  children: Children,
  i: number,
  random: Random,
  {shares, syndromes, age, recent}: {shares: number[]; syndromes: number[]; age: number; recent: number}
): void {
  const country = random.choose(shares);
  const cardiac = i < children.cardiac;
  const since = dayOf(cardiac ? places.since[country] : 1990);
  const until = places.until[country] - 180;
  children.country[i] = country;
  children.centre[i] = country * centresEach + random.choose(centreShares);
  children.sex[i] = random.uniform() < 0.52 ? 1 : 0;
  children.entry[i] = since + Math.floor((until - since) * pow(random.uniform(), recent));
  children.birth[i] = children.entry[i] - Math.floor(age * daysPerYear);
  children.syndrome[i] = random.choose(syndromes);
  children.syndromeKnown[i] = random.uniform() < 0.02 ? -1 : children.syndrome[i];
  children.deprivation[i] = random.uniform() < 0.1 ? -1 : 1 + Math.floor(5 * random.uniform());
}

/** Share of infants, of ages 1 to 5, and of older children by class of heart disease; uniform within. */
function ageAtProcedure(chd: (typeof chdClasses)[number], random: Random): number {
  const part = random.uniform();
  const within = random.uniform();
  if (chd === "arrhythmia") return 6 + 15.9 * within;
  const [infants, toddlers] = chd === "septal defect or duct" ? [0.2, 0.4] : [0.42, 0.23];
  if (part < infants) return within;
  return part < infants + toddlers ? 1 + 4 * within : 5 + 16.9 * within;
}

const steady = makeSteps(1);
steady.count = 1;
steady.day[0] = -100_000;

/** Chance a year to emigrate and to be lost. */
export const leaving = {emigration: 0.0015, lost: 0.0005};

/** Follow-up ends at the first of death, emigration, loss and the registry's last day. */
function leave(children: Children, i: number, random: Random, factor: number, excess: number[]): void {
  const {birth, entry, country, sex} = children;
  let exit = places.until[country[i]];
  let reason = 2;
  const earlier = (day: number, why: number) => {
    if (day !== NO_DAY && (day < exit || (day === exit && why === died))) {
      exit = day;
      reason = why;
    }
  };
  steady.factor[0] = factor;
  const start = rateIndex(country[i], sex[i], rateGroups.indexOf("death"));
  const [own, more, emigrates, lost] = [1, 2, 3, 4].map(() => random.exponential());
  const last = exit;
  earlier(hazardDay(birth[i], entry[i], last, start, steady, own), died);
  if (excess.length > 0)
    earlier(steppedHazardDay([entry[i], entry[i] + 1826], excess, entry[i], last, 1, more), died);
  earlier(steppedHazardDay([entry[i]], [leaving.emigration], entry[i], last, 1, emigrates), 1);
  earlier(steppedHazardDay([entry[i]], [leaving.lost], entry[i], last, 1, lost), 3);
  children.exit[i] = exit;
  children.exitReason[i] = reason;
}

/** Nine letters and digits drawn at random, none twice; letters that read as digits are left out. */
function pseudonyms(seed: number, size: number): string[] {
  const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  const random = stream(seed, "pseudonyms");
  const taken = new Set<string>();
  while (taken.size < size) {
    let id = "";
    for (let k = 0; k < 9; ++k) id += alphabet[Math.floor(32 * random.uniform())];
    taken.add(id);
  }
  return [...taken];
}

/** The persons table. */
export function personsTable(children: Children) {
  const {size, cardiac, exitReason} = children;
  const vital = exitReason.map((reason) => [1, 2, 0, 2][reason]);
  return tableOf([
    texts("id", children.id),
    category(
      "cohort",
      Int32Array.from({length: size}, (_, i) => Number(i >= cardiac)),
      ["cardiac", "radiotherapy"]
    ),
    category("country", children.country, countries),
    category("centre", children.centre, centres),
    category("sex", children.sex, sexes),
    days("birth", children.birth),
    days("entry", children.entry),
    days("exit", children.exit),
    category("exit_reason", exitReason, exitReasons),
    category("vital_status", vital, ["alive", "dead", "unknown"]),
    category("predisposing_syndrome", children.syndromeKnown, syndromes, true),
    category("chd_class", children.chdClass, chdClasses, true),
    days("transplant", children.transplant, true),
    days("immunosuppression", children.immunosuppression, true),
    integers("deprivation", children.deprivation, true)
  ]);
}
