# cmprsk::crr, run until its estimates settle to as many digits as are compared.
source("bench/peers/measure.R")
suppressPackageStartupMessages(library(cmprsk))
all <- columns()
x <- cbind(all$x1, all$x2, all$x3)
measure(function() crr(all$exit, all$cause, x, gtol = 1e-9), function(fit) {
  c(fit$coef, fit$loglik, sqrt(diag(fit$var)))
})
