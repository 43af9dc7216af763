# Left-censored regression by survival::survreg: the tobin data, and simulated markers with a limit of detection.
suppressPackageStartupMessages({library(survival); library(jsonlite)})
control <- survreg.control(rel.tolerance = 1e-14, toler.chol = 1e-12, maxiter = 200)
set.seed(20261124)
n <- 300
id <- rep(1:100, each = 3)
dose <- round(rexp(100, 1 / 8), 3)[id]
age <- round(runif(n, 4, 30), 2)
drawn <- exp(0.4 + 0.05 * dose - 0.01 * age + rnorm(100, sd = 0.5)[id] + rnorm(n, sd = 0.7))
limit <- rep(c(1.2, 0.8, 1.5), 100)
marker <- data.frame(id, dose, age, below = as.numeric(drawn < limit), value = ifelse(drawn < limit, limit, round(drawn, 4)))
marker$below <- as.numeric(marker$value <= limit)
marker$value[marker$below == 1] <- limit[marker$below == 1]
describe <- function(fit, formula, data, k) {
  p <- length(coef(fit))
  held <- function(v) {
    x <- model.matrix(fit)
    data$off. <- v * x[, k]
    data$rest. <- x[, -k, drop = FALSE]
    f <- update(formula, . ~ 0 + rest. + offset(off.))
    2 * (fit$loglik[2] - survreg(f, data, dist = fit$dist, control = control)$loglik[2]) - qchisq(0.95, 1)
  }
  b <- coef(fit)[k]
  s <- sqrt(vcov(fit)[k, k])
  root <- function(from, to) uniroot(held, c(from, to), tol = 1e-13, maxiter = 1000)$root
  naive <- if (is.null(fit$naive.var)) fit$var else fit$naive.var
  list(estimate = unname(coef(fit)), scale = fit$scale, var = unname(naive), robust = unname(fit$var),
    logLik = fit$loglik[2], nullLogLik = fit$loglik[1], profile = c(root(b - 8 * s, b), root(b, b + 8 * s)))
}
tobinF <- Surv(durable, durable > 0, type = "left") ~ age + quant
tobinFit <- survreg(tobinF, tobin, dist = "gaussian", control = control)
gaussF <- Surv(value, below == 0, type = "left") ~ dose + age
gauss <- survreg(gaussF, marker, dist = "gaussian", control = control)
logn <- survreg(gaussF, marker, dist = "lognormal", control = control)
clustered <- survreg(update(gaussF, . ~ . + cluster(id)), marker, dist = "lognormal", control = control)
write_json(list(source = "test/oracle/tobit.R", call = "survreg(Surv(value, measured, type = 'left') ~ x, dist)",
  R = as.character(getRversion()), packages = list(survival = as.character(packageVersion("survival"))),
  tobin = list(y = tobin$durable, below = as.numeric(tobin$durable <= 0), terms = c("age", "quant"), x = list(tobin$age, tobin$quant)),
  marker = list(y = marker$value, below = marker$below, cluster = marker$id, terms = c("dose", "age"), x = list(marker$dose, marker$age)),
  fits = list(tobin = describe(tobinFit, tobinF, tobin, 2), markerGaussian = describe(gauss, gaussF, marker, 2),
    markerLognormal = describe(logn, gaussF, marker, 2)),
  clustered = list(robust = unname(clustered$var))), "test/oracle/tobit.json", digits = I(17), auto_unbox = TRUE, pretty = FALSE)
