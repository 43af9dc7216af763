# fastcmprsk::fastCrr, the estimates alone: its variance is a bootstrap.
source("bench/peers/measure.R")
suppressPackageStartupMessages(library(fastcmprsk))
subjects <- as.data.frame(columns())
measure(function() {
  fastCrr(Crisk(exit, cause) ~ x1 + x2 + x3, data = subjects, eps = 1e-9, variance = FALSE, getBreslowJumps = FALSE)
}, function(fit) c(fit$coef, fit$logLik))
