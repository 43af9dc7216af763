# ameras's own examples on its own data: the fits of its README and vignettes by its own likelihood, and the figures
# that these print, in ameras/printed.txt. Doses and times are rounded to 7 digits.
suppressPackageStartupMessages({library(ameras); library(survival); library(jsonlite)})
data(data, package = "ameras")
numeric <- c("time", paste0("V", 1:10))
data[numeric] <- lapply(data[numeric], signif, digits = 7)
source("test/oracle/ameras/settled.R")
model <- function(formula, family, p, methods = c("RC", "MCML")) {
  all <- fit(as.formula(formula), family, methods, p)
  c(list(terms = names(all$RC$coefficients)), lapply(all[methods], part))
}
three <- c("RC", "ERC", "MCML")
expected <- list(
  readme = model("Y.binomial ~ dose(V1:V10)", "binomial", 2, three),
  logistic = model("Y.binomial ~ dose(V1:V10, model = 'EXP') + X1 + X2", "binomial", 4),
  logisticQuadratic = model("Y.binomial ~ dose(V1:V10, deg = 2, model = 'EXP') + X1 + X2", "binomial", 5),
  poisson = model("Y.poisson ~ dose(V1:V10, model = 'EXP') + X1 + X2", "poisson", 4, three),
  poissonQuadratic = model("Y.poisson ~ dose(V1:V10, deg = 2, model = 'EXP') + X1 + X2", "poisson", 5, three),
  cox = model("Surv(time, status) ~ dose(V1:V10, model = 'EXP') + X1 + X2", "prophaz", 3),
  coxQuadratic = model("Surv(time, status) ~ dose(V1:V10, deg = 2, model = 'EXP') + X1 + X2", "prophaz", 4),
  matchedQuadratic = model("Y.clogit ~ dose(V1:V10, deg = 2, model = 'EXP') + X1 + X2 + strata(setnr)", "clogit", 4))
printed <- read.table("test/oracle/ameras/printed.txt", header = TRUE)
versions <- sapply(c("ameras", "survival"), function(p) as.character(packageVersion(p)))
write_json(list(
  source = "test/oracle/amerasExample.R",
  call = "ameras on data(data, package = 'ameras'), settled by a step of Newton on its log-likelihood; what its README and vignette modelfitting print",
  versions = as.list(c(R = as.character(getRversion()), versions)),
  expected = expected,
  printed = lapply(split(printed, printed$model), function(m) lapply(split(m, m$method), function(x)
    list(terms = x$term, estimate = x$estimate, se = x$se, nEff = x$nEff)))
), "test/oracle/amerasExample.json", digits = NA, auto_unbox = TRUE)
