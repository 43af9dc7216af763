# Person-days, cases and dose-days of a small cohort by age, year, sex and lagged cumulative dose, by three
# packages. Days throughout; a year is 365.25 days, edges of age rounded to the day as the library rounds.
suppressPackageStartupMessages({
  library(survival); library(Epi); library(popEpi); library(data.table); library(jsonlite)
})
set.seed(20230522)
n <- 80
birth <- sample(-2000:6000, n, TRUE)
entry <- birth + sample(0:4000, n, TRUE)
exit <- entry + sample(1:6000, n, TRUE)
event <- ifelse(runif(n) < 0.4, exit, NA)
sex <- sample(0:1, n, TRUE)
k <- sample(0:3, n, TRUE)
exposures <- do.call(rbind, lapply(seq_len(n), function(i) {
  if (k[i] == 0) return(NULL)
  data.frame(person = i, day = sort(entry[i] + sample(-300:3000, k[i], TRUE)), dose = round(rexp(k[i], 0.1), 3))
}))
lag <- 731
edge <- function(years) floor(years * 365.25 + 0.5)
ageEdges <- edge(c(0, 5, 10, 15, 20))
years <- c(1960, 1975, 1980, 1985, 1990)
yearEdges <- as.integer(as.Date(paste0(years, "-01-01")))
doseEdges <- c(0, 1e-9, 5, 20)

# Rows (tstart, tstop] at each change of lagged dose.
rows <- do.call(rbind, lapply(seq_len(n), function(i) {
  own <- exposures[exposures$person == i, ]
  counts <- own$day + lag
  cuts <- sort(unique(c(entry[i], counts[counts > entry[i] & counts < exit[i]], exit[i])))
  tstart <- head(cuts, -1); tstop <- tail(cuts, -1)
  dose <- vapply(tstart, function(t) sum(own$dose[counts <= t]), 0)
  data.frame(id = i, tstart, tstop, dose, event = as.integer(!is.na(event[i]) & event[i] == tstop))
}))
rows$sex <- sex[rows$id]
rows$birth <- birth[rows$id]
rows$doseClass <- findInterval(rows$dose, doseEdges) - 1L

# survival::pyears
days <- rows$tstop - rows$tstart
age <- tcut(rows$tstart - rows$birth, c(ageEdges, 1e6), labels = 0:4)
year <- tcut(rows$tstart, c(yearEdges, 1e6), labels = 0:4)
py <- pyears(Surv(days, rows$event) ~ sex + doseClass + year + age, data = rows, scale = 1, data.frame = TRUE)$data
dd <- pyears(Surv(days, rows$event) ~ sex + doseClass + year + age, data = rows, weights = dose, scale = 1,
  data.frame = TRUE)$data
key <- function(d) with(d, paste(sex, doseClass, year, age))
py$doseDays <- dd$pyears[match(key(py), key(dd))]
py$doseDays[is.na(py$doseDays)] <- 0
number <- function(x) as.integer(as.character(x))
survivalCells <- data.frame(sex = number(py$sex), dose = number(py$doseClass), year = number(py$year),
  age = number(py$age), days = py$pyears, cases = py$event, doseDays = py$doseDays)
survivalCells <- survivalCells[with(survivalCells, order(sex, dose, year, age)), ]

# Epi::splitLexis, and a table of it
lexis <- Lexis(entry = list(day = tstart, age = tstart - birth), exit = list(day = tstop), exit.status = event,
  data = rows, id = seq_len(nrow(rows)), notes = FALSE)
split <- splitLexis(splitLexis(lexis, ageEdges, "age"), yearEdges, "day")
cell <- data.table(sex = split$sex, dose = split$doseClass, year = findInterval(split$day, yearEdges) - 1L,
  age = findInterval(split$age, ageEdges) - 1L, days = split$lex.dur, cases = as.integer(split$lex.Xst == 1),
  doseDays = split$lex.dur * split$dose)
epiCells <- as.data.frame(cell[, .(days = sum(days), cases = sum(cases), doseDays = sum(doseDays)),
  keyby = .(sex, dose, year, age)])

# popEpi::splitMulti, and a table of it
multi <- splitMulti(lexis, breaks = list(day = c(yearEdges, 1e6), age = c(ageEdges, 1e6)))
cell <- data.table(sex = multi$sex, dose = multi$doseClass, year = findInterval(multi$day, yearEdges) - 1L,
  age = findInterval(multi$age, ageEdges) - 1L, days = multi$lex.dur, cases = as.integer(multi$lex.Xst == 1),
  doseDays = multi$lex.dur * multi$dose)
popEpiCells <- as.data.frame(cell[, .(days = sum(days), cases = sum(cases), doseDays = sum(doseDays)),
  keyby = .(sex, dose, year, age)])

write_json(list(
  source = "test/oracle/persontime.R",
  call = "pyears(Surv(days, event) ~ sex + doseClass + tcut(year) + tcut(age)); splitLexis; splitMulti",
  versions = list(R = as.character(getRversion()), survival = as.character(packageVersion("survival")),
    Epi = as.character(packageVersion("Epi")), popEpi = as.character(packageVersion("popEpi"))),
  persons = list(entry = entry, exit = exit, birth = birth, event = event, sex = sex),
  exposures = list(ptr = c(0, cumsum(k)), day = exposures$day, dose = exposures$dose),
  breaks = list(age = c(0, 5, 10, 15, 20), year = years, dose = doseEdges, lagYears = 2),
  expected = list(survival = survivalCells, Epi = epiCells, popEpi = popEpiCells)
), "test/oracle/persontime.json", digits = I(17), dataframe = "columns", auto_unbox = TRUE, na = "null", pretty = FALSE)
