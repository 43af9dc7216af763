# Linear mixed models by lme4 on Dyestuff, sleepstudy, cake and Orthodont, their optimum polished by Newton steps;
# profile bounds by uniroot on lme4's deviance functions.
suppressPackageStartupMessages({library(lme4); library(jsonlite)})
data(Orthodont, package = "nlme")
Orthodont <- as.data.frame(Orthodont)
control <- lmerControl(optimizer = "nloptwrap", calc.derivs = FALSE, check.conv.singular = "ignore",
  optCtrl = list(xtol_abs = 1e-12, xtol_rel = 1e-14, ftol_abs = 1e-14, ftol_rel = 1e-16, maxeval = 1e5))
gradient <- function(f, x, h = 3e-4) sapply(seq_along(x), function(k) {
  e <- replace(numeric(length(x)), k, h)
  (8 * (f(x + e) - f(x - e)) - (f(x + 2 * e) - f(x - 2 * e))) / (12 * h)
})
hessian <- function(f, x, h = 1e-3) {
  m <- sapply(seq_along(x), function(k) {
    e <- replace(numeric(length(x)), k, h)
    (gradient(f, x + e) - gradient(f, x - e)) / (2 * h)
  })
  (m + t(m)) / 2
}
polished <- function(formula, data, REML) {
  lf <- lFormula(formula, data, REML = REML)
  dev <- do.call(mkLmerDevfun, lf)
  opt <- optimizeLmer(dev, optimizer = "nloptwrap", control = control$optCtrl)
  theta <- opt$par
  if (all(theta[lf$reTrms$lower == 0] > 1e-4)) for (i in 1:4) theta <- theta - solve(hessian(dev, theta), gradient(dev, theta))
  dev(theta)
  opt$par <- theta
  opt$fval <- dev(theta)
  mkMerMod(environment(dev), opt, lf$reTrms, fr = lf$fr)
}
describe <- function(fit) {
  vc <- as.data.frame(VarCorr(fit))
  re <- ranef(fit, condVar = FALSE)[[1]]
  list(n = nobs(fit), logLik = as.numeric(logLik(fit)), df = attr(logLik(fit), "df"), aic = AIC(fit), bic = BIC(fit),
    estimate = I(unname(fixef(fit))), se = I(unname(sqrt(diag(as.matrix(vcov(fit)))))), vcov = unname(as.matrix(vcov(fit))),
    sigma = sigma(fit), covariance = unname(as.matrix(VarCorr(fit)[[1]][,, drop = FALSE])), sdcor = vc$sdcor,
    ranef = unname(as.matrix(re)))
}
cut <- qchisq(0.95, 1)
root <- function(f, from, to) uniroot(f, c(from, to), tol = 1e-13, maxiter = 1000)$root
fixedBounds <- function(formula, data, name, k) {
  ml <- polished(formula, data, FALSE)
  x <- getME(ml, "X")
  b <- fixef(ml)[k]
  s <- sqrt(vcov(ml)[k, k])
  data$rest. <- x[, -k, drop = FALSE]
  response <- all.vars(formula)[1]
  data$y0. <- data[[response]]
  bars <- paste(sapply(findbars(formula), function(b) paste0("(", deparse(b), ")")), collapse = " + ")
  held <- function(v) {
    data$y. <- data$y0. - v * x[, k]
    f <- if (ncol(x) == 1) as.formula(paste("y. ~ 0 +", bars)) else as.formula(paste("y. ~ 0 + rest. +", bars))
    lf <- lFormula(f, data, REML = FALSE, control = lmerControl(check.rankX = "ignore"))
    dev <- do.call(mkLmerDevfun, lf)
    optimizeLmer(dev, optimizer = "nloptwrap", control = control$optCtrl)$fval - deviance(ml) - cut
  }
  c(root(held, b - 6 * s, b), root(held, b, b + 6 * s))
}
# lme4's deviance at standard deviations, correlation and sigma: its log determinant and penalised sum of squares.
varianceBounds <- function(formula, data) {
  ml <- polished(formula, data, FALSE)
  dev <- do.call(mkLmerDevfun, lFormula(formula, data, REML = FALSE))
  inside <- environment(dev)
  q <- if (length(getME(ml, "theta")) == 1) 1 else 2
  n <- nobs(ml)
  at <- as.data.frame(VarCorr(ml))$sdcor
  names(at) <- if (q == 1) c("sd", "sigma") else c("sd1", "sd2", "cor", "sigma")
  dd <- function(v) {
    sigma <- v[[length(v)]]
    theta <- if (q == 1) v[[1]] / sigma else c(v[[1]], v[[3]] * v[[2]], sqrt(1 - v[[3]]^2) * v[[2]]) / sigma
    ok <- tryCatch({dev(theta); TRUE}, error = function(e) FALSE)
    if (!ok) return(1e10)
    value <- inside$pp$ldL2() + n * log(2 * pi * sigma^2) + (inside$resp$wrss() + inside$pp$sqrL(1)) / sigma^2
    if (is.finite(value)) value else 1e10
  }
  cor <- names(at) == "cor"
  inner <- function(v) mapply(function(v, c) if (c) atanh(v) else log(max(v, 1e-3)), v, cor)
  outer <- function(u) mapply(function(u, c) if (c) tanh(u) else exp(u), u, cor)
  base <- dd(at)
  lapply(setNames(seq_along(at), names(at)), function(k) {
    held <- function(v) {
      f <- function(u) {
        full <- numeric(length(at))
        full[-k] <- u
        full <- outer(full)
        full[k] <- v
        dd(full)
      }
      start <- inner(at)[-k]
      for (i in 1:4) start <- nlminb(start, f, control = list(rel.tol = 1e-15, x.tol = 1e-12, eval.max = 2000, iter.max = 2000))$par
      f(start) - base - cut
    }
    low <- if (cor[k]) -0.95 else at[[k]] / 50
    high <- if (cor[k]) 0.95 else at[[k]] * 5
    c(if (held(low) < 0) NA else root(held, low, at[[k]]), if (held(high) < 0) NA else root(held, at[[k]], high))
  })
}
cake$batch <- interaction(cake$recipe, cake$replicate, drop = TRUE)
cake$recipeB <- as.numeric(cake$recipe == "B")
cake$recipeC <- as.numeric(cake$recipe == "C")
Orthodont$female <- as.numeric(Orthodont$Sex == "Female")
Orthodont$femaleAge <- Orthodont$female * Orthodont$age
models <- list(
  dyestuff = list(f = Yield ~ 1 + (1 | Batch), d = Dyestuff, g = "Batch"),
  dyestuff2 = list(f = Yield ~ 1 + (1 | Batch), d = Dyestuff2, g = "Batch"),
  sleepIntercept = list(f = Reaction ~ Days + (1 | Subject), d = sleepstudy, g = "Subject"),
  sleepSlope = list(f = Reaction ~ Days + (Days | Subject), d = sleepstudy, g = "Subject"),
  cake = list(f = angle ~ recipeB + recipeC + temp + (1 | batch), d = cake, g = "batch"),
  orthodont = list(f = distance ~ age + female + femaleAge + (age | Subject), d = Orthodont, g = "Subject"))
result <- lapply(models, function(m) {
  x <- model.matrix(nobars(m$f), m$d)
  group <- as.integer(factor(as.character(m$d[[m$g]])))
  data <- m$d
  f <- update(m$f, . ~ .)
  data[[m$g]] <- factor(group)
  y <- data[[all.vars(m$f)[1]]]
  c(list(y = y, group = group, terms = I(colnames(x)), x = lapply(seq_len(ncol(x))[-1], function(k) unname(x[, k])),
    slope = if (any(grepl("age \\||Days \\|", deparse(m$f)))) (if (m$g == "Subject" && "Days" %in% names(data)) "Days" else "age") else NA,
    reml = describe(polished(f, data, TRUE)), ml = describe(polished(f, data, FALSE))))
})
profiles <- list(
  dyestuff = list(fixed = list(fixedBounds(models$dyestuff$f, Dyestuff, "x", 1)), variance = varianceBounds(models$dyestuff$f, Dyestuff)),
  sleepIntercept = list(fixed = lapply(1:2, function(k) fixedBounds(models$sleepIntercept$f, sleepstudy, "x", k)), variance = varianceBounds(models$sleepIntercept$f, sleepstudy)),
  sleepSlope = list(fixed = lapply(1:2, function(k) fixedBounds(models$sleepSlope$f, sleepstudy, "x", k)), variance = varianceBounds(models$sleepSlope$f, sleepstudy)))
write_json(list(source = "test/oracle/mixed.R",
  call = "lmer by lFormula, mkLmerDevfun, optimizeLmer(nloptwrap) and Newton steps on theta; profiles by uniroot",
  R = as.character(getRversion()), packages = list(lme4 = as.character(packageVersion("lme4"))),
  models = result, profiles = profiles), "test/oracle/mixed.json", digits = I(17), auto_unbox = TRUE, na = "null", pretty = FALSE)
