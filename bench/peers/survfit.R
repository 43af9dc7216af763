# survival::survfit of two groups.
source("bench/peers/measure.R")
suppressPackageStartupMessages(library(survival))
subjects <- as.data.frame(columns())
measure(function() survfit(Surv(exit, event) ~ group, data = subjects), function(fit) {
  c(sum(fit$surv), sum((fit$std.err * fit$surv)[fit$surv > 0]), sum(fit$lower, na.rm = TRUE))
})
