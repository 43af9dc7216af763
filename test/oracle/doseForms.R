# Forms of dose and what modifies them by ameras, which adds a slope for each modifier; a factor exp(gamma z) is
# that model in other parameters. Efron's ties by coxph, and by the likelihood written out. Posteriors by a random walk.
suppressPackageStartupMessages({library(ameras); library(survival); library(jsonlite)})
set.seed(20261125)
n <- 400
R <- 8
x1 <- round(rnorm(n), 2)
m1 <- rbinom(n, 1, 0.5)
m2 <- rbinom(n, 1, 0.4)
group <- rep(1:10, length.out = n)
recorded <- exp(rnorm(n, 0, 0.8))
shared <- matrix(rnorm(10 * R, 0, 0.06), 10)
doses <- round(sapply(1:R, function(r) recorded * exp(rnorm(n, 0, 0.06) + shared[group, r])), 3)
risk <- function(d) 1 + (1.2 + 1.5 * m1) * d * exp(-0.15 * d)
true <- risk(doses[, R])
pyr <- round(runif(n, 0.5, 2), 2)
counts <- rpois(n, pyr * exp(0.5 + 0.3 * x1) * true)
odds <- exp(-1.3 + 0.3 * x1) * true
binary <- rbinom(n, 1, odds / (1 + odds))
time <- pmin(ceiling(rexp(n, 0.3 * exp(0.3 * x1) * true) * 40) / 40, 1.5)
status <- as.integer(time < 1.5)
set <- rep(seq_len(n / 4), each = 4)
case <- unlist(lapply(split(odds, set), function(o) as.integer(seq_along(o) == sample(4, 1, prob = o))))
curved <- 1 + (2 + m1) * doses[, R] + (0.3 + 0.1 * m1) * doses[, R]^2
counts2 <- rpois(n, pyr * exp(-1.5 + 0.3 * x1) * curved)
data <- data.frame(x1, m1, m2, pyr, counts, binary, counts2, time, status, set, case, doses)
columns <- paste0("d", 1:R)
names(data)[12:(11 + R)] <- columns

source("test/oracle/ameras/settled.R")
left <- c(poisson = "counts", binomial = "binary", prophaz = "Surv(time, status)", clogit = "case")
right <- c(poisson = " + offset(pyr)", binomial = "", prophaz = "", clogit = " + strata(set)")
model <- function(family, shape, p, turn = identity, response = left[[family]]) {
  methods <- c("RC", "ERC", "MCML")
  formula <- function(doses)
    as.formula(paste0(response, " ~ dose(", doses, ", ", shape, ") + x1", right[[family]]))
  all <- lapply(fit(formula("d1:d8"), family, methods, p)[methods], turn)
  each <- lapply(columns, function(d) turn(fit(formula(d), family, "RC", p)$RC))
  c(list(terms = names(all$RC$coefficients)), lapply(all, part), list(FMA = averaged(each)))
}
# From beta and beta_m = beta (exp(gamma) - 1) to beta and gamma, the last parameter.
asFactor <- function(one) {
  b <- one$coefficients
  dose <- which(names(b) == "dose")
  m <- length(b)
  J <- diag(m)
  J[m, dose] <- 1 / (b[dose] + b[m]) - 1 / b[dose]
  J[m, m] <- 1 / (b[dose] + b[m])
  b[m] <- log(1 + b[m] / b[dose])
  names(b)[m] <- "m1"
  list(coefficients = b, sd = sqrt(diag(J %*% one$vcov %*% t(J))), loglik = one$loglik)
}
expected <- list(
  poissonFactor = model("poisson", "modifier = m1", 4, turn = asFactor),
  poissonTwo = model("poisson", "modifier = m1 + m2", 5),
  poissonBent = model("poisson", "model = 'LINEXP'", 4),
  poissonQuadratic = model("poisson", "deg = 2, modifier = m1", 6, response = "counts2"),
  logisticFactor = model("binomial", "modifier = m1", 4, turn = asFactor),
  logisticExponential = model("binomial", "model = 'EXP', modifier = m1", 4),
  logisticBent = model("binomial", "model = 'LINEXP'", 4),
  coxFactor = model("prophaz", "modifier = m1", 3, turn = asFactor),
  coxExponential = model("prophaz", "model = 'EXP', deg = 2, modifier = m1", 5),
  matchedExponential = model("clogit", "model = 'EXP', modifier = m1 + m2", 4),
  matchedBent = model("clogit", "model = 'LINEXP'", 3))

# Efron's partial likelihood of relative risks.
efron <- function(risk) {
  total <- 0
  for (t in unique(time[status == 1])) {
    tied <- time == t & status == 1
    S <- sum(risk[time >= t])
    E <- sum(risk[tied])
    d <- sum(tied)
    total <- total + sum(log(risk[tied])) - sum(log(S - (seq_len(d) - 1) / d * E))
  }
  total
}
settle <- function(value, par) {
  for (step in 1:6) par <- par - solve(numDeriv::hessian(value, par), numDeriv::grad(value, par))
  list(coefficients = par, sd = sqrt(diag(solve(-numDeriv::hessian(value, par)))), loglik = value(par))
}
bySurvival <- function(d) {
  m <- coxph(Surv(time, status) ~ d + x1, ties = "efron", control = coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 50))
  list(coefficients = coef(m), sd = sqrt(diag(vcov(m))), loglik = m$loglik[2])
}
average <- rowMeans(doses)
excess <- function(d, at) (1 + at[1] * d) * exp(at[2] * x1)
logMean <- function(l) max(l) + log(sum(exp(l - max(l))) / length(l))
byExcess <- function(d) settle(function(at) efron(excess(d, at)), c(0.8, 0.2))
expected$coxEfronExponential <- list(terms = c("dose", "x1"), RC = part(bySurvival(average)),
  MCML = part(settle(function(at) logMean(apply(doses, 2, function(d) efron(exp(at[1] * d + at[2] * x1)))), coef(coxph(Surv(time, status) ~ average + x1)))),
  FMA = averaged(lapply(1:R, function(r) bySurvival(doses[, r]))))
expected$coxEfron <- list(terms = c("dose", "x1"), RC = part(byExcess(average)),
  MCML = part(settle(function(at) logMean(apply(doses, 2, function(d) efron(excess(d, at)))), c(0.8, 0.2))),
  FMA = averaged(lapply(1:R, function(r) byExcess(doses[, r]))))

# The posterior over realisations and parameters of ameras's BMA with normal priors, by a random walk.
chains <- function(logLik, at, seed, draws = 15000) {
  set.seed(seed)
  target <- function(par) logMean(logLik(par)) + sum(dnorm(par, 0, sqrt(1000), log = TRUE))
  vcov <- solve(-numDeriv::hessian(target, at))
  half <- t(chol(vcov)) * 2.4 / sqrt(length(at))
  walk <- function() {
    kept <- matrix(0, draws, length(at))
    value <- target(at)
    for (t in seq_len(draws)) {
      to <- at + as.vector(half %*% rnorm(length(at)))
      new <- target(to)
      if (log(runif(1)) < new - value) {
        at <- to
        value <- new
      }
      kept[t, ] <- at
    }
    kept
  }
  all <- replicate(4, walk())
  each <- function(f) apply(all, 2, f)
  list(terms = names(at), estimate = each(mean), se = each(sd), rHat = each(posterior::rhat_basic),
    nEff = each(posterior::ess_basic))
}
posterior <- list(
  poissonTwo = chains(function(at) {
    T <- 1 + (at[3] + at[4] * m1 + at[5] * m2) * doses
    if (any(T <= 0)) return(rep(-Inf, R))
    mu <- pyr * exp(at[1] + at[2] * x1) * T
    colSums(counts * log(mu) - mu)
  }, setNames(expected$poissonTwo$MCML$estimate, expected$poissonTwo$terms), 1),
  logisticExponential = chains(function(at) {
    eta <- at[1] + at[2] * x1 + (at[3] + at[4] * m1) * doses
    colSums(binary * eta - log1p(exp(eta)))
  }, setNames(expected$logisticExponential$MCML$estimate, expected$logisticExponential$terms), 2))
versions <- sapply(c("ameras", "survival", "posterior"), function(p) as.character(packageVersion(p)))
write_json(list(
  source = "test/oracle/doseForms.R",
  call = "ameras(methods = c('RC', 'ERC', 'MCML')), with a step of Newton on its log-likelihood; coxph(ties = 'efron')",
  versions = as.list(c(R = as.character(getRversion()), versions)),
  data = c(as.list(data[1:11]), list(doses = unname(as.list(data[columns])))),
  expected = expected,
  posterior = posterior
), "test/oracle/doseForms.json", digits = NA, auto_unbox = TRUE)
