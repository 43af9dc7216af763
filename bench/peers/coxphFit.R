# The bare fit in C under survival::coxph, from a matrix and a response that are there already: coxph.fit, agreg.fit.
source("bench/peers/measure.R")
suppressPackageStartupMessages(library(survival))
all <- columns()
x <- do.call(cbind, all[paste0("x", 1:5)])
y <- if (is.null(all$entry)) Surv(all$exit, all$event) else Surv(all$entry, all$exit, all$event)
core <- if (is.null(all$entry)) coxph.fit else agreg.fit
measure(function() {
  core(x, y, strata = NULL, offset = NULL, init = NULL, control = coxph.control(), weights = NULL,
    method = "efron", rownames = NULL, resid = FALSE)
}, function(fit) c(fit$coefficients, fit$loglik[2], sqrt(diag(fit$var))))
