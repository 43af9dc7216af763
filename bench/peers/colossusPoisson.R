# Colossus::PoisRun, a linear excess relative risk with a background in each stratum, one thread; no interval.
source("bench/peers/measure.R")
suppressMessages(suppressPackageStartupMessages({library(Colossus); library(data.table)}))
cells <- as.data.table(columns())
control <- list(ncores = 1, verbose = 0, maxiter = 100, halfmax = 20, epsilon = 1e-9, deriv_epsilon = 1e-9)
measure(function() {
  PoisRun(Pois_Strata(pyr, cases, strata) ~ plinear(dose, 0) + ME(), cells, a_n = 0.1, ncores = 1, control = control)
}, function(fit) c(fit$beta_0, fit$Standard_Deviation, fit$Deviation))
