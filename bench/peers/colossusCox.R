# Colossus::CoxRun, the linear excess relative risk of a dose in a Cox regression, one thread.
source("bench/peers/measure.R")
suppressMessages(suppressPackageStartupMessages({library(Colossus); library(data.table)}))
all <- columns()
subjects <- data.table(exit = all$exit, event = all$event, dose = all$x1^2, x2 = all$x2, x4 = all$x4)
control <- list(ncores = 1, verbose = 0, maxiter = 100, halfmax = 20, epsilon = 1e-9, deriv_epsilon = 1e-9)
measure(function() {
  CoxRun(Cox(exit, event) ~ plinear(dose, 0) + loglinear(x2, x4, 0) + ME(), subjects, a_n = c(0.1, 0, 0), ties = "efron",
    ncores = 1, control = control)
}, function(fit) c(fit$beta_0, fit$LogLik))
