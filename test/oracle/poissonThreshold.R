# Thresholds: the maximum over slope and threshold, and the profile bounds of both, by a walk over all doses. Between
# two neighbouring doses the likelihood is smooth in the threshold, at a dose it bends; so each piece has its own
# maximum by optimize, and a bound is a root of the profile on the piece where it crosses, by uniroot.
suppressPackageStartupMessages(library(jsonlite))
source("test/oracle/scoring/eliminated.R")
plain <- fromJSON("test/oracle/poisson.json")$sets; joint <- fromJSON("test/oracle/poissonJoint.json")$sets; regimes <- fromJSON("test/oracle/poissonRegimes.json")$sets
table <- function(D, dose) { D <- as.data.frame(D); D$d <- D[[dose]]; D }
set.seed(20261127, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
bend <- function(strata, each, dose, tau, slope) { D <- data.frame(stratum = rep(seq_len(strata), each = each), dose = dose(strata * each), pyr = round(runif(strata * each, 100, 3000)))
  D$cases <- rpois(nrow(D), D$pyr * .004 * (1 + D$stratum / strata) * (1 + slope * pmax(0, D$dose - tau))); D }
own <- list(bent = bend(8, 25, function(n) round(runif(n, 0, 4), 2), 1.3, .8), banded = bend(20, 9, function(n) rep(c(0, .1, .2, .4, .7, 1, 1.5, 2, 3), n / 9), .55, .5))
data <- list(bent = table(own$bent, "dose"), banded = table(own$banded, "dose"), simulated = table(plain$simulated, "dose"), nickel = table(regimes$nickel, "dose"),
  miners = table(joint$miners, "radon"), smelter = table(joint$smelter, "radon"), ships = table(regimes$ships, "dose"), lung = table(regimes$lung, "dose"), rare = table(regimes$rare, "dose"), hot = table(regimes$hot, "dose"))
unit <- c(bent = .5, banded = .5, simulated = .5, nickel = .1, miners = .4, smelter = .5, ships = .5, lung = .3, rare = 1, hot = 3e-5)
run <- function(set, level = 0.9) {
  D <- data[[set]]; top <- max(D$d); target <- qchisq(level, 1) / 2
  model <- function(tau) list(size = 1, start = unit[[set]], strata = TRUE, ratio = function(b, x) 1 + b[1] * pmax(0, x$d - tau))
  warm <- NULL
  at <- function(tau, beta = NULL) tryCatch(point(tau, beta), error = function(e) list(logLik = -Inf))
  point <- function(tau, beta) {
    held <- if (is.null(beta)) integer(0) else 1L
    start <- warm; if (!is.null(start) && !is.null(beta)) start$theta <- beta
    r <- fitWide(D, model(tau), start, held)
    if (!is.finite(r$logLik)) r <- fitWide(D, model(tau), if (is.null(beta)) NULL else list(theta = beta, s = warm$s), held)
    r }
  d <- sort(unique(c(0, D$d)))
  walk <- d[unique(round(seq(1, length(d) - 1, length.out = min(length(d) - 1, 120))))]
  # The highest point for a given slope (or the best slope), over all thresholds: a grid, and the pieces beside its best.
  supremum <- function(beta = NULL) {
    f <- function(t) at(t, beta)$logLik
    h <- sapply(walk, f); b <- which.max(h)
    near <- d[d >= walk[max(1, b - 1)] & d <= walk[min(length(walk), b + 1)]]
    g <- sapply(near, f); o <- order(-g)[1:min(4, length(g))]
    pieces <- unique(unlist(lapply(o, function(i) c(i - 1, i)))); pieces <- pieces[pieces >= 1 & pieces < length(near)]
    tops <- lapply(pieces, function(i) optimize(f, near[i + 0:1], maximum = TRUE, tol = 1e-11 * top))
    tau <- c(near, vapply(tops, `[[`, 0, "maximum")); v <- c(g, vapply(tops, `[[`, 0, "objective"))
    list(tau = tau[which.max(v)], logLik = max(v)) }
  warm <- at(d[1]); best <- supremum(); warm <- full <- at(best$tau); se <- full$se()
  cat(set, best$tau, full$theta, full$logLik, "")
  fall <- function(v) best$logLik - v - target
  # τ: the outermost pieces on which the profile comes within the level, every dose being looked at.
  p <- sapply(d[-length(d)], function(t) fall(at(t)$logLik)); inside <- which(p < 0)
  edge <- function(from, to) uniroot(function(t) fall(at(t)$logLik), sort(c(from, to)), tol = 1e-14 * top)$root
  lower <- if (inside[1] == 1) NA else { i <- inside[1]; edge(d[i - 1], d[i]) }
  k <- inside[length(inside)]
  upper <- if (k == length(p)) NA else edge(d[k], d[k + 1])
  # β: from the first to the last slope at which the profile over τ comes within the level.
  warm <- full
  side <- function(dir) { f <- function(b) { s <- supremum(b); fall(s$logLik) }
    near <- full$theta; step <- se
    for (i in 1:60) { far <- near + dir * step; v <- f(far); if (!is.finite(v)) { step <- step / 2; if (step < 1e-6 * se) return(NA); next }; if (v > 0) break; near <- far; step <- step * 1.5 }
    if (i == 60) return(NA)
    r <- uniroot(f, sort(c(near, far)), tol = 1e-12 * abs(far)); r$root }
  beta <- c(side(-1), side(1))
  cat("tau", lower, upper, "beta", beta, "\n")
  list(data = set, level = level, tau = best$tau, beta = full$theta, logLik = best$logLik, tauBounds = c(lower, upper), betaBounds = beta) }
fits <- lapply(names(data), run)
write_json(list(source = "test/oracle/poissonThreshold.R",
  call = "Fisher scoring with complex-step derivatives to u'I^-1u < 1e-22 at every threshold; optimize and uniroot between neighbouring doses",
  versions = list(R = as.character(getRversion())), sets = own, fits = fits),
  "test/oracle/poissonThreshold.json", digits = I(17), dataframe = "columns", auto_unbox = TRUE, na = "null", null = "null")
