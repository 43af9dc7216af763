# Excesses over a background in powers of age, as survivors of the atomic bombs are analysed: coefficients that lean
# against each other, far from 0, under an excess that is relative or absolute and changes with age at exposure, age
# and sex. Fisher scoring over every parameter with complex-step derivatives to a score statistic below 1e-22, and
# bounds as roots of the deviance, of parameters of the background too.
library(jsonlite)
source("test/oracle/scoring/scoring.R")
set.seed(20261125, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
survivors <- expand.grid(dose = c(0, .05, .2, .5, 1.2, 2.5), period = 1:9, entry = seq(2.5, 52.5, 7), sex = 1:2)
survivors <- survivors[survivors$entry + 5 * survivors$period + 2.5 < 100, ]
n <- nrow(survivors)
survivors <- within(survivors, {
  agex <- round(pmax(.2, entry + runif(n, -2, 2)), 3); age <- round(agex + 5 * period + runif(n, 0, 5), 3)
  dose <- round(dose * runif(n, .9, 1.1), 4)
  pyr <- round(20000 * exp(-2 * pmin(dose, 2)) * runif(n, .5, 1) * (age < 75) + 6000 * exp(-2 * pmin(dose, 2)) * (age >= 75), 1)
})
survivors <- within(survivors, {
  e30 <- (agex - 30) / 10; lage <- log(age / 70); msex <- 2 * sex - 3; female <- as.numeric(sex == 2)
  cases <- rpois(n, pyr / 1e4 * (exp(4.9 - .5 * female + 5.2 * lage - 1.2 * female * lage - .15 * e30 - 2.5 * (age > 70) * lage^2) + 28 * dose * exp(-.3 * e30 + 3.2 * lage) * (1 + .15 * msex)))
  age1 <- age; age2 <- age^2; age3 <- age^3; age4 <- age^4
  femaleLage <- female * lage; lageSquared <- lage^2; lageOld <- (age > 70) * lage^2; lageYoung <- (age < 40) * log(age / 40)^2
  e30Squared <- e30^2 })
survivors <- survivors[c("cases", "pyr", "dose", "e30", "lage", "msex", "female", "age1", "age2", "age3", "age4", "femaleLage", "lageSquared", "lageOld", "lageYoung", "e30Squared")]
curved <- c("female", "lage", "femaleLage", "lageSquared", "lageOld", "lageYoung", "e30", "e30Squared")
excess <- function(b, x) b[1] * x$dose * exp(b[2] * x$e30 + b[3] * x$lage) * (1 + b[4] * x$msex)
models <- list(
  list(name = "powers of age", size = 1, intercept = TRUE, loglinear = c("female", "age1", "age2", "age3", "age4"), start = .4, ratio = function(b, x) 1 + b[1] * x$dose),
  list(name = "ERR", size = 4, intercept = TRUE, loglinear = curved, start = c(.4, 0, 0, 0), ratio = function(b, x) 1 + excess(b, x)),
  list(name = "EAR", size = 4, intercept = TRUE, loglinear = curved, start = c(1e-3, 0, 0, 0), ratio = function(b, x) 1, absolute = excess))
fits <- lapply(models, function(model) {
  width <- model$size + 1 + length(model$loglinear)
  start <- c(model$start, log(sum(survivors$cases) / sum(survivors$pyr)), numeric(width - model$size - 1))
  # The background alone first, so that the powers of age start where they belong.
  start <- fit(survivors, model, start, seq_len(model$size))$theta
  full <- fit(survivors, model, start); stopifnot(full$left < 1e-20); se <- full$se()
  cat(model$name, signif(full$theta, 5), full$iterations, "\n")
  profile <- lapply(seq_len(width), function(k) sapply(c(-1, 1), function(d) root(survivors, model, full, k, d, 0.9, se[k], "profile")))
  list(name = model$name, loglinear = I(model$loglinear), estimate = I(full$theta), se = I(se), logLik = full$logLik, profile = profile) })
plain <- glm(cases ~ female + age1 + age2 + age3 + age4 + offset(log(pyr)), poisson, survivors, control = glm.control(epsilon = 1e-15, maxit = 100))
write_json(list(source = "test/oracle/poissonBackground.R",
  call = "Fisher scoring with complex-step derivatives over all parameters to u'I^-1u < 1e-22",
  versions = list(R = as.character(getRversion())), set = survivors, fits = fits,
  glm = list(estimate = as.numeric(coef(plain)), se = as.numeric(sqrt(diag(vcov(plain)))), deviance = plain$deviance)),
  "test/oracle/poissonBackground.json", digits = I(17), dataframe = "columns", auto_unbox = TRUE, na = "null", null = "null")
