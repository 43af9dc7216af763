# The data sets of R's survival package that the survival witnesses use: complete rows, numbers only.
suppressPackageStartupMessages({library(survival); library(jsonlite)})
whole <- function(d) {d <- d[complete.cases(d), ]; rownames(d) <- NULL; d}
one <- function(x, level) as.integer(x == level)
lung <- whole(with(survival::lung, data.frame(time, event = status - 1, age, sex = sex - 1, ecog = ph.ecog,
  karno = ph.karno, loss = wt.loss)))
veteran <- with(survival::veteran, data.frame(time, event = status, trt = trt - 1, small = one(celltype, "smallcell"),
  adeno = one(celltype, "adeno"), large = one(celltype, "large"), karno, months = diagtime, age, prior = prior / 10))
ovarian <- with(survival::ovarian, data.frame(time = futime, event = fustat, age, resid = resid.ds - 1, rx = rx - 1, ecog = ecog.ps - 1))
colon <- whole(with(survival::colon[survival::colon$etype == 2, ], data.frame(time, event = status, lev = one(rx, "Lev"),
  lev5fu = one(rx, "Lev+5FU"), sex, age, obstruct, adhere, nodes, differ, extent, late = surg)))
cgd <- with(survival::cgd, data.frame(tstart, tstop, event = status, id, treat = one(treat, "rIFN-g"), age,
  male = one(sex, "male"), autosomal = one(inherit, "autosomal"), steroids, hospital = as.integer(hos.cat) - 1))
heart <- with(survival::heart, data.frame(tstart = start, tstop = stop, event, age, year, surgery,
  transplant = one(transplant, 1), id))
visits <- survival::pbcseq[order(survival::pbcseq$id, survival::pbcseq$day), ]
stops <- with(visits, ifelse(c(id[-1] == id[-length(id)], FALSE), c(day[-1], 0), futime))
last <- with(visits, c(id[-1] != id[-length(id)], TRUE))
pbcseq <- whole(with(visits, data.frame(tstart = day, tstop = stops, event = as.integer(last & status == 2), id,
  bili, age = round(age, 3), edema, albumin, protime, trt)))
pbcseq <- pbcseq[pbcseq$tstop > pbcseq$tstart, ]
mgus2 <- whole(with(survival::mgus2, data.frame(time = ifelse(pstat == 1, ptime, futime),
  cause = ifelse(pstat == 1, 1, 2 * death), age, male = one(sex, "M"), hgb, mspike)))
mgus2 <- mgus2[mgus2$time > 0, ]
nwtco <- with(survival::nwtco, data.frame(time = edrel, event = rel, stage, histol = histol - 1,
  months = age, sub = as.integer(in.subcohort)))
rotterdam <- with(survival::rotterdam, data.frame(time = dtime, event = death, age, meno, large = one(size, ">50"),
  grade, nodes, hormon, chemo))
retinopathy <- with(survival::retinopathy, data.frame(id, time = futime, event = status, trt, adult = one(type, "adult"), age, risk))
jasa <- whole(with(survival::jasa, data.frame(time = futime + 0.5, event = fustat, age, surgery, transplant)))
infert <- with(datasets::infert, data.frame(case, set = stratum, pooled = pooled.stratum, spontaneous, induced))
write_json(list(lung = lung, veteran = veteran, ovarian = ovarian, colon = colon, cgd = cgd, heart = heart,
  pbcseq = pbcseq, mgus2 = mgus2, nwtco = nwtco, rotterdam = rotterdam, retinopathy = retinopathy, jasa = jasa,
  infert = infert), "test/oracle/survivalData.json", digits = I(17), dataframe = "columns", auto_unbox = TRUE)
