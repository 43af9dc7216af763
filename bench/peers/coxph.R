# survival::coxph, right censored or of rows (tstart, tstop].
source("bench/peers/measure.R")
suppressPackageStartupMessages(library(survival))
subjects <- as.data.frame(columns())
formula <- if (is.null(subjects$entry)) Surv(exit, event) ~ x1 + x2 + x3 + x4 + x5 else
  Surv(entry, exit, event) ~ x1 + x2 + x3 + x4 + x5
measure(function() coxph(formula, data = subjects), function(fit) {
  c(coef(fit), fit$loglik[2], sqrt(diag(vcov(fit))))
})
