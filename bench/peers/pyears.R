# survival::pyears by sex, age and calendar year. Edges of age in days, rounded as the library rounds.
source("bench/peers/measure.R")
suppressPackageStartupMessages(library(survival))
persons <- as.data.frame(columns()[c("birth", "entry", "exit", "event", "sex")])
ages <- c(floor((0:44) * 365.25 + 0.5), 1e6)
years <- c(as.integer(as.Date(paste0(seq(1970, 2040, 5), "-01-01"))), 1e6)
measure(function() {
  pyears(Surv(exit - entry, event >= 0) ~ sex + tcut(entry, years, labels = 1:15) +
    tcut(entry - birth, ages, labels = 0:44), data = persons, scale = 1, data.frame = TRUE)$data
}, function(cells) c(sum(cells$pyears), sum(cells$event), sum(cells$pyears^2)))
