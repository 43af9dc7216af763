# What harmonic fit must print for tables of R's own: terms made by R, models by survival and glm.
suppressPackageStartupMessages({library(survival); library(Hmisc); library(MASS); library(jsonlite)})
invisible(Sys.setlocale("LC_COLLATE", "C"))
control <- coxph.control(eps = 1e-12, toler.chol = 1e-14, iter.max = 100)
used <- subset(lung, age > 45 & !is.na(ph.ecog) & !is.na(wt.loss) & !is.na(inst))
spline <- rcspline.eval(used$age, knots = c(45, 58, 66, 75), inclx = TRUE, norm = 2)
five <- rcspline.eval(used$age, nk = 5, inclx = TRUE, norm = 2)
figures <- function(m) list(coef = unname(coef(m)), se = unname(sqrt(diag(vcov(m)))), logLik = as.numeric(logLik(m)))
cox <- coxph(Surv(time, status == 2) ~ spline + factor(ph.ecog) + sqrt(abs(wt.loss)) + strata(sex), used, control = control)
clustered <- coxph(Surv(time, status == 2) ~ five + cluster(inst), used, ties = "breslow", control = control)
insurance <- transform(Insurance, Group = as.character(Group), Age = as.character(Age))
claims <- glm(Claims ~ relevel(factor(Group), ">2l") + factor(Age) + offset(log(Holders)), poisson, insurance, control = list(epsilon = 1e-15))
claims <- update(claims, start = coef(claims))
stratified <- glm(Claims ~ relevel(factor(Group), ">2l") + factor(District) + factor(Age) + offset(log(Holders)), poisson, insurance, control = list(epsilon = 1e-15))
stratified <- update(stratified, start = coef(stratified))
csv <- function(d) paste0(capture.output(write.csv(d, row.names = FALSE)), collapse = "\n")
write_json(list(source = "survival::lung; MASS::Insurance",
  call = c("coxph(Surv(time, status == 2) ~ rcspline.eval(age) + factor(ph.ecog) + sqrt(abs(wt.loss)) + strata(sex))",
    "coxph(Surv(time, status == 2) ~ rcspline.eval(age, nk = 5) + cluster(inst), ties = \"breslow\")",
    "glm(Claims ~ Group + Age + offset(log(Holders)), poisson)", "glm(Claims ~ Group + factor(District) + Age + offset(log(Holders)), poisson)"),
  R = R.version.string, packages = lapply(c(survival = "survival", Hmisc = "Hmisc", MASS = "MASS"), function(p) as.character(packageVersion(p))),
  lung = csv(lung), insurance = csv(insurance), cox = figures(cox), clustered = figures(clustered),
  claims = figures(claims), stratified = lapply(figures(stratified), function(x) if (length(x) > 1) x[2:4] else x)),
  "test/oracle/harmonicFit.json", digits = I(17), auto_unbox = TRUE, pretty = TRUE)
