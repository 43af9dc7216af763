# Many realisations of doses by ameras; averaged fits by its fits to each; chains by posterior; integrals by R.
suppressPackageStartupMessages({library(ameras); library(posterior); library(survival); library(jsonlite)})
set.seed(20261124)
n <- 240
R <- 12
x1 <- rbinom(n, 1, 0.5)
x2 <- round(rnorm(n), 2)
group <- rep(1:12, length.out = n)
recorded <- exp(rnorm(n, -0.3, 0.9))
shared <- matrix(rnorm(12 * R, 0, 0.08), 12)
doses <- round(sapply(1:R, function(r) recorded * exp(rnorm(n, 0, 0.12) + shared[group, r])), 4)
true <- doses[, R]
pyr <- round(runif(n, 0.5, 2), 2)
rate <- exp(-0.7 + 0.4 * x1 - 0.2 * x2) * (1 + 0.9 * true)
counts <- rpois(n, pyr * rate)
odds <- exp(-1.2 + 0.4 * x1 - 0.2 * x2) * (1 + 0.9 * true)
binary <- rbinom(n, 1, odds / (1 + odds))
time <- pmin(round(rexp(n, 0.3 * rate) + 0.01, 2), 3)
status <- as.integer(time < 3)
entry <- round(ifelse(runif(n) < 0.3, time * runif(n, 0, 0.9), 0), 2)
set <- rep(seq_len(n / 4), each = 4)
case <- unlist(lapply(split(odds, set), function(o) as.integer(seq_along(o) == sample(4, 1, prob = o))))
data <- data.frame(x1, x2, pyr, counts, binary, time, status, entry, set, case, doses)
names(data)[11:22] <- paste0("d", 1:R)

source("test/oracle/ameras/settled.R")
model <- function(left, family, p, right = "", shape = "model = 'ERR'", methods = c("RC", "ERC", "MCML")) {
  formula <- function(doses) as.formula(paste0(left, " ~ dose(", doses, ", ", shape, ") + x1 + x2", right))
  all <- fit(formula("d1:d12"), family, methods, p)
  each <- lapply(1:R, function(r) fit(formula(paste0("d", r)), family, "RC", p)$RC)
  c(list(terms = names(all$RC$coefficients)), lapply(all[methods], part), list(FMA = averaged(each)))
}
expected <- list(
  poisson = model("counts", "poisson", 4, " + offset(pyr)"),
  poissonQuadratic = model("counts", "poisson", 5, " + offset(pyr)", "model = 'EXP', deg = 2"),
  logistic = model("binary", "binomial", 4),
  logisticQuadratic = model("binary", "binomial", 5, shape = "model = 'EXP', deg = 2"),
  cox = model("Surv(entry, time, status)", "prophaz", 3),
  coxExponential = model("Surv(entry, time, status)", "prophaz", 3, shape = "model = 'EXP'"),
  matched = model("case", "clogit", 3, " + strata(set)"))

chains <- sapply(1:3, function(c) as.numeric(stats::filter(rnorm(400), 0.6, "recursive")) + 0.1 * c)
b <- c(1e-3, 0.1, 0.7, 1.5, 1.99, 2.01, 3, 8, 40, 500)
prior <- sapply(b, function(b) integrate(function(u) u / (b^2 + u^2) * exp(-u), 0, Inf, rel.tol = 1e-13, subdivisions = 5000)$value / pi)
mixture <- list(weights = c(0.2, 0.5, 0.3), means = c(-1, 0.5, 4), sds = c(0.3, 1, 0.2))
area <- function(x) with(mixture, sum(weights * pnorm(x, means, sds)))
lognormal <- list(estimate = 0.8, se = 0.2, added = 0.05)
mass <- function(beta) {
  s <- sqrt(log(1 + 0.05 / 0.8^2))
  integrate(function(z) dnorm(z) * pnorm((beta * exp(s * z - s^2 / 2) - 0.8) / 0.2), -9, 9, rel.tol = 1e-13)$value
}
root <- function(f, range) uniroot(f, range, tol = 1e-13)$root
versions <- sapply(c("ameras", "posterior", "survival"), function(p) as.character(packageVersion(p)))
write_json(list(
  source = "test/oracle/dose.R",
  call = "ameras(methods = c('RC', 'ERC', 'MCML')), with a step of Newton on its log-likelihood; posterior::rhat_basic, ess_basic",
  versions = as.list(c(R = as.character(getRversion()), versions)),
  data = c(as.list(data[1:10]), list(doses = unname(as.list(data[11:22])))),
  expected = expected,
  diagnostics = list(chains = t(chains), rHat = rhat_basic(chains), ess = ess_basic(chains)),
  prior = list(b = b, density = prior),
  mixture = c(mixture, list(lower = root(function(x) area(x) - 0.025, c(-5, 1)), upper = root(function(x) area(x) - 0.975, c(3, 8)))),
  lognormal = c(lognormal, list(lower = root(function(b) mass(b) - 0.025, c(0, 0.8)), upper = root(function(b) mass(b) - 0.975, c(0.8, 5))))
), "test/oracle/dose.json", digits = NA, auto_unbox = TRUE)
