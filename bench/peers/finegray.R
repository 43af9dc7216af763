# survival::finegray and coxph of the rows that it makes, with the robust variance.
source("bench/peers/measure.R")
suppressPackageStartupMessages(library(survival))
subjects <- as.data.frame(columns())
subjects$cause <- factor(subjects$cause, 0:2)
subjects$id <- seq_len(nrow(subjects))
measure(function() {
  rows <- finegray(Surv(exit, cause) ~ ., data = subjects, etype = "1", id = id)
  coxph(Surv(fgstart, fgstop, fgstatus) ~ x1 + x2 + x3, data = rows, weights = fgwt, ties = "breslow",
    cluster = id)
}, function(fit) c(coef(fit), fit$loglik[2]))
