# Excesses in several parts (own shapes and modifiers; added, multiplied, mixed), negative binomial counts, score
# intervals and weights: Fisher scoring over every parameter, those of strata included, with complex-step derivatives
# (exact to rounding), to a score statistic below 1e-22; tau of the negative binomial as the root of its own score in
# turn with the others; and glm, MASS::glm.nb where these can express the model.
suppressPackageStartupMessages({library(MASS); library(jsonlite)})
sets <- fromJSON("test/oracle/poisson.json")$sets
simulated <- as.data.frame(sets$simulated); nickel <- as.data.frame(sets$nickel)
nickel$old <- as.numeric(nickel$logAge > 0); nickel$late <- pmax(0, nickel$logAge)
set.seed(20261124, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
n <- 480
miners <- data.frame(stratum = rep(1:20, each = 24), radon = round(rexp(n, 0.5), 3), smoking = rep(0:3, n / 4), z = rbinom(n, 1, 0.5), pyr = round(runif(n, 300, 3000), 1))
miners$cases <- rnbinom(n, size = 4, mu = with(miners, pyr * exp(-6 + stratum / 15) * ((1 + 0.4 * radon) * (1 + 0.8 * smoking))^0.6 * (1 + 0.4 * radon + 0.8 * smoking)^0.4))
n <- 900
smelter <- data.frame(stratum = rep(1:30, each = 30), radon = round(rgamma(n, 0.8, 1), 4), smoking = rbinom(n, 1, 0.4), z = round(rnorm(n), 3), pyr = round(runif(n, 500, 5000), 1))
smelter$cases <- rpois(n, with(smelter, pyr * exp(-6.5 + stratum / 30) * ((1 + 0.9 * radon) * (1 + 3 * smoking))^0.7 * (1 + 0.9 * radon + 3 * smoking)^0.3))
doctors <- data.frame(cases = c(32, 104, 206, 186, 102, 2, 12, 28, 28, 31), pyr = c(52407, 43248, 28612, 12663, 5317, 18790, 10673, 5710, 2585, 1462), smokes = rep(1:0, each = 5), age = rep(1:5, 2), stratum = rep(1:5, 2))
data <- list(simulated = simulated, nickel = nickel, miners = miners, smelter = smelter, doctors = doctors)

source("test/oracle/scoring/scoring.R")

parts <- list(
  added = function(a, b) 1 + a + b, multiplied = function(a, b) (1 + a) * (1 + b),
  mixed = function(a, b, t) exp(t * (log(1 + a) + log(1 + b)) + (1 - t) * log(1 + a + b)))
models <- list(
  list(name = "own modifiers", data = "simulated", size = 4, strata = TRUE, loglinear = "x1", start = c(.5, 0, .3, 0), ratio = function(b, x) parts$added(b[1] * x$dose * exp(b[2] * x$z1), b[3] * x$other * exp(b[4] * x$z2))),
  list(name = "own modifiers", data = "miners", size = 3, strata = TRUE, start = c(.4, 0, .8), ratio = function(b, x) parts$added(b[1] * x$radon * exp(b[2] * x$z), b[3] * x$smoking)),
  list(name = "own shapes", data = "smelter", size = 4, strata = TRUE, start = c(.9, 0, 3, 0), ratio = function(b, x) parts$added(b[1] * x$radon * exp(b[2] * x$radon), b[3] * x$smoking * (1 + b[4] * x$z))),
  list(name = "multiplied", data = "simulated", size = 3, strata = TRUE, start = c(.5, 0, .3), ratio = function(b, x) parts$multiplied(b[1] * x$dose * exp(b[2] * x$z1), b[3] * x$other)),
  list(name = "multiplied", data = "nickel", size = 2, intercept = TRUE, given = TRUE, start = c(.1, .1), ratio = function(b, x) parts$multiplied(b[1] * x$dose, b[2] * x$old)),
  list(name = "multiplied", data = "miners", size = 2, strata = TRUE, start = c(.4, .8), ratio = function(b, x) parts$multiplied(b[1] * x$radon, b[2] * x$smoking)),
  list(name = "mixed", data = "miners", size = 3, strata = TRUE, start = c(.4, .8, .5), ratio = function(b, x) parts$mixed(b[1] * x$radon, b[2] * x$smoking, b[3])),
  list(name = "mixed", data = "smelter", size = 3, strata = TRUE, start = c(.9, 3, .5), ratio = function(b, x) parts$mixed(b[1] * x$radon, b[2] * x$smoking, b[3])),
  list(name = "mixed", data = "simulated", size = 3, strata = TRUE, loglinear = "x1", start = c(1, .4, .5), ratio = function(b, x) parts$mixed(b[1] * x$dose, b[2] * x$other, b[3])),
  list(name = "negative binomial", data = "miners", nb = TRUE, size = 1, strata = TRUE, loglinear = "z", start = .4, ratio = function(b, x) 1 + b[1] * x$radon),
  list(name = "negative binomial", data = "simulated", nb = TRUE, size = 1, intercept = TRUE, loglinear = c("x1", "z1"), start = .4, ratio = function(b, x) 1 + b[1] * x$dose),
  list(name = "negative binomial", data = "nickel", nb = TRUE, size = 1, intercept = TRUE, given = TRUE, start = .1, ratio = function(b, x) 1 + b[1] * x$dose),
  list(name = "weights", data = "simulated", weights = "pyr", size = 1, strata = TRUE, start = .4, ratio = function(b, x) 1 + b[1] * x$dose),
  list(name = "weights", data = "miners", weights = "radon", size = 1, strata = TRUE, start = .4, ratio = function(b, x) 1 + b[1] * x$radon))
fits <- lapply(models, function(model) {
  D <- data[[model$data]]
  width <- model$size + isTRUE(model$intercept) + length(model$loglinear)
  start <- c(model$start, numeric(width - model$size)); base <- D$pyr * if (isTRUE(model$given)) D$rate else 1
  if (isTRUE(model$intercept)) start[model$size + 1] <- log(sum(D$cases) / sum(base))
  if (isTRUE(model$strata)) start <- c(start, log(as.numeric(tapply(D$cases, D$stratum, sum) / tapply(base, D$stratum, sum))) - 1)
  if (!is.null(model$weights)) stopifnot(all(D[[model$weights]] > 0))
  full <- fit(D, model, start); stopifnot(full$left < 1e-20); se <- full$se()
  cat(model$data, model$name, signif(full$theta[seq_len(width)], 5), signif(full$tau, 5), full$iterations, "\n")
  bounds <- function(what) lapply(seq_len(model$size), function(k) sapply(c(-1, 1), function(d) root(D, model, full, k, d, 0.9, se[k], what)))
  profile <- if (is.null(model$weights)) bounds("profile"); score <- if (!isTRUE(model$nb) && is.null(model$weights)) bounds("score")
  list(name = model$name, data = model$data, loglinear = I(as.character(model$loglinear)), estimate = I(full$theta[seq_len(width)]), se = I(se[seq_len(width)]), tau = full$tau, logLik = full$logLik, profile = profile, score = score,
    fitted = I(head(full$mu, 20))) })
nb <- function(fit) list(estimate = as.numeric(coef(fit)), se = as.numeric(sqrt(diag(vcov(fit)))), tau = 1 / fit$theta, tauSe = fit$SE.theta / fit$theta^2, logLik = as.numeric(logLik(fit)), deviance = fit$deviance)
tight <- glm.control(epsilon = 1e-15, maxit = 200)
glmNb <- list(
  doctors = nb(glm.nb(cases ~ smokes + age + offset(log(pyr)), data = doctors, control = tight)),
  miners = nb(glm.nb(cases ~ smoking + z + offset(log(pyr)), data = miners, control = tight)),
  simulated = nb(glm.nb(cases ~ x1 + z1 + z2 + offset(log(pyr)), data = simulated, control = tight)))
write_json(list(source = "test/oracle/poissonJoint.R",
  call = "Fisher scoring with complex-step derivatives over all parameters to u'I^-1u < 1e-22; MASS::glm.nb(control = glm.control(epsilon = 1e-15))",
  versions = list(R = as.character(getRversion()), MASS = as.character(packageVersion("MASS"))),
  sets = data[c("miners", "smelter", "nickel")], fits = fits, glmNb = glmNb), "test/oracle/poissonJoint.json", digits = I(17), dataframe = "columns", auto_unbox = TRUE, na = "null", null = "null")
