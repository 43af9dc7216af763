import {brain, breast, lung, marrow, oesophagus, thyroid} from "../definitions/organs.js";
import type {LifetimeRisk, RiskAge} from "./lifetimeRisk.js";
import type {Today} from "./todaysDoses.js";

const ages: RiskAge[] = [
  {label: "under 1", from: 0, at: 0.5},
  {label: "1–4", from: 1, at: 3},
  {label: "5–9", from: 5, at: 7.5},
  {label: "10–14", from: 10, at: 12.5},
  {label: "15–21", from: 15, at: 18}
];

/** What the reports of optimisation share: the organs that the extract has doses of, and heart patients' lives. */
export const todaysRisk: LifetimeRisk = {
  sites: [
    {organ: marrow, site: "leukaemia", group: "leukaemia", sexes: ["F", "M"]},
    {organ: lung, site: "lung", group: "lung", sexes: ["F", "M"]},
    {organ: breast, site: "breast", group: "breast", sexes: ["F"]},
    {organ: oesophagus, site: "oesophagus", group: null, sexes: ["F", "M"]},
    {organ: thyroid, site: "thyroid", group: "thyroid", sexes: ["F", "M"]},
    {organ: brain, site: "brain/CNS", group: "brain", sexes: ["F", "M"]}
  ],
  ages,
  survival: "heart patients",
  convention: "RadRAT",
  ddref: "applied",
  countries: ["BE", "FR", "DE", "IT", "NO", "ES", "UK"],
  rateYear: 2017,
  untilAge: 100,
  seed: 20260101,
  draws: 1000,
  level: 0.95
};

/** Today begins when the latest equipment was common. */
export const today: Today = {since: 2015};
