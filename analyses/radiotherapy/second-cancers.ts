import {analysis} from "../analysis.js";
import {allCancers} from "../definitions/outcomes.js";
import {followedForSite, type Site, type SiteDose} from "../designs/siteDose.js";
import {cohortFlow} from "../steps/cohortFlow.js";
import {hazardUnit} from "../steps/hazardTrend.js";
import {type CurveGroups, incidence} from "../steps/incidence.js";
import {sensitivity} from "../steps/sensitivity.js";
import {
  siteBands,
  siteCases,
  siteEstimate,
  siteFigure,
  siteGroups,
  siteTrend,
  trueSites
} from "../steps/siteTrend.js";
import {childCount} from "../steps/totals.js";
import {doseVolumes} from "../steps/treatments.js";
import type {Study} from "../study.js";

const site = (name: string, organ: string, lagYears?: number): Site => ({
  outcome: {name, label: name, groups: [name]},
  doseColumn: `dose_${organ}_gy`,
  ...(lagYears !== undefined && {lagYears})
});
// Radiation shows in the blood after two years, in solid organs after five, as in the reports on heart procedures.
const sites = [
  site("leukaemia", "marrow", 2),
  site("lymphoma", "marrow", 2),
  site("brain", "brain"),
  site("thyroid", "thyroid"),
  site("breast", "breast"),
  site("lung", "lung"),
  site("other solid", "marrow")
];

const design: SiteDose = {
  sites,
  lagYears: 5,
  predisposed: "exclude",
  background: "registries",
  doseClasses: [
    0,
    0.01,
    0.25,
    0.5,
    1,
    1.5,
    2,
    3,
    4,
    5,
    6,
    8,
    ...Array.from({length: 26}, (_, k) => 10 + 2 * k)
  ],
  doseBands: [0, 5],
  level: 0.95
};

const cohort = (study: Study) => followedForSite(study, allCancers, {predisposed: "include"});
const everybody: CurveGroups = {labels: ["all children"], of: (_, {rows}) => new Int32Array(rows.length)};
const oneLag = (lagYears: number) => ({lagYears, sites: sites.map(({lagYears: _, ...rest}) => rest)});
const without = (name: string) => ({sites: sites.filter(({outcome}) => outcome.name !== name)});

/** Second primary cancers after radiotherapy in childhood, by dose to the organ in which they arise. */
export default analysis({
  title: "Second cancers and organ dose",
  question:
    "Does the dose to an organ from radiotherapy in childhood raise the risk of a second cancer there?",
  model: "λ = λ*(site, country, sex, age, year) · (1 + β D)",
  reads: ["persons", "treatments", "events", "rates"],
  parameters: design,
  items: {
    flow: cohortFlow("Children of the radiotherapy cohort", "Followed", cohort),
    children: childCount(cohort),
    cases: siteCases(design),
    trend: siteTrend(design),
    truth: trueSites(design),
    "dose-response": siteFigure(design),
    "dose-bands": siteBands(design),
    groups: siteGroups(design, [
      {label: "brain and thyroid", sites: ["brain", "thyroid"]},
      {label: "all other sites", sites: ["leukaemia", "lymphoma", "breast", "lung", "other solid"]}
    ]),
    incidence: incidence(cohort, everybody, {
      event: "subsequent cancer",
      years: Array.from({length: 31}, (_, year) => year),
      eventsBetween: 10,
      level: 0.95
    }),
    doses: doseVolumes(
      cohort,
      "Mean dose to the organs, in percentiles.",
      ["marrow", "brain", "thyroid", "breast", "lung"].map((organ) => ({
        label: `${organ[0].toUpperCase()}${organ.slice(1)}`,
        column: `dose_${organ}_gy`,
        unit: "Gy"
      }))
    ),
    sensitivity: sensitivity(
      design,
      [
        {group: "Background", label: "rates times one factor", change: {background: "scaled"}},
        {group: "Background", label: "a factor for each site", change: {background: "scaled by site"}},
        {group: "Lag", label: "2 years for all sites", change: oneLag(2)},
        {group: "Lag", label: "5 years for all sites", change: oneLag(5)},
        {group: "Lag", label: "10 years for all sites", change: oneLag(10)},
        {group: "Predisposing syndromes", label: "included", change: {predisposed: "include"}},
        ...["brain", "thyroid", "other solid"].map((name) => ({
          group: "Without one site",
          label: `without ${name}`,
          change: without(name)
        }))
      ],
      "What the result rests on: the slope under other choices.",
      hazardUnit,
      siteEstimate
    )
  }
});
