# popEpi::splitMulti on both scales of rows split at each change of dose, and the table of the split rows.
source("bench/peers/measure.R")
source("bench/peers/splitDose.R")
suppressMessages(suppressPackageStartupMessages({library(Epi); library(popEpi); library(data.table)}))
setDTthreads(1)
all <- columns()
ages <- c(floor((0:44) * 365.25 + 0.5), 1e6)
years <- c(as.integer(as.Date(paste0(seq(1970, 2040, 5), "-01-01"))), 1e6)
measure(function() {
  rows <- splitDose(all)
  lexis <- Lexis(entry = list(day = tstart, age = tstart - birth), exit = list(day = tstop),
    exit.status = as.integer(event), data = rows, id = seq_len(nrow(rows)), notes = FALSE)
  split <- splitMulti(lexis, breaks = list(age = ages, day = years))
  setDT(split)[, .(days = sum(lex.dur), cases = sum(lex.Xst == 1), doseDays = sum(lex.dur * dose)),
    by = .(sex, class, year = findInterval(day, years), age = findInterval(age, ages))]
}, function(cells) c(sum(cells$days), sum(cells$cases), sum(cells$days^2), sum(cells$doseDays)))
