# Fine-Gray regressions by cmprsk::crr and by survival::finegray with coxph, and Gray's test, on mgus2 and on data
# simulated after the example of cmprsk.
suppressPackageStartupMessages({library(survival); library(cmprsk); library(jsonlite)})
data <- lapply(fromJSON("test/oracle/survivalData.json"), as.data.frame)
control <- coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 60)
mgus2 <- data$mgus2
set.seed(10); n <- 200
example <- data.frame(time = rexp(n), cause = sample(0:2, n, TRUE), x1 = runif(n), x2 = runif(n), x3 = runif(n))
example$coarse <- ceiling(example$time * 8); example$group <- sample(0:2, n, TRUE); example$stratum <- sample(0:1, n, TRUE)
example$entry <- floor(example$coarse * runif(n) * 0.8); example$weight <- sample(c(0.5, 1, 2), n, TRUE)
fit <- function(time, cause, x, of = 1) {
  f <- crr(time, cause, x, failcode = of, gtol = 1e-15, maxiter = 100)
  # crr stops on its score; a last Newton step brings it to convergence.
  # crr keeps its baseline at covariates of 0.
  list(estimate = unname(f$coef), se = sqrt(diag(f$var)), naive = sqrt(diag(f$invinf)), logLik = f$loglik, nullLogLik = f$loglik.null,
    time = f$uftime, cumHaz = cumsum(f$bfitj))
}
expanded <- function(d, formula, of) {
  d$status <- factor(d$cause, 0:2, c("censor", "one", "two")); d$id <- seq_len(nrow(d))
  e <- finegray(formula, d, etype = of, id = id)
  e
}
weighted <- function(e, terms, extra = NULL) {
  f <- coxph(reformulate(c(terms, extra), quote(Surv(fgstart, fgstop, fgstatus))), e, weights = fgwt, ties = "breslow", control = control, robust = FALSE)
  list(estimate = unname(coef(f)), naive = sqrt(diag(f$var)), logLik = f$loglik[2])
}
x <- c("x1", "x2", "x3")
# With late entry or case weights, the robust variance by subject; and the curve of a subject after it.
known <- function(formula, weights) {
  d <- example; d$status <- factor(d$cause, 0:2, c("censor", "one", "two")); d$id <- seq_len(nrow(d)); d$w <- weights
  e <- finegray(update(formula, . ~ . + subject), transform(d, subject = id), etype = "one", id = id, weights = w)
  f <- coxph(Surv(fgstart, fgstop, fgstatus) ~ x1 + x2 + x3, e, weights = fgwt, ties = "breslow", control = control, cluster = subject)
  curve <- survfit(f, newdata = data.frame(x1 = 0.2, x2 = 0.7, x3 = 0.4)); at <- curve$n.event > 0
  list(estimate = unname(coef(f)), se = sqrt(diag(f$var)), naive = sqrt(diag(f$naive.var)), logLik = f$loglik[2],
    time = curve$time[at], surv = curve$surv[at], seCumHaz = curve$std.err[at], lower = curve$lower[at], upper = curve$upper[at])
}
gray <- function(time, cause, group, strata, rho = 0) {
  g <- if (missing(strata)) cuminc(time, cause, group, rho = rho) else cuminc(time, cause, group, strata, rho = rho)
  list(statistic = unname(g$Tests[, "stat"]), p = unname(g$Tests[, "pv"]), df = unname(g$Tests[, "df"]))
}
write_json(list(source = "test/oracle/survivalCompeting.R", call = "crr(gtol = 1e-15); coxph(Surv(fgstart, fgstop, fgstatus), finegray, weights = fgwt, ties = 'breslow'); cuminc",
  versions = list(R = as.character(getRversion()), survival = as.character(packageVersion("survival")), cmprsk = as.character(packageVersion("cmprsk"))),
  example = example,
  crr = list(example = fit(example$time, example$cause, as.matrix(example[x])), coarse = fit(example$coarse, example$cause, as.matrix(example[x])),
    two = fit(example$coarse, example$cause, as.matrix(example[x]), 2), mgus2 = fit(mgus2$time, mgus2$cause, as.matrix(mgus2[c("age", "male", "hgb", "mspike")]))),
  finegray = list(example = weighted(expanded(example, Surv(time, status) ~ x1 + x2 + x3, "one"), x), coarse = weighted(expanded(example, Surv(coarse, status) ~ x1 + x2 + x3, "one"), x),
    strata = weighted(expanded(example, Surv(coarse, status) ~ x1 + x2 + x3 + stratum + strata(stratum), "one"), x, "strata(stratum)"),
    mgus2 = weighted(expanded(mgus2, Surv(time, status) ~ age + male + hgb + mspike, "one"), c("age", "male", "hgb", "mspike"))),
  known = list(late = known(Surv(entry, coarse, status) ~ x1 + x2 + x3, 1), weights = known(Surv(coarse, status) ~ x1 + x2 + x3, example$weight),
    both = known(Surv(entry, coarse, status) ~ x1 + x2 + x3, example$weight)),
  gray = list(example = gray(example$time, example$cause, example$group), coarse = gray(example$coarse, example$cause, example$group),
    strata = gray(example$coarse, example$cause, example$group, example$stratum), rho = gray(example$coarse, example$cause, example$group, rho = 1),
    mgus2 = gray(mgus2$time, mgus2$cause, mgus2$male))),
  "test/oracle/survivalCompeting.json", digits = I(15), auto_unbox = TRUE, dataframe = "columns")
