# Log-rank tests by survdiff; Fleming-Harrington's with gamma, and late entry, by the sums written out.
suppressPackageStartupMessages({library(survival); library(jsonlite)})
data <- lapply(fromJSON("test/oracle/survivalData.json"), as.data.frame)
figures <- function(f) {m <- function(x) if (is.matrix(x)) rowSums(x) else x
  list(observed = unname(m(f$obs)), expected = unname(m(f$exp)), vcov = unname(f$var), statistic = f$chisq)}
sums <- function(entry, exit, event, group, rho, gamma) {
  levels <- sort(unique(group)); s <- 1; u <- 0; v <- 0
  for (t in sort(unique(exit[event == 1]))) {
    r <- sapply(levels, function(g) sum(group == g & entry < t & exit >= t)); d <- sapply(levels, function(g) sum(group == g & exit == t & event == 1))
    n <- sum(r); D <- sum(d); w <- s^rho * (1 - s)^gamma; s <- s * (n - D) / n
    u <- u + w * (d - D * r / n); if (n > 1) v <- v + w^2 * D * (n - D) / (n - 1) * (diag(r / n) - outer(r, r) / n^2)
  }
  k <- seq_along(levels)[-1]
  list(statistic = as.vector(u[k] %*% solve(v[k, k, drop = FALSE]) %*% u[k]))
}
lung <- data$lung; veteran <- data$veteran; colon <- data$colon; heart <- data$heart
veteran$cell <- with(veteran, small + 2 * adeno + 3 * large)
write_json(list(source = "test/oracle/survivalLogRank.R", call = "survdiff(Surv(time, event) ~ group + strata(), rho =)",
  versions = list(R = as.character(getRversion()), survival = as.character(packageVersion("survival"))),
  lung = figures(survdiff(Surv(time, event) ~ sex, lung)), peto = figures(survdiff(Surv(time, event) ~ sex, lung, rho = 1)),
  veteran = figures(survdiff(Surv(time, event) ~ cell, veteran)), half = figures(survdiff(Surv(time, event) ~ cell, veteran, rho = 0.5)),
  strata = figures(survdiff(Surv(time, event) ~ cell + strata(trt), veteran)), colon = figures(survdiff(Surv(time, event) ~ extent + strata(differ), colon, rho = 1)),
  late = sums(lung$time * 0, lung$time, lung$event, lung$sex, 0, 1), both = sums(veteran$time * 0, veteran$time, veteran$event, veteran$cell, 0.5, 0.5),
  entry = sums(heart$tstart, heart$tstop, heart$event, heart$transplant, 0, 0)),
  "test/oracle/survivalLogRank.json", digits = I(15), auto_unbox = TRUE)
