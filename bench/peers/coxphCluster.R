# survival::coxph of rows (tstart, tstop] with the robust variance over persons.
source("bench/peers/measure.R")
suppressPackageStartupMessages(library(survival))
subjects <- as.data.frame(columns())
measure(function() coxph(Surv(entry, exit, event) ~ x1 + x2 + x3 + x4 + x5, data = subjects, cluster = id), function(fit) {
  c(coef(fit), fit$loglik[2], sqrt(diag(vcov(fit))))
})
