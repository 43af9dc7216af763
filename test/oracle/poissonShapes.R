# Every shape of the dose-response, and absolute excesses, on three tables: Fisher scoring over every parameter. A
# threshold is the highest of its profile, found by halving sections between the doses around the best of a grid.
suppressPackageStartupMessages(library(jsonlite))
source("test/oracle/scoring/scoring.R")
simulated <- as.data.frame(fromJSON("test/oracle/poisson.json")$sets$simulated)
joint <- fromJSON("test/oracle/poissonJoint.json")$sets
data <- list(simulated = simulated, miners = as.data.frame(joint$miners), smelter = as.data.frame(joint$smelter))
data$simulated$d <- data$simulated$dose; data$simulated$z <- data$simulated$z1
for (k in c("miners", "smelter")) data[[k]]$d <- data[[k]]$radon

spline <- function(d, k) { cube <- function(x) ifelse(x > 0, x^3, 0); n <- length(k)
  sapply(seq_len(n - 2), function(j) (cube(d - k[j]) - cube(d - k[n - 1]) * (k[n] - k[j]) / (k[n] - k[n - 1]) + cube(d - k[n]) * (k[n - 1] - k[j]) / (k[n] - k[n - 1])) / (k[n] - k[1])^2) }
shapes <- list(
  linear = list(size = 1, start = .4, f = function(b, d) b[1] * d),
  quadratic = list(size = 1, start = .2, f = function(b, d) b[1] * d^2),
  `linear-quadratic` = list(size = 2, start = c(.4, 0), f = function(b, d) b[1] * d + b[2] * d^2),
  `linear-exponential` = list(size = 2, start = c(.4, 0), f = function(b, d) b[1] * d * exp(b[2] * d)),
  categorical = list(size = 3, start = c(.1, .3, .6), f = function(b, d) b[1] * (d >= .2 & d < .6) + b[2] * (d >= .6 & d < 1.5) + b[3] * (d >= 1.5)),
  `piecewise-linear` = list(size = 2, start = c(.4, .4), f = function(b, d) b[1] * pmin(d, .6) + b[2] * pmax(0, d - .6)),
  spline = list(size = 3, start = c(.4, 0, 0), f = function(b, d) { s <- spline(d, c(.1, .4, 1, 2)); b[1] * d + b[2] * s[, 1] + b[3] * s[, 2] }))
absolute <- list(
  EAR = list(size = 1, start = .002, f = function(b, x) b[1] * x$d),
  `EAR modified` = list(size = 2, start = c(.002, 0), f = function(b, x) b[1] * x$d * exp(b[2] * x$z)),
  `EAR linear-exponential` = list(size = 2, start = c(.002, 0), f = function(b, x) b[1] * x$d * exp(b[2] * x$d)))
models <- c(
  lapply(names(shapes), function(n) c(shapes[n][[1]], name = n, list(ratio = function(b, x) 1 + shapes[[n]]$f(b, x$d)))),
  lapply(names(absolute), function(n) c(absolute[n][[1]], name = n, list(ratio = function(b, x) rep(1, nrow(x)), absolute = absolute[[n]]$f))))
run <- function(set, model) {
  D <- data[[set]]; model$strata <- TRUE
  base <- log(as.numeric(tapply(D$cases, D$stratum, sum) / tapply(D$pyr, D$stratum, sum))) - .7
  full <- fit(D, model, c(model$start, base)); stopifnot(full$left < 1e-20); se <- full$se()
  keep <- seq_len(model$size)
  cat(set, model$name, signif(full$theta[keep], 5), full$iterations, "\n")
  # The last parameter's bounds and the first's: those between are as these.
  profile <- lapply(unique(c(1, model$size)), function(k) sapply(c(-1, 1), function(d) tryCatch(root(D, model, full, k, d, 0.9, se[k], "profile"), error = function(e) NA_real_)))
  list(name = model$name, data = set, estimate = I(full$theta[keep]), se = I(se[keep]), logLik = full$logLik, profiled = I(unique(c(1, model$size))), profile = profile)
}
fits <- unlist(lapply(names(data), function(set) lapply(models, function(model) run(set, model))), recursive = FALSE)
thresholds <- lapply(names(data), function(set) {
  D <- data[[set]]
  at <- function(tau) fit(D, list(size = 1, strata = TRUE, ratio = function(b, x) 1 + b[1] * pmax(0, x$d - tau)), c(.4, log(as.numeric(tapply(D$cases, D$stratum, sum) / tapply(D$pyr, D$stratum, sum))) - .7))
  grid <- c(0, quantile(D$d[D$d > 0], seq(0.02, 0.7, 0.02)))
  best <- which.max(sapply(grid, function(tau) at(tau)$logLik))
  around <- sort(unique(c(0, D$d[D$d >= grid[max(1, best - 1)] & D$d <= grid[min(length(grid), best + 1)]])))
  tops <- if (length(around) < 2) list() else lapply(seq_len(length(around) - 1), function(i) optimize(function(tau) at(tau)$logLik, around[i + 0:1], maximum = TRUE, tol = 1e-10))
  tau <- c(around, sapply(tops, `[[`, "maximum")); height <- c(sapply(around, function(t) at(t)$logLik), sapply(tops, `[[`, "objective"))
  top <- which.max(height); cat(set, "threshold", tau[top], height[top], "\n")
  list(data = set, tau = tau[top], beta = at(tau[top])$theta[1], logLik = height[top]) })
write_json(list(source = "test/oracle/poissonShapes.R",
  call = "Fisher scoring with complex-step derivatives over all parameters to u'I^-1u < 1e-22; thresholds by optimize(tol = 1e-10) between doses",
  versions = list(R = as.character(getRversion())), fits = fits, thresholds = thresholds),
  "test/oracle/poissonShapes.json", digits = I(17), dataframe = "columns", auto_unbox = TRUE, na = "null", null = "null")
