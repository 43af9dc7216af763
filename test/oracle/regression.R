# Linear and logistic regressions by R's lm and glm, on data sets of R's own.
suppressPackageStartupMessages({library(jsonlite); library(MASS)})
tight <- list(epsilon = 1e-15, maxit = 100)
columns <- function(frame) lapply(frame, as.numeric)
linear <- function(formula, data, weights = NULL, offset = NULL) {
  data$w <- if (is.null(weights)) rep(1, nrow(data)) else weights
  data$o <- if (is.null(offset)) rep(0, nrow(data)) else offset
  m <- lm(formula, data, weights = w, offset = o)
  null <- lm(update(formula, . ~ 1), data, weights = w, offset = o)
  s <- summary(m)
  list(value = m$model[[1]], terms = columns(as.data.frame(model.matrix(m)[, -1, drop = FALSE])), weights = data$w, offset = data$o,
    coef = unname(coef(m)), se = unname(s$coefficients[, 2]), t = unname(s$coefficients[, 3]), p = unname(s$coefficients[, 4]),
    lower = unname(confint(m)[, 1]), upper = unname(confint(m)[, 2]), vcov = unname(vcov(m)), sigma = s$sigma,
    logLik = as.numeric(logLik(m)), nullLogLik = as.numeric(logLik(null)), deviance = deviance(m), aic = AIC(m), bic = BIC(m),
    rSquared = s$r.squared, f = unname(s$fstatistic), fp = unname(pf(s$fstatistic[1], s$fstatistic[2], s$fstatistic[3], lower.tail = FALSE)))
}
logistic <- function(formula, data, cases, trials, weights = NULL, offset = NULL) {
  data$w <- if (is.null(weights)) rep(1, nrow(data)) else weights
  data$o <- if (is.null(offset)) rep(0, nrow(data)) else offset
  m <- glm(formula, binomial, data, weights = w, offset = o, control = tight)
  # The covariance is that of the last step's start: begin a step at the estimates.
  m <- glm(formula, binomial, data, weights = w, offset = o, control = tight, start = coef(m))
  null <- glm(update(formula, . ~ 1), binomial, data, weights = w, offset = o, control = tight)
  s <- summary(m)
  list(cases = cases, trials = trials, terms = columns(as.data.frame(model.matrix(m)[, -1, drop = FALSE])), weights = data$w, offset = data$o,
    coef = unname(coef(m)), se = unname(s$coefficients[, 2]), z = unname(s$coefficients[, 3]), p = unname(s$coefficients[, 4]),
    vcov = unname(vcov(m)), logLik = as.numeric(logLik(m)), nullLogLik = as.numeric(logLik(null)),
    deviance = deviance(m), aic = AIC(m), bic = BIC(m), profile = unname(profiled(m, null)))
}
# Bounds to the last digits: MASS's confint interpolates, here each bound is a root of the profile deviance.
profiled <- function(m, ...) {
  x <- model.matrix(m); y <- m$y; w <- m$prior.weights; o <- if (is.null(m$offset)) rep(0, nrow(x)) else m$offset
  dev <- function(k, value) glm.fit(x[, -k, drop = FALSE], y, w, offset = o + x[, k] * value, family = binomial(),
    control = tight)$deviance - deviance(m) - qchisq(0.95, 1)
  t(sapply(seq_len(ncol(x)), function(k) {
    b <- coef(m)[k]; se <- sqrt(vcov(m)[k, k])
    sapply(c(-1, 1), function(side) uniroot(function(v) dev(k, v), sort(c(b, b + side * 5 * se)), extendInt = "no", tol = 1e-14)$root)
  }))
}
birth <- transform(birthwt, black = race == 2, other = race == 3)
eso <- transform(esoph, alc = as.numeric(alcgp), tob = as.numeric(tobgp), age = as.numeric(agegp))
eso <- subset(eso, ncases + ncontrols > 0)
inf <- transform(infert, high = education == "12+ yrs")
out <- list(source = "R datasets longley, mtcars, stackloss, esoph, infert; MASS birthwt",
  call = c("lm(formula, data, weights, offset)", "glm(formula, binomial, data, weights, offset, control = list(epsilon = 1e-15))", "profile bounds: uniroot of the profile deviance by glm.fit"),
  R = R.version.string, packages = list(MASS = as.character(packageVersion("MASS"))),
  linear = list(longley = linear(Employed ~ GNP.deflator + GNP + Unemployed + Armed.Forces + Population + Year, longley),
    mtcars = linear(mpg ~ wt + hp + am, mtcars, weights = mtcars$carb, offset = mtcars$gear / 10),
    stackloss = linear(stack.loss ~ Air.Flow + Water.Temp + Acid.Conc., stackloss)),
  logistic = list(birthwt = logistic(low ~ age + lwt + black + other + smoke, birth, birth$low, rep(1, nrow(birth))),
    esoph = logistic(cbind(ncases, ncontrols) ~ age + I(age^2) + alc + tob, eso, eso$ncases, eso$ncases + eso$ncontrols),
    infert = logistic(case ~ spontaneous + induced + high, inf, inf$case, rep(1, nrow(inf)), weights = inf$parity, offset = inf$age / 100)))
write_json(out, "test/oracle/regression.json", digits = I(17), auto_unbox = TRUE)
