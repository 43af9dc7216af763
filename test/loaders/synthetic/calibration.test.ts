import type {Table} from "apache-arrow";
import {mean, median} from "simple-statistics";
import {expect, it} from "vitest";
import {generateExtract} from "../../../loaders/synthetic/generate.js";

const {tables, truth} = generateExtract({seed: 20260101});
const {persons, procedures, treatments, events} = tables;
const column = (table: Table, name: string) => [...table.getChild(name)!];
const days = (table: Table, name: string) => table.getChild(name)!.data[0].values as Int32Array;

const id = column(persons, "id");
const rowOf = new Map(id.map((person, i) => [person, i]));
const cardiac = column(persons, "cohort").filter((cohort) => cohort === "cardiac").length;
const transplanted = column(persons, "transplant").map((day) => day !== null);
const exit = days(persons, "exit");
const entry = days(persons, "entry");
const birth = days(persons, "birth");
const owner = column(procedures, "person").map((person) => rowOf.get(person)!);
const counts = new Float64Array(cardiac);
for (const i of owner) ++counts[i];
const within = (value: number, target: number, part: number) =>
  expect(Math.abs(value / target - 1), `${value} against ${target}`).toBeLessThan(part);

it("procedures a child: mean 1.33, 81 % with one, tail beyond 20 (published: Harbron 2018; Abalo 2021)", () => {
  within(mean([...counts]), 1.33, 0.03);
  within(counts.filter((count) => count === 1).length / cardiac, 0.81, 0.03);
  expect(counts.reduce((most, count) => Math.max(most, count), 0)).toBeGreaterThan(20);
});

it("organ dose a procedure: medians lung 20.5, heart 19.7, breast 13.1, marrow 3.2 mGy (published: Harbron 2015)", () => {
  const medians = {lung: 20.5, heart: 19.7, breast: 13.1, marrow: 3.2};
  for (const [organ, target] of Object.entries(medians))
    within(median(column(procedures, `dose_${organ}_mgy`)), target, 0.05);
});

it("dose a procedure falls by more than half over two decades (published: Harbron 2015)", () => {
  const date = days(procedures, "date");
  const marrow = column(procedures, "dose_marrow_mgy") as number[];
  const inYears = (from: number, to: number) =>
    median(marrow.filter((_, k) => date[k] / 365.25 + 1970 >= from && date[k] / 365.25 + 1970 < to));
  expect(inYears(2013, 2018)).toBeLessThan(0.5 * inYears(1993, 1998));
});

it("kerma-area product is missing mostly in early years, and its doses are then imputed (law)", () => {
  const pka = procedures.getChild("pka_gycm2")!;
  const imputed = column(procedures, "dose_source").map((source) => source === "imputed");
  const early = days(procedures, "date").map((day) => Number(day < 7305));
  let [missingEarly, missingLate, countEarly] = [0, 0, 0];
  for (let k = 0; k < procedures.numRows; ++k) {
    expect(pka.isValid(k)).toBe(!imputed[k]);
    countEarly += early[k];
    if (imputed[k]) early[k] ? ++missingEarly : ++missingLate;
  }
  expect(missingEarly / countEarly).toBeGreaterThan(0.4);
  expect(missingLate / (procedures.numRows - countEarly)).toBeLessThan(0.3);
});

it("about 5 % of the cardiac cohort are transplanted, with more procedures and higher dose (published: Harbron 2018)", () => {
  const share = transplanted.slice(0, cardiac).filter(Boolean).length / cardiac;
  expect(share).toBeGreaterThan(0.045);
  expect(share).toBeLessThan(0.055);
  const dose = new Float64Array(cardiac);
  column(procedures, "dose_marrow_mgy").forEach((value, k) => {
    dose[owner[k]] += value;
  });
  const of = (status: boolean) => mean([...dose.filter((_, i) => transplanted[i] === status)]);
  expect(of(true)).toBeGreaterThan(2 * of(false));
});

it("countries, syndromes and reasons for leaving have their shares (by hand)", () => {
  const share = (name: string, value: string) =>
    column(persons, name)
      .slice(0, cardiac)
      .filter((level) => level === value).length / cardiac;
  for (const country of ["BE", "FR", "DE", "IT", "NO", "ES", "UK"])
    expect(share("country", country)).toBeGreaterThan(0.05);
  expect(share("country", "DK")).toBe(0);
  within(share("predisposing_syndrome", "trisomy 21"), 0.08, 0.05);
  expect(share("exit_reason", "emigration")).toBeGreaterThan(0.02);
  expect(share("exit_reason", "emigration")).toBeLessThan(0.03);
});

it("cardiac events after radiotherapy: at least a hundred, by 30 years in 3–9 % (published, widened: Bates 2019, 4.8 %)", () => {
  const end = days(treatments, "end");
  const first = new Map<number, number>();
  const groups = column(events, "group");
  const date = days(events, "date");
  column(events, "person").forEach((person, k) => {
    if (groups[k] === "cardiac") first.set(rowOf.get(person)!, date[k]);
  });
  expect(first.size).toBeGreaterThanOrEqual(100);
  // Aalen–Johansen from the end of the course, death competing.
  const dead = column(persons, "exit_reason").map((reason) => reason === "death");
  const rows = Array.from(end, (from, k) => {
    const i = cardiac + k;
    const event = first.get(i);
    return {time: (event ?? exit[i]) - from, cause: event !== undefined ? 1 : dead[i] ? 2 : 0};
  }).sort((a, b) => a.time - b.time);
  let [surviving, incidence] = [1, 0];
  rows.forEach(({time, cause}, k) => {
    if (time > 30 * 365.25 || cause === 0) return;
    const hazard = 1 / (rows.length - k);
    if (cause === 1) incidence += surviving * hazard;
    surviving *= 1 - hazard;
  });
  expect(incidence).toBeGreaterThan(0.03);
  expect(incidence).toBeLessThan(0.09);
});

it("events are the first of their group, and all but the stated few lie in follow-up (law)", () => {
  const date = days(events, "date");
  const owners = column(events, "person").map((person) => rowOf.get(person)!);
  const groups = column(events, "group");
  expect(new Set(owners.map((i, k) => `${i} ${groups[k]}`)).size).toBe(events.numRows);
  const outside = owners.filter((i, k) => date[k] > exit[i] || date[k] <= entry[i]).length;
  expect(outside).toBe(truth.dirt.eventsAfterExit);
  expect(outside).toBeGreaterThan(5);
});

it("faults in procedures are as many as the truth file says (law)", () => {
  const names = procedures.schema.fields.map(({name}) => name);
  const columns = names.map((name) => column(procedures, name).map((value) => +value || value));
  const key = (names: string[], k: number) =>
    names.map((name) => columns[procedures.schema.names.indexOf(name)][k]).join();
  const rows = Array.from(owner.keys());
  const distinct = new Set(rows.map((k) => key(names, k))).size;
  const visits = new Set(rows.map((k) => key(["person", "date", "class"], k))).size;
  expect(rows.length - distinct).toBe(truth.dirt.duplicatedProcedures);
  expect(distinct - visits).toBe(truth.dirt.contradictoryProcedures);
  const oesophagus = column(procedures, "dose_oesophagus_mgy");
  expect(
    new Set(rows.filter((k) => oesophagus[k] > 2000).map((k) => key(["person", "date", "class"], k))).size
  ).toBe(truth.dirt.dosesOutOfRange);
  expect(Object.values(truth.dirt).every((count) => count > 0)).toBe(true);
});

it("ages at the first procedure lie below 22 years, and no procedure follows the exit (law)", () => {
  for (let i = 0; i < cardiac; ++i) if (entry[i] - birth[i] >= 22 * 365.25) expect.fail(`row ${i}`);
  const date = days(procedures, "date");
  for (const [k, i] of owner.entries()) if (date[k] > exit[i] || date[k] < entry[i]) expect.fail(`row ${k}`);
});
