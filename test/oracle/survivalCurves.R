# Kaplan-Meier, Nelson-Aalen and Aalen-Johansen curves by R survival, on the data of survivalData.json.
suppressPackageStartupMessages({library(survival); library(jsonlite)})
data <- fromJSON("test/oracle/survivalData.json")
frame <- function(name) as.data.frame(data[[name]])
curve <- function(f, full = TRUE) c(list(time = f$time, nRisk = f$n.risk, nEvent = f$n.event, nCensor = f$n.censor,
  surv = f$surv, cumHaz = f$cumhaz, se = summary(f, censored = TRUE)$std.err, seCumHaz = f$std.chaz),
  list(lower = f$lower, upper = f$upper), if (!is.null(f$strata)) list(rows = unname(f$strata)))
bounds <- function(f) list(lower = f$lower, upper = f$upper)
lung <- frame("lung"); veteran <- frame("veteran"); heart <- frame("heart"); mgus2 <- frame("mgus2"); jasa <- frame("jasa")
km <- survfit
lungFit <- km(Surv(time, event) ~ sex, lung)
heart$years0 <- heart$tstart / 365.25; heart$years1 <- heart$tstop / 365.25
heartFit <- km(Surv(years0, years1, event) ~ 1, heart)
veteran$w <- c(1, 0.5, 2.25)[1 + seq_len(nrow(veteran)) %% 3]
veteran$case <- 1 + seq_len(nrow(veteran)) %% 3
states <- function(d) factor(d$cause, 0:2, c("censor", "pcm", "death"))
mgus2$id <- seq_len(nrow(mgus2)); mgus2$entry <- mgus2$age; mgus2$exit <- mgus2$age + mgus2$time / 12
aj <- function(f, every = 1) {
  keep <- seq(1, length(f$time), by = every)
  list(every = every, time = f$time[keep], pstate = f$pstate[keep, ], se = f$std.err[keep, ], lower = f$lower[keep, ], upper = f$upper[keep, ])
}
s <- survfit(Surv(time, states(mgus2)) ~ 1, mgus2)
sLate <- survfit(Surv(entry, exit, states(mgus2)) ~ 1, mgus2, id = id)
sMale <- survfit(Surv(time, states(mgus2)) ~ male, mgus2, conf.type = "log-log")
w <- 1 + seq_len(nrow(mgus2)) %% 4 / 2
sWeight <- survfit(Surv(time, states(mgus2)) ~ 1, mgus2, weights = w, conf.type = "plain")
quantiles <- function(f) {q <- quantile(f, c(0, 0.1, 0.25, 0.5, 0.75)); lapply(q, function(x) if (is.matrix(x)) unname(x) else as.vector(x))}
rmean <- function(f, t) {m <- summary(f, rmean = t)$table; if (is.matrix(m)) unname(m[, c("rmean", "se(rmean)")]) else unname(m[c("rmean", "se(rmean)")])}
ovarian <- frame("ovarian")
hazards <- function(d, group) list(group = group,
  fleming = curve(km(reformulate(group, "Surv(time, event)"), d, stype = 2, ctype = 2)),
  nelson = curve(km(reformulate(group, "Surv(time, event)"), d, stype = 2, ctype = 1, conf.type = "log-log")))
means <- function(d, group, horizons) {
  f <- km(reformulate(group, "Surv(time, event)"), d)
  list(group = group, horizon = horizons, table = lapply(horizons, function(t) rmean(f, t)))
}
small <- data.frame(time = c(1, 1, 2, 3, 3, 4), event = c(1, 0, 1, 1, 0, 0))
write_json(list(
  source = "test/oracle/survivalCurves.R",
  call = "survfit(Surv(time, event) ~ group, conf.type =, stype =, ctype =, weights =, id =)",
  versions = list(R = as.character(getRversion()), survival = as.character(packageVersion("survival"))),
  lung = list(log = curve(lungFit), plain = bounds(km(Surv(time, event) ~ sex, lung, conf.type = "plain")),
    loglog = bounds(km(Surv(time, event) ~ sex, lung, conf.type = "log-log", conf.int = 0.9)),
    quantile = quantiles(lungFit)),
  heart = list(log = curve(heartFit)),
  jasa = list(log = curve(km(Surv(time, event) ~ transplant, jasa))),
  veteran = list(weights = veteran$w, caseWeights = veteran$case, log = curve(km(Surv(time, event) ~ 1, veteran, weights = w)),
    counts = curve(km(Surv(time, event) ~ 1, veteran, weights = case))),
  hazards = list(veteran = hazards(veteran, "trt"), ovarian = hazards(ovarian, "rx"), jasa = hazards(jasa, "transplant")),
  means = list(lung = means(lung, "sex", c(200, 365, 1200)), veteran = means(veteran, "trt", c(100, 400)),
    jasa = means(jasa, "transplant", c(90, 1000))),
  small = list(time = small$time, event = small$event, quantile = quantiles(km(Surv(time, event) ~ 1, small))),
  mgus2 = list(log = aj(s), late = c(aj(sLate, 3), list(entry = mgus2$entry, exit = mgus2$exit)), male = aj(sMale, 3), weights = w, weighted = aj(sWeight, 3))
), "test/oracle/survivalCurves.json", digits = I(14), auto_unbox = TRUE, matrix = "columnmajor", na = "null")
