# Fixed and random effects of four tables that R ships, and of five centres that scatter less than chance, by metafor.
suppressPackageStartupMessages({library(metafor); library(metadat); library(jsonlite)})
magnesium <- escalc(measure = "OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat.li2007)
beta <- escalc(measure = "OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat.yusuf1985, subset = table == "6", add = 1/2, to = "only0")
beta <- beta[!is.na(beta$vi), ]
sets <- list(
  `passive smoking and lung cancer` = list(y = dat.hackshaw1998$yi, se = sqrt(dat.hackshaw1998$vi)),
  `teachers' expectancy` = list(y = dat.raudenbush1985$yi, se = sqrt(dat.raudenbush1985$vi)),
  `magnesium after infarction` = list(y = as.numeric(magnesium$yi), se = sqrt(as.numeric(magnesium$vi))),
  `beta blockers after infarction` = list(y = as.numeric(beta$yi), se = sqrt(as.numeric(beta$vi))),
  `five centres that agree` = list(y = c(0.31, 0.28, 0.34, 0.30, 0.33), se = c(0.12, 0.20, 0.31, 0.15, 0.41)))
# metafor rounds what it has rounded: the data go through as the test reads them.
sets <- lapply(sets, function(s) lapply(s, function(v) as.numeric(signif(as.numeric(v), 12))))
control <- list(threshold = 1e-14, maxiter = 10000)
methods <- c(fixed = "FE", "dersimonian-laird" = "DL", reml = "REML")
figures <- function(y, se, method, test, level) {
  fit <- rma(y, sei = se, method = methods[[method]], test = test, level = 100 * level, control = if (method == "reml") control)
  k <- fit$k
  list(estimate = as.numeric(fit$beta), se = fit$se, statistic = fit$zval, p = fit$pval, lower = fit$ci.lb, upper = fit$ci.ub,
    tauSquared = fit$tau2, q = fit$QE, qp = fit$QEp, iSquared = fit$I2 / 100, weights = as.numeric(weights(fit)) / 100,
    prediction = if (method != "fixed") as.numeric(fit$beta) + c(-1, 1) * qt(1 - (1 - level) / 2, k - 2) * sqrt(fit$tau2 + fit$se^2)) }
fits <- list()
for (set in names(sets)) for (method in names(methods)) for (test in c("z", "knha")) {
  if (method == "fixed" && test == "knha") next
  level <- if (test == "z") 0.9 else 0.95
  s <- sets[[set]]
  left <- lapply(seq_along(s$y), function(i) figures(s$y[-i], s$se[-i], method, test, level))
  pick <- function(what) sapply(left, `[[`, what)
  fits <- c(fits, list(c(list(set = set, method = method, test = test, level = level), figures(s$y, s$se, method, test, level),
    list(left = list(estimate = pick("estimate"), se = pick("se"), p = pick("p"), tauSquared = pick("tauSquared"))))))
}
cat(sapply(fits, function(f) paste(f$set, f$method, f$test, signif(f$tauSquared, 4), signif(f$estimate, 5), f$iSquared, "\n")))
write_json(list(source = "test/oracle/metaSets.R", call = "rma(y, sei = se, method, test, level, control = list(threshold = 1e-14)), and without each study in turn",
  versions = list(R = as.character(getRversion()), metafor = as.character(packageVersion("metafor")), metadat = as.character(packageVersion("metadat"))),
  sets = sets, fits = fits), "test/oracle/metaSets.json", digits = I(17), auto_unbox = TRUE, null = "null")
