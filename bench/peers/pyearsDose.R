# survival::pyears with a time-dependent dose: rows split at each change, then two tables, of time and of dose.
source("bench/peers/measure.R")
source("bench/peers/splitDose.R")
suppressPackageStartupMessages({library(survival); library(data.table)})
setDTthreads(1)
all <- columns()
ages <- c(floor((0:44) * 365.25 + 0.5), 1e6)
years <- c(as.integer(as.Date(paste0(seq(1970, 2040, 5), "-01-01"))), 1e6)
measure(function() {
  rows <- splitDose(all)
  age <- tcut(rows$tstart - rows$birth, ages, labels = 0:44)
  year <- tcut(rows$tstart, years, labels = 1:15)
  time <- pyears(Surv(tstop - tstart, event) ~ sex + class + year + age, data = rows, scale = 1, data.frame = TRUE)
  dose <- pyears(Surv(tstop - tstart, event) ~ sex + class + year + age, data = rows, weights = dose, scale = 1,
    data.frame = TRUE)
  list(time = time$data, dose = dose$data)
}, function(cells) c(sum(cells$time$pyears), sum(cells$time$event), sum(cells$time$pyears^2), sum(cells$dose$pyears)))
