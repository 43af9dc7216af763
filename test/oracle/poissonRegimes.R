# Poisson risk models on tables of other regimes than poisson.R's: few cases, 26 causes in 1,560 strata, strata without
# cases, doses of 200,000, an excess below 0; and tables that R ships (testicular and lung cancer in Denmark, diet and
# heart disease, damage to ships). Fisher scoring over every parameter, those of strata included.
suppressPackageStartupMessages({library(Epi); library(MASS); library(jsonlite)})
source("test/oracle/scoring/eliminated.R")
before <- fromJSON("test/oracle/poisson.json")$sets; joint <- fromJSON("test/oracle/poissonJoint.json")$sets
data(testisDK); data(diet); data(lungDK); data(ships)
testis <- aggregate(cbind(cases = D, pyr = Y / 1000) ~ stratum + period, transform(subset(testisDK, A >= 15 & A < 75), stratum = A - 14, period = pmin(floor((P - 1943) / 6), 8)), sum)
testis <- transform(testis, dose = period * 0.6, z = as.numeric(stratum > 25), pyr = round(pyr, 3))
diet <- subset(diet, !is.na(height))
diet <- data.frame(cases = diet$chd, pyr = diet$y, dose = round(pmax(0, 30 - diet$energy), 3), z = as.numeric(diet$height > 175), stratum = as.integer(diet$job))
ships <- subset(ships, service > 0)
ships <- data.frame(cases = ships$incidents, pyr = ships$service, dose = (ships$year - 60) / 10, z = as.numeric(ships$period == 75), stratum = as.integer(ships$type))
lung <- data.frame(cases = lungDK$D, pyr = lungDK$Y / 1000, dose = round((lungDK$Px - 1943) / 10, 4), z = lungDK$up, stratum = as.integer(factor(lungDK$A5)))
set.seed(20261125, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
cells <- function(strata, each, dose, level, slope, ...) {
  n <- strata * each
  D <- data.frame(stratum = rep(seq_len(strata), each = each), dose = dose(n), z = rbinom(n, 1, 0.5), other = round(rexp(n, 2), 2), pyr = round(runif(n, 100, 3000)), rate = round(level * runif(n, .5, 1.5), 6))
  D$cases <- rpois(n, D$pyr * D$rate * pmax(0, 1 + slope * D$dose + 0.3 * D$other)); D }
rare <- cells(40, 8, function(n) round(rexp(n, 3), 3) * rbinom(n, 1, .7), 4e-5, 2)
hot <- cells(12, 12, function(n) round(10^runif(n, 0, 5.3)), 0.01, 4e-5)
falling <- cells(15, 10, function(n) round(runif(n, 0, 8), 2), 0.02, -0.1)
causes <- data.frame(expand.grid(level = 0:3, group = 1:60, cause = 1:26))
causes <- transform(causes, dose = c(0, .1, .5, 2)[level + 1], z = group %% 2, stratum = (cause - 1) * 60 + group, pyr = round(runif(nrow(causes), 500, 5000)))
causes$cases <- rpois(nrow(causes), with(causes, pyr * 0.002 * (1 + cause %% 5 / 25) * (1 + (0.3 + cause / 20) * dose * exp(-0.4 * z))))
stopifnot(all(tapply(causes$cases, causes$stratum, sum) > 0))
causes$level <- causes$group <- NULL
thorotrast <- transform(as.data.frame(before$thorotrast), z = late); simulated <- transform(as.data.frame(before$simulated), z = z1)
nickel <- transform(as.data.frame(before$nickel), z = as.numeric(logAge > 0), other = as.numeric(logAge > 0), stratum = 1L + (logAge > 0.1))
miners <- transform(as.data.frame(joint$miners), dose = radon, other = smoking); smelter <- transform(as.data.frame(joint$smelter), dose = radon, other = smoking)
own <- list(testis = testis, diet = diet, ships = ships, lung = lung, rare = rare, hot = hot, falling = falling, causes = causes)
data <- c(own, list(thorotrast = thorotrast, simulated = simulated, nickel = nickel, miners = miners, smelter = smelter))

# The size of a typical slope, a cut and the knots by data set, in its unit of dose.
unit <- c(testis = .2, diet = .02, ships = .5, lung = .3, rare = 1, hot = 3e-5, falling = -.05, causes = .5, thorotrast = .5, simulated = .5, nickel = .1, miners = .4, smelter = .5)
cuts <- list(smelter = c(.3, 1), lung = c(1, 2.5), hot = c(1000, 50000), simulated = c(.2, .6))
knots <- list(smelter = c(.2, .8, 2), lung = c(.5, 1.5, 3.5), hot = c(100, 10000, 1e5), simulated = c(.1, .5, 1.2))
spline <- function(d, k) { cube <- function(x) ifelse(x > 0, x^3, 0); (cube(d - k[1]) - cube(d - k[2]) * (k[3] - k[1]) / (k[3] - k[2]) + cube(d - k[3]) * (k[2] - k[1]) / (k[3] - k[2])) / (k[3] - k[1])^2 }
excesses <- function(set) { u <- unit[[set]]; c1 <- cuts[[set]]; kn <- knots[[set]]; top <- max(data[[set]]$dose); list(
  linear = list(start = u, f = function(b, x) b[1] * x$dose),
  quadratic = list(start = u / top, f = function(b, x) b[1] * x$dose^2),
  `linear-quadratic` = list(start = c(u, 0), f = function(b, x) b[1] * x$dose + b[2] * x$dose^2),
  `linear-exponential` = list(start = c(u, 0), f = function(b, x) b[1] * x$dose * exp(b[2] * x$dose)),
  categorical = list(start = c(u, u) * top / 4, f = function(b, x) b[1] * (x$dose >= c1[1] & x$dose < c1[2]) + b[2] * (x$dose >= c1[2])),
  `piecewise-linear` = list(start = c(u, u), f = function(b, x) b[1] * pmin(x$dose, c1[1]) + b[2] * pmax(0, x$dose - c1[1])),
  spline = list(start = c(u, 0), f = function(b, x) b[1] * x$dose + b[2] * spline(x$dose, kn)),
  modified = list(start = c(u, 0), f = function(b, x) b[1] * x$dose * exp(b[2] * x$z)),
  `product-linear` = list(start = c(u, 0), f = function(b, x) b[1] * x$dose * (1 + b[2] * x$z)),
  `two doses` = list(start = c(u, .1), f = function(b, x) b[1] * x$dose + b[2] * x$other),
  `own modifiers` = list(start = c(u, 0, .3), f = function(b, x) b[1] * x$dose * exp(b[2] * x$z) + b[3] * x$other),
  `own shapes` = list(start = c(u, 0, .3), f = function(b, x) b[1] * x$dose * exp(b[2] * x$dose) + b[3] * x$other^2),
  `26 causes` = list(start = rep(u, 26), f = function(b, x) b[x$cause] * x$dose),
  `26 causes modified` = list(start = c(rep(u, 26), 0), f = function(b, x) b[x$cause] * x$dose * exp(b[27] * x$z))) }
job <- function(name, sets, kind = "relative", background = "strata", ...) lapply(sets, function(set) list(name = name, set = set, kind = kind, background = background, ...))
jobs <- c(
  job("linear", c("testis", "diet", "ships", "lung", "rare", "hot", "falling", "causes")), job("linear", c("diet", "ships", "hot"), "absolute"),
  job("linear", c("rare", "hot", "falling"), background = "given"), job("linear", c("rare", "hot", "nickel"), "absolute", "given"),
  job("linear", c("nickel", "hot", "falling"), background = "given strata"), job("linear", c("hot", "lung", "ships"), background = "strata z"), job("linear", c("hot", "simulated", "ships"), "absolute", "strata z"),
  job("linear", c("thorotrast", "lung", "hot"), weights = "w"),
  unlist(lapply(c("quadratic", "linear-quadratic", "categorical", "piecewise-linear", "spline"), function(n) c(job(n, c("simulated", "smelter", "hot"), "absolute"), job(n, c("lung", "hot")))), recursive = FALSE),
  job("linear-exponential", c("lung", "hot")), job("modified", c("diet", "lung", "hot", "causes")), job("modified", c("hot", "ships"), "absolute"),
  job("product-linear", c("thorotrast", "lung", "smelter")), job("product-linear", c("ships", "hot", "simulated"), "absolute"),
  job("two doses", c("miners", "smelter", "hot")), job("two doses", c("simulated", "smelter", "hot"), "absolute"),
  job("own modifiers", c("smelter", "hot", "nickel")), job("own shapes", c("miners", "smelter", "hot")), job("26 causes", "causes"), job("26 causes modified", "causes"))
bands <- function(D, full, model) { # fitted background and excess by band of dose: the sums of their parts
  m <- model; m$ratio <- NULL; m$absolute <- NULL
  b <- exp(full$s)[D$stratum] * D$pyr; k <- findInterval(D$dose, c(0, quantile(D$dose, c(.4, .8)))); list(edges = c(0, unname(quantile(D$dose, c(.4, .8)))), background = as.numeric(tapply(b, k, sum)), excess = as.numeric(tapply(full$mu - b, k, sum)), pyr = as.numeric(tapply(D$pyr, k, sum)), cases = as.numeric(tapply(D$cases, k, sum))) }
run <- function(j) {
  D <- data[[j$set]]; e <- excesses(j$set)[[j$name]]; f <- e$f; absolute <- j$kind == "absolute"
  D$w <- 1 + (seq_len(nrow(D)) %% 3) / 2
  level <- if (j$set %in% c("hot", "rare")) 0.95 else 0.9
  model <- list(size = length(e$start), start = e$start, strata = grepl("strata", j$background), given = grepl("given", j$background), loglinear = if (grepl("z", j$background)) "z" else character(0), weights = j$weights)
  if (absolute) { crude <- sum(D$cases) / sum(D$pyr); scale <- if (j$name %in% c("linear-exponential", "modified", "product-linear", "own modifiers")) c(crude / 3, rep(1, 9))[seq_along(e$start)] else crude / 3; model$start <- e$start * scale; model$absolute <- f } else model$ratio <- function(b, x) 1 + f(b, x)
  full <- fitWide(D, model); if (!(full$left < 1e-20)) stop(j$set, j$name, full$left); se <- full$se()
  which <- if (model$size > 20) c(1, 2, 26, 27)[c(1, 2, 26, 27) <= model$size] else seq_len(model$size + length(model$loglinear))
  scored <- if (model$size > 20 || !is.null(j$weights)) integer(0) else seq_len(model$size)
  bounds <- function(which, what) lapply(which, function(k) sapply(c(-1, 1), function(d) tryCatch(rootWide(D, model, full, k, d, level, se[k], what), error = function(err) NA_real_)))
  profile <- bounds(which, "profile"); score <- bounds(scored, "score")
  cat(j$set, j$kind, j$name, j$background, "|", signif(full$theta, 5)[1:min(4, length(full$theta))], full$iterations, "|", signif(unlist(profile), 4), "|", signif(as.numeric(unlist(score)), 4), "\n")
  plain <- j$name == "linear" && j$background == "strata" && is.null(j$weights)
  null <- if (plain && !absolute) { z <- fitWide(D, model, list(theta = 0, s = full$s), 1); q <- z$rao(1); list(logLik = z$logLik, score = q) }
  dev <- function(c, m) 2 * (ifelse(c > 0, c * log(c / m), 0) - (c - m))
  tests <- if (plain && !absolute) list(nullLogLik = null$logLik, doseScore = null$score, pearson = sum((D$cases - full$mu)^2 / full$mu * (full$mu > 0), na.rm = TRUE), deviance = sum(dev(D$cases, full$mu)[full$mu > 0]),
    dean = sum((D$cases - full$mu)^2 - D$cases) / sqrt(2 * sum(full$mu^2)), bands = bands(D, full, model), residuals = list(pearson = ((D$cases - full$mu) / sqrt(full$mu))[1:30], deviance = (sign(D$cases - full$mu) * sqrt(dev(D$cases, full$mu)))[1:30]))
  observed <- if (!absolute && j$background == "strata" && j$name %in% c("linear", "modified", "linear-exponential") && j$set %in% c("diet", "ships", "lung", "hot") && is.null(j$weights)) I(observedWide(D, model, full, se))
  list(set = j$set, name = j$name, kind = j$kind, background = j$background, weights = !is.null(j$weights), level = level, estimate = I(full$theta), se = I(se), observed = observed, logLik = full$logLik, which = I(which), profile = profile, scored = I(scored), score = score, tests = tests) }
fits <- lapply(jobs, function(j) tryCatch(run(j), error = function(e) { cat('FAIL', j$set, j$kind, j$name, j$background, conditionMessage(e), '\n'); NULL }))
sets <- c(own, list(nickel = nickel, thorotrast = thorotrast))
write_json(list(source = "test/oracle/poissonRegimes.R",
  call = "Fisher scoring with complex-step derivatives over all parameters to u'I^-1u < 1e-22, the strata eliminated; bounds by uniroot of the deviance and of Rao's statistic",
  versions = list(R = as.character(getRversion()), Epi = as.character(packageVersion("Epi")), MASS = as.character(packageVersion("MASS"))),
  cuts = cuts, knots = knots, sets = sets, fits = fits),
  "test/oracle/poissonRegimes.json", digits = I(17), dataframe = "columns", auto_unbox = TRUE, na = "null", null = "null")
