# Epi::splitLexis on both scales, and the table of the split rows.
source("bench/peers/measure.R")
source("bench/peers/splitDose.R")
suppressPackageStartupMessages({library(Epi); library(data.table)})
setDTthreads(1)
all <- columns()
ages <- floor((0:44) * 365.25 + 0.5)
years <- as.integer(as.Date(paste0(seq(1970, 2040, 5), "-01-01")))
measure(function() {
  rows <- splitDose(all)
  lexis <- Lexis(entry = list(day = tstart, age = tstart - birth), exit = list(day = tstop),
    exit.status = as.integer(event), data = rows, id = seq_len(nrow(rows)), notes = FALSE)
  split <- as.data.table(splitLexis(splitLexis(lexis, ages, "age"), years, "day"))
  split[, .(days = sum(lex.dur), cases = sum(lex.Xst == 1), doseDays = sum(lex.dur * dose)),
    by = .(sex, class, year = findInterval(day, years), age = findInterval(age, ages))]
}, function(cells) c(sum(cells$days), sum(cells$cases), sum(cells$days^2), sum(cells$doseDays)))
