# Natural effects by lm and glm with delta-method errors by numDeriv; risks by integrate.
suppressPackageStartupMessages({library(numDeriv); library(jsonlite)})
set.seed(42)
n <- 600
dose <- round(rexp(n, 1 / 6), 3)
age <- round(runif(n, 5, 25), 2)
marker <- round(0.3 + 0.08 * dose + 0.02 * age + rnorm(n, sd = 0.8), 4)
value <- round(1 + 0.05 * dose + 0.5 * marker + 0.02 * dose * marker - 0.03 * age + rnorm(n), 4)
event <- rbinom(n, 1, plogis(-3 + 0.04 * dose + 0.6 * marker + 0.015 * dose * marker + 0.02 * age))
med <- lm(marker ~ dose + age)
models <- list(
  linear = list(fit = lm(value ~ dose + marker + age), logistic = FALSE, product = FALSE),
  linearInteraction = list(fit = lm(value ~ dose * marker + age), logistic = FALSE, product = TRUE),
  logistic = list(fit = glm(event ~ dose + marker + age, binomial, control = list(epsilon = 1e-14, maxit = 100)), logistic = TRUE, product = FALSE),
  logisticInteraction = list(fit = glm(event ~ dose * marker + age, binomial, control = list(epsilon = 1e-14, maxit = 100)), logistic = TRUE, product = TRUE))
from <- 2
to <- 10
at <- 14
s2 <- summary(med)$sigma^2
df <- med$df.residual
coefs <- function(fit) list(terms = names(coef(fit)), estimate = unname(coef(fit)), vcov = unname(vcov(fit)))
result <- lapply(models, function(m) {
  a <- coef(med)
  b <- coef(m$fit)
  na <- length(a)
  nb <- length(b)
  V <- matrix(0, na + nb + 1, na + nb + 1)
  V[1:na, 1:na] <- vcov(med)
  V[na + 1:nb, na + 1:nb] <- vcov(m$fit)
  V[na + nb + 1, na + nb + 1] <- if (m$logistic) 2 * s2^2 / df else 0
  name <- names(b)
  effects <- function(t) {
    a <- t[1:na]
    b <- setNames(t[na + 1:nb], name)
    v <- if (m$logistic) t[na + nb + 1] else 0
    b3 <- if (m$product) b["dose:marker"] else 0
    mu <- a[1] + a[2] * from + a[3] * at
    nde <- (b["dose"] + b3 * (mu + b["marker"] * v)) * (to - from) + 0.5 * b3^2 * v * (to^2 - from^2)
    nie <- (b["marker"] + b3 * to) * a[2] * (to - from)
    share <- if (m$logistic) exp(nde) * (exp(nie) - 1) / (exp(nde + nie) - 1) else nie / (nde + nie)
    unname(c(nde, nie, nde + nie, share))
  }
  risks <- function(t) {
    a <- t[1:na]
    b <- setNames(t[na + 1:nb], name)
    b3 <- if (m$product) b["dose:marker"] else 0
    r <- function(x, xm) integrate(function(z) dnorm(z) * plogis(b[1] + b["dose"] * x + (b["marker"] + b3 * x) *
      (a[1] + a[2] * xm + a[3] * at + sqrt(t[na + nb + 1]) * z) + b["age"] * at), -12, 12, rel.tol = 1e-13, subdivisions = 1000)$value
    c(r(to, from) - r(from, from), r(to, to) - r(to, from), r(to, to) - r(from, from))
  }
  t <- unname(c(a, b, s2))
  J <- jacobian(effects, t)
  out <- list(outcome = coefs(m$fit), effects = effects(t), se = sqrt(diag(J %*% V %*% t(J))))
  if (m$logistic) {
    J <- jacobian(risks, t)
    out$risks <- risks(t)
    out$riskSe <- sqrt(diag(J %*% V %*% t(J)))
  }
  out
})
total <- lm(value ~ dose + age)
set.seed(9)
N <- 2e5
x <- rnorm(N)
u <- rnorm(N)
m <- 0.5 * x + 0.7 * u + rnorm(N, sd = 0.6)
y <- 0.3 * x + 0.4 * m + 0.5 * u + rnorm(N, sd = 0.8)
f1 <- lm(m ~ x)
f2 <- lm(y ~ x + m)
rho <- 0.7 * 0.5 / (sqrt(0.7^2 + 0.6^2) * sqrt(0.5^2 + 0.8^2))
write_json(list(source = "test/oracle/mediation.R", call = "lm, glm, numDeriv::jacobian, integrate", R = as.character(getRversion()),
  packages = list(numDeriv = as.character(packageVersion("numDeriv"))), from = from, to = to, age = at,
  mediator = c(coefs(med), list(variance = s2, df = df)), models = result, totalWithoutMediator = unname(coef(total)["dose"]) * (to - from),
  confounded = list(exposureOnMediator = unname(coef(f1)[2]), mediatorOnOutcome = unname(coef(f2)[3]), mediatorSd = summary(f1)$sigma,
    outcomeSd = summary(f2)$sigma, rho = rho, true = 0.5 * 0.4)),
  "test/oracle/mediation.json", digits = I(17), auto_unbox = TRUE, pretty = FALSE)
