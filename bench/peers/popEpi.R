# popEpi::splitMulti on both scales, and the table of the split rows.
source("bench/peers/measure.R")
suppressMessages(suppressPackageStartupMessages({library(Epi); library(popEpi); library(data.table)}))
setDTthreads(1)
all <- columns()
ages <- c(floor((0:44) * 365.25 + 0.5), 1e6)
years <- c(as.integer(as.Date(paste0(seq(1970, 2040, 5), "-01-01"))), 1e6)
measure(function() {
  rows <- data.table(tstart = all$entry, tstop = all$exit, birth = all$birth, sex = all$sex, event = all$event >= 0)
  lexis <- Lexis(entry = list(day = tstart, age = tstart - birth), exit = list(day = tstop),
    exit.status = as.integer(event), data = rows, notes = FALSE)
  split <- splitMulti(lexis, breaks = list(age = ages, day = years))
  setDT(split)[, .(days = sum(lex.dur), cases = sum(lex.Xst == 1)),
    by = .(sex, year = findInterval(day, years), age = findInterval(age, ages))]
}, function(cells) c(sum(cells$days), sum(cells$cases), sum(cells$days^2)))
