# Fixed and random effects of the BCG trials (log risk ratios), by metafor, iterated to the last digits.
suppressPackageStartupMessages({library(metafor); library(jsonlite)})
bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
y <- as.numeric(bcg$yi)
se <- sqrt(as.numeric(bcg$vi))
control <- list(threshold = 1e-14, maxiter = 1000)
methods <- c(fixed = "FE", "dersimonian-laird" = "DL", reml = "REML")
one <- function(fit, hk) {
  k <- fit$k
  list(estimate = as.numeric(fit$beta), se = fit$se, statistic = fit$zval, p = fit$pval, lower = fit$ci.lb,
    upper = fit$ci.ub, tauSquared = fit$tau2, q = fit$QE, qp = fit$QEp, iSquared = fit$I2 / 100,
    weights = as.numeric(weights(fit)) / 100,
    prediction = as.numeric(fit$beta) + c(-1, 1) * qt(0.975, k - 2) * sqrt(fit$tau2 + fit$se^2))
}
fits <- list()
left <- list()
for (name in names(methods)) for (test in c("z", "knha")) {
  if (name == "fixed" && test == "knha") next
  fit <- rma(y, sei = se, method = methods[[name]], test = test, control = control)
  label <- paste(name, test)
  fits[[label]] <- one(fit)
  out <- lapply(seq_along(y), function(i) rma(y[-i], sei = se[-i], method = methods[[name]], test = test, control = control))
  left[[label]] <- list(estimate = sapply(out, function(f) as.numeric(f$beta)), se = sapply(out, function(f) f$se),
    tauSquared = sapply(out, function(f) f$tau2), p = sapply(out, function(f) f$pval))
}
t <- expand.grid(t = c(0.01, 0.3, 1, 2.5, 7, 40, 1000), df = c(1, 2, 3, 7, 12, 30, 100))
t$upper <- pt(t$t, t$df, lower.tail = FALSE)
quantile <- expand.grid(p = c(0.4, 0.1, 0.05, 0.025, 0.005, 1e-6), df = c(1, 2, 5, 12, 60))
quantile$t <- qt(quantile$p, quantile$df, lower.tail = FALSE)
write_json(list(
  source = "test/oracle/meta.R",
  call = "rma(y, sei = se, method, test, control = list(threshold = 1e-14)) on dat.bcg, leave one out by hand",
  versions = list(R = as.character(getRversion()), metafor = as.character(packageVersion("metafor"))),
  t = t, quantile = quantile, estimates = y, ses = se, fits = fits, left = left
), "test/oracle/meta.json", digits = I(17), dataframe = "columns", auto_unbox = TRUE, pretty = FALSE)
