# Cumulative excess risk and years of life lost by CanEpiRisk on its tables of WHO regions (IARC, WHO), lifetime
# attributable risk with its uncertainty by LARisk on its Korean tables of 2010, and United States mortality of 1999.
# remotes::install_github("KyojiFurukawa/CanEpiRisk@e89cf0e"); install.packages("LARisk")
suppressPackageStartupMessages({library(survival); library(jsonlite); library(CanEpiRisk); library(LARisk)})
one <- function(exposure, baseline, mortality, model, maxage, weight, f = CER) {
  set.seed(1)
  as.numeric(f(exposure, list(baseline = baseline, mortality = mortality), model, list(maxage = maxage, err_wgt = weight, n_mcsamp = 10))[1])
}
solid <- LSS_mortality$allsolid$L
leukaemia <- LSS_incidence$leukaemia$LQ
girl <- list(agex = 15, doseGy = 0.1, sex = 2)
worker <- list(agex = 30:44 + 0.5, doseGy = rep(0.1 / 15, 15), sex = 1)
m1 <- Mortality[[1]]
b4 <- Incidence[[4]]$leukaemia
m4 <- Mortality[[4]]$allcause
canEpiRisk <- list(
  version = as.character(packageVersion("CanEpiRisk")),
  allsolid = m1$allsolid$female, mortalityFemale = m1$allcause$female, leukaemiaMale = b4$male, mortalityMale = m4$male,
  solidErr = unname(solid$err$para), leukaemiaEar = unname(leukaemia$ear$para),
  solid = one(girl, m1$allsolid, m1$allcause, solid, 100, 1), leukaemia = one(worker, b4, m4, leukaemia, 60, 0),
  solidAbsolute = one(girl, m1$allsolid, m1$allcause, solid, 100, 0), solidEar = unname(solid$ear$para),
  yearsLost = one(girl, m1$allsolid, m1$allcause, solid, 100, 1, YLL))
# All solid cancer incidence of WHO region 1 with parameters drawn together.
simulated <- lapply(c(relative = 1, absolute = 0), function(weight) {
  set.seed(20261124)
  unname(CER(girl, list(baseline = Incidence[[1]]$allsolid, mortality = m1$allcause), LSS_incidence$allsolid$L,
    list(maxage = 100, err_wgt = weight, n_mcsamp = 20000)))
})
canEpiRisk$incidence <- list(allsolid = Incidence[[1]]$allsolid$female, simulated = simulated)
lar <- function(site, sex, age) {
  d <- data.frame(sex = sex, birth = 2010 - age, exposure = 2010, site = site, exposure_rate = "chronic", dosedist = "fixedvalue",
    dose1 = 100, dose2 = NA, dose3 = NA)
  r <- LAR(d, basedata = list(life2010, incid2010), sim = 40000, seed = 20261124, current = 2010, ci = 0.9)
  rates <- incid2010[incid2010$Site == site, if (sex == "male") "Rate_m" else "Rate_f"]
  list(site = site, sex = if (sex == "male") "M" else "F", age = age, incidence = rates, lower = r$LAR[[site]][1], mean = r$LAR[[site]][2],
    upper = r$LAR[[site]][3], baseline = unname(r$LBR[site]))
}
cases <- list(list("colon", "male", 10), list("lung", "female", 5), list("bladder", "female", 15), list("stomach", "male", 1), list("breast", "female", 10))
larisk <- lapply(cases, function(x) {
  r <- lar(x[[1]], x[[2]], x[[3]])
  r$lower <- unname(r$lower); r$mean <- unname(r$mean); r$upper <- unname(r$upper)
  r
})
us <- survexp.us[, "female", "1999"] * 365.25
write_json(list(source = "test/oracle/projection.R", call = "CER, YLL; LAR(sim = 40000, ci = 0.9); survexp.us[, 'female', '1999']",
  R = as.character(getRversion()), packages = list(CanEpiRisk = "1.0-0", LARisk = as.character(packageVersion("LARisk")), survival = as.character(packageVersion("survival"))),
  canEpiRisk = canEpiRisk, larisk = list(death = list(M = life2010$Prob_d_m, F = life2010$Prob_d_f), cases = larisk),
  us1999Female = signif(unname(us), 8)), "test/oracle/projection.json", digits = I(12), auto_unbox = TRUE, pretty = FALSE)
