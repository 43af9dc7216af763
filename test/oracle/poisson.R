# Excess relative and absolute risk models by Fisher scoring over every parameter, those of strata included,
# with complex-step derivatives (exact to rounding); and by glm and gnm where these can express the model.
# The scoring is carried on until the score statistic u' I^-1 u is below 1e-22 (an error of 1e-11 standard
# errors); profile bounds are roots of the deviance to 1e-12, every point refitted to the same end.
suppressPackageStartupMessages({library(Epi); library(gnm); library(jsonlite)})

# --- Data ---------------------------------------------------------------------------------------------
mock <- data.frame(cases = c(6, 4, 8, 6), pyr = c(2500, 1000, 1000, 350), dose = c(0, 10, 20, 25), stratum = 1)

data(thoro)
born <- cal.yr(thoro$birthdat)
thoro$dose <- ifelse(thoro$contrast == 1, thoro$volume, 0)
lex <- Lexis(entry = list(per = cal.yr(injecdat), age = cal.yr(injecdat) - born, since = 0),
  exit = list(per = cal.yr(exitdat)), exit.status = as.integer(exitstat == 1), data = thoro, id = id)
lex <- splitLexis(splitLexis(lex, breaks = seq(0, 110, 10), time.scale = "age"), breaks = c(0, 5, 15, 30, 100), time.scale = "since")
lex$ageBand <- floor(timeBand(lex, "age", "left") / 10) * 10
lex$sinceBand <- timeBand(lex, "since", "left")
lex$doseBand <- cut(lex$dose, c(-1, 0, 10, 20, 30, 1000), labels = FALSE)
cell <- with(lex, interaction(sex, ageBand, sinceBand, doseBand, drop = TRUE))
sums <- function(x) as.numeric(tapply(x, cell, sum))
first <- function(x) as.numeric(tapply(x, cell, function(v) v[1]))
thorotrast <- data.frame(cases = sums(lex$lex.Xst == 1), pyr = sums(lex$lex.dur), dose = sums(lex$dose * lex$lex.dur) / sums(lex$lex.dur) / 10,
  female = first(lex$sex) - 1, logAge = log((first(lex$ageBand) + 5) / 60), late = as.numeric(first(lex$sinceBand) >= 15))
thorotrast$stratum <- as.integer(factor(paste(thorotrast$female, thorotrast$logAge)))
withCases <- with(thorotrast, tapply(cases, stratum, sum)) > 0
thorotrast <- thorotrast[withCases[thorotrast$stratum], ]
thorotrast$stratum <- as.integer(factor(thorotrast$stratum))

data(nickel); data(ewrates)
lex <- Lexis(entry = list(per = dob + agein, age = agein), exit = list(per = dob + ageout), exit.status = as.integer(icd %in% c(162, 163)), data = nickel, id = id)
lex <- splitLexis(splitLexis(lex, breaks = seq(0, 100, 5), time.scale = "age"), breaks = seq(1901, 1991, 5), time.scale = "per")
lex$ageBand <- pmin(timeBand(lex, "age", "left"), 80)
lex$perBand <- pmin(pmax(timeBand(lex, "per", "left"), 1931), 1976)
ewrates$key <- paste(ewrates$year, ewrates$age)
lex$rate <- ewrates$lung[match(paste(lex$perBand, lex$ageBand), ewrates$key)] * 1e-6
stopifnot(!anyNA(lex$rate))
lex$expBand <- cut(lex$exposure, c(-1, 0, 4, 8, 12, 100), labels = FALSE)
cell <- with(lex, interaction(ageBand, perBand, expBand, drop = TRUE))
nickelCells <- data.frame(cases = sums(lex$lex.Xst == 1), pyr = sums(lex$lex.dur), rate = first(lex$rate),
  dose = sums(lex$exposure * lex$lex.dur) / sums(lex$lex.dur), logAge = log((first(lex$ageBand) + 2.5) / 60), stratum = 1)
nickelCells <- nickelCells[nickelCells$pyr > 0, ]

set.seed(20240501, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
n <- 600
simulated <- data.frame(stratum = rep(1:50, each = 12), dose = round(rexp(n, 2), 4) * rbinom(n, 1, 0.8), other = round(rexp(n, 5), 4),
  z1 = rbinom(n, 1, 0.5), z2 = round(rnorm(n), 4), x1 = round(rnorm(n), 4), pyr = round(runif(n, 200, 4000), 2))
simulated$cases <- rpois(n, with(simulated, pyr * exp(-6 + stratum / 25 + 0.2 * x1) * (1 + 1.2 * dose * exp(0.5 * z1 - 0.3 * z2) + 0.4 * other)))
simulated <- simulated[with(simulated, ave(cases, stratum, FUN = sum)) > 0, ]
simulated$stratum <- as.integer(factor(simulated$stratum))
sets <- list(mock = mock, thorotrast = thorotrast, nickel = nickelCells, simulated = simulated)

# --- The scoring --------------------------------------------------------------------------------------
# excess(theta, data) gives E; alpha columns multiply the background.
scoring <- function(data, model, theta, held = integer(0)) {
  strata <- isTRUE(model$strata)
  q <- length(theta) - if (strata) max(data$stratum) else 0
  base <- data$pyr * if (is.null(data$rate)) 1 else data$rate
  x <- as.matrix(data[, model$loglinear, drop = FALSE])
  if (isTRUE(model$intercept)) x <- cbind(1, x)
  mu <- function(theta) {
    beta <- theta[seq_len(model$size)]
    background <- base
    if (ncol(x) > 0) background <- background * exp(as.vector(x %*% theta[model$size + seq_len(ncol(x))]))
    if (strata) background <- background * exp(theta[q + data$stratum])
    excess <- if (model$size > 0) model$excess(beta, data) else 0
    if (model$kind == "relative") background * (1 + excess) else background + data$pyr * excess
  }
  ll <- function(theta) { m <- mu(theta); if (any(!is.finite(m)) || any(m <= 0)) -Inf else sum(dpois(data$cases, m, log = TRUE)) }
  free <- setdiff(seq_along(theta), held)
  value <- ll(theta)
  if (!is.finite(value)) return(list(logLik = -Inf))
  for (iteration in 1:3000) {
    m <- mu(theta)
    J <- sapply(free, function(k) { t <- as.complex(theta); t[k] <- t[k] + 1e-30i; Im(mu(t)) / 1e-30 })
    if (length(free) == 0) break
    score <- colSums(J * (data$cases / m - 1))
    information <- crossprod(J / sqrt(m))
    scale <- 1 / sqrt(diag(information))
    step <- scale * solve(information * outer(scale, scale), scale * score)
    if (sum(step * score) < 1e-22) break
    for (halving in 0:40) {
      trial <- theta; trial[free] <- theta[free] + step / 2^halving
      new <- ll(trial)
      if (new >= value - 1e-12 * abs(value)) break
    }
    theta <- trial; value <- new
  }
  J <- sapply(seq_along(theta), function(k) { t <- as.complex(theta); t[k] <- t[k] + 1e-30i; Im(mu(t)) / 1e-30 })
  information <- crossprod(J / sqrt(m))
  list(theta = theta, logLik = value, se = function() { s <- 1 / sqrt(diag(information)); sqrt(diag(solve(information * outer(s, s)))) * s },
    left = if (length(free)) sum(step * score) else 0, mu = m, iterations = iteration)
}
bound <- function(data, model, fit, k, direction, level, se) {
  target <- qchisq(level, 1)
  last <- fit$theta
  f <- function(v) {
    start <- last; start[k] <- v
    refit <- scoring(data, model, start, held = k)
    if (is.finite(refit$logLik)) { stopifnot(refit$left < 1e-18); last <<- refit$theta }
    2 * (fit$logLik - refit$logLik) - target
  }
  near <- fit$theta[k]; step <- se
  repeat {
    far <- near + direction * step
    at <- f(far)
    if (!is.finite(at)) { step <- step / 2; if (step < 1e-9 * se) stop("boundary"); next }
    if (at > 0) break
    near <- far
  }
  last <- fit$theta
  uniroot(f, sort(c(near, far)), tol = 1e-13 * abs(far), maxiter = 200)$root
}

linear <- function(d) function(b, data) b[1] * data[[d]]
models <- list(
  list(name = "ERR", data = "mock", kind = "relative", size = 1, excess = linear("dose"), intercept = TRUE),
  list(name = "EAR", data = "mock", kind = "absolute", size = 1, excess = linear("dose"), intercept = TRUE),
  list(name = "ERR quadratic", data = "mock", kind = "relative", size = 1, excess = function(b, x) b[1] * x$dose^2, intercept = TRUE),
  list(name = "ERR linear-quadratic", data = "mock", kind = "relative", size = 2, excess = function(b, x) b[1] * x$dose + b[2] * x$dose^2, intercept = TRUE),
  list(name = "EAR linear-quadratic", data = "mock", kind = "absolute", size = 2, excess = function(b, x) b[1] * x$dose + b[2] * x$dose^2, intercept = TRUE),
  list(name = "ERR", data = "thorotrast", kind = "relative", size = 1, excess = linear("dose"), strata = TRUE),
  list(name = "ERR modified", data = "thorotrast", kind = "relative", size = 3, excess = function(b, x) b[1] * x$dose * exp(b[2] * x$female + b[3] * x$late), strata = TRUE, start = c(0.5, 0, 0)),
  list(name = "ERR linear-exponential", data = "thorotrast", kind = "relative", size = 2, excess = function(b, x) b[1] * x$dose * exp(b[2] * x$dose), strata = TRUE, start = c(0.5, 0)),
  list(name = "ERR linear-quadratic", data = "thorotrast", kind = "relative", size = 2, excess = function(b, x) b[1] * x$dose + b[2] * x$dose^2, strata = TRUE),
  list(name = "ERR categorical", data = "thorotrast", kind = "relative", size = 3, excess = function(b, x) b[1] * (x$dose > 0 & x$dose < 1) + b[2] * (x$dose >= 1 & x$dose < 2) + b[3] * (x$dose >= 2), strata = TRUE),
  list(name = "EAR", data = "thorotrast", kind = "absolute", size = 1, excess = linear("dose"), strata = TRUE),
  list(name = "EAR modified", data = "thorotrast", kind = "absolute", size = 3, excess = function(b, x) b[1] * x$dose * exp(b[2] * x$female + b[3] * x$logAge), strata = TRUE, start = c(0.003, 0, 0)),
  list(name = "ERR given rates", data = "nickel", kind = "relative", size = 1, excess = linear("dose")),
  list(name = "EAR given rates", data = "nickel", kind = "absolute", size = 1, excess = linear("dose")),
  list(name = "ERR intercept", data = "nickel", kind = "relative", size = 1, excess = linear("dose"), intercept = TRUE),
  list(name = "ERR loglinear", data = "nickel", kind = "relative", size = 1, excess = linear("dose"), intercept = TRUE, loglinear = "logAge"),
  list(name = "ERR modified", data = "nickel", kind = "relative", size = 2, excess = function(b, x) b[1] * x$dose * exp(b[2] * x$logAge), intercept = TRUE, loglinear = "logAge", start = c(0.1, 0)),
  list(name = "EAR loglinear", data = "nickel", kind = "absolute", size = 1, excess = linear("dose"), intercept = TRUE, loglinear = "logAge"),
  list(name = "ERR modified", data = "simulated", kind = "relative", size = 3, excess = function(b, x) b[1] * x$dose * exp(b[2] * x$z1 + b[3] * x$z2), strata = TRUE, loglinear = "x1", start = c(0.5, 0, 0)),
  list(name = "ERR two doses", data = "simulated", kind = "relative", size = 2, excess = function(b, x) b[1] * x$dose + b[2] * x$other, strata = TRUE),
  list(name = "ERR product-linear", data = "simulated", kind = "relative", size = 3, excess = function(b, x) b[1] * x$dose * (1 + b[2] * x$z1) * exp(b[3] * x$z2), strata = TRUE, start = c(0.5, 0, 0)),
  list(name = "EAR loglinear", data = "simulated", kind = "absolute", size = 2, excess = function(b, x) b[1] * x$dose * exp(b[2] * x$z1), strata = TRUE, loglinear = "x1", start = c(0.002, 0)),
  list(name = "loglinear", data = "simulated", kind = "relative", size = 0, strata = TRUE, loglinear = c("x1", "z1", "z2")))

fits <- lapply(models, function(model) {
  data <- sets[[model$data]]
  model$loglinear <- model$loglinear
  width <- model$size + isTRUE(model$intercept) + length(model$loglinear)
  start <- numeric(width)
  small <- if (model$kind == "relative") 0.01 else 1e-5
  if (model$size > 0) start[seq_len(model$size)] <- if (is.null(model$start)) small else model$start
  base <- data$pyr * if (is.null(data$rate)) 1 else data$rate
  if (isTRUE(model$intercept)) start[model$size + 1] <- log(sum(data$cases) / sum(base))
  if (isTRUE(model$strata)) start <- c(start, log(as.numeric(tapply(data$cases, data$stratum, sum) / tapply(base, data$stratum, sum))))
  fit <- scoring(data, model, start)
  stopifnot(fit$left < 1e-20)
  se <- fit$se()
  null <- NULL
  if (model$size > 0) {
    zero <- fit$theta; zero[seq_len(model$size)] <- 0
    null <- scoring(data, model, zero, held = seq_len(model$size))$logLik
  }
  level <- if (model$data == "thorotrast") 0.9 else 0.95
  profiled <- if (model$size > 0) seq_len(width) else integer(0)
  cat(model$data, model$name, fit$iterations, "\n")
  message(model$data, " ", model$name, " ", paste(signif(fit$theta[seq_len(width)], 5), collapse = " "))
  bounds <- lapply(profiled, function(k) tryCatch(c(bound(data, model, fit, k, -1, level, se[k]), bound(data, model, fit, k, 1, level, se[k])), error = function(e) { message("  bound ", k, ": ", conditionMessage(e)); c(NA, NA) }))
  list(name = model$name, data = model$data, kind = model$kind, strata = isTRUE(model$strata), loglinear = I(as.character(model$loglinear)),
    level = level, estimate = I(fit$theta[seq_len(width)]), se = I(se[seq_len(width)]), logLik = fit$logLik, nullLogLik = null,
    deviance = 2 * sum(ifelse(data$cases > 0, data$cases * log(data$cases / fit$mu), 0) - (data$cases - fit$mu)),
    pearson = sum((data$cases - fit$mu)^2 / fit$mu), lower = I(sapply(bounds, `[`, 1)), upper = I(sapply(bounds, `[`, 2)),
    fitted = I(head(fit$mu, 20)))
})

# --- glm and gnm --------------------------------------------------------------------------------------
Err <- function(dose) list(predictors = list(beta = 1), variables = list(substitute(dose)), term = function(predictors, variables) paste0("log(1 + ", predictors, " * ", variables, ")"))
class(Err) <- "nonlin"
ErrBy <- function(dose, z, w) list(predictors = list(beta = 1, gamma = 1, delta = 1), variables = list(substitute(dose), substitute(z), substitute(w)),
  term = function(predictors, variables) paste0("log(1 + ", predictors[1], " * ", variables[1], " * exp(", predictors[2], " * ", variables[2], " + ", predictors[3], " * ", variables[3], "))"))
class(ErrBy) <- "nonlin"
byGnm <- function(data, formula, start) {
  data$stratum <- factor(data$stratum)
  # The tightest tolerance at which gnm calls itself converged, so that rounding alone remains.
  for (tolerance in 10^-(14:8)) {
    fit <- suppressWarnings(gnm(formula, eliminate = stratum, offset = log(pyr), family = poisson, data = data, start = start, tolerance = tolerance, iterMax = 500, verbose = FALSE, trace = FALSE))
    if (fit$converged) break
  }
  stopifnot(fit$converged)
  list(estimate = I(as.numeric(coef(fit))), se = I(as.numeric(sqrt(diag(as.matrix(vcov(fit)))))), logLik = as.numeric(logLik(fit)), deviance = deviance(fit), aic = AIC(fit), rank = fit$rank, tolerance = tolerance)
}
gnmFits <- list(
  list(name = "ERR", data = "thorotrast", fit = byGnm(thorotrast, cases ~ Err(dose) - 1, c(0.3))),
  list(name = "ERR modified", data = "thorotrast", fit = byGnm(thorotrast, cases ~ ErrBy(dose, female, late) - 1, c(0.5, 0.01, 0.01))),
  list(name = "ERR modified", data = "simulated", fit = byGnm(simulated, cases ~ ErrBy(dose, z1, z2) + x1 - 1, c(0.5, 0.01, 0.01, 0))),
  list(name = "loglinear", data = "simulated", fit = byGnm(simulated, cases ~ x1 + z1 + z2 - 1, c(0, 0, 0))))

doctors <- data.frame(cases = c(32, 104, 206, 186, 102, 2, 12, 28, 28, 31), pyr = c(52407, 43248, 28612, 12663, 5317, 18790, 10673, 5710, 2585, 1462), smokes = rep(1:0, each = 5), age = factor(rep(1:5, 2)))
glmFit <- glm(cases ~ smokes + age + offset(log(pyr)), family = poisson, data = doctors, control = list(epsilon = 1e-15, maxit = 100))
doctorsProfile <- suppressMessages(confint(glmFit))
doctorsFit <- list(estimate = as.numeric(coef(glmFit)), se = as.numeric(sqrt(diag(vcov(glmFit)))), logLik = as.numeric(logLik(glmFit)), aic = AIC(glmFit), bic = BIC(glmFit), deviance = deviance(glmFit), nullDeviance = glmFit$null.deviance)

# The score test of a linear excess is that of the same column as a loglinear term: their slopes at 0 agree.
# Its statistic u' I^-1 u is taken at the null fit directly: anova(test = "Rao") has 8 digits of it.
rao <- function(data) { data$stratum <- factor(data$stratum)
  null <- glm(cases ~ stratum + offset(log(pyr)), family = poisson, data = data, control = list(epsilon = 1e-15, maxit = 100))
  X <- model.matrix(~ stratum + dose, data); mu <- fitted(null); u <- crossprod(X, data$cases - mu)
  u[colnames(X) != "dose"] <- 0
  stopifnot(abs(sum(u * solve(crossprod(X * sqrt(mu)), u)) / anova(null, update(null, . ~ . + dose), test = "Rao")$Rao[2] - 1) < 1e-7)
  sum(u * solve(crossprod(X * sqrt(mu)), u)) }
quasi <- glm(cases ~ smokes + age + offset(log(pyr)), family = quasipoisson, data = doctors, control = list(epsilon = 1e-15, maxit = 100))
extra <- list(score = list(thorotrast = rao(thorotrast), simulated = rao(simulated)),
  quasi = list(se = as.numeric(sqrt(diag(vcov(quasi)))), dispersion = summary(quasi)$dispersion),
  residuals = list(pearson = as.numeric(residuals(glmFit, "pearson")), deviance = as.numeric(residuals(glmFit, "deviance"))))

write_json(list(
  source = "test/oracle/poisson.R",
  call = "Fisher scoring with complex-step derivatives over all parameters to u'I^-1u < 1e-22; gnm at the tightest tolerance it reaches; glm(epsilon = 1e-15)",
  versions = list(R = as.character(getRversion()), gnm = as.character(packageVersion("gnm")), Epi = as.character(packageVersion("Epi"))),
  sets = sets, fits = fits, gnm = gnmFits, doctors = list(data = doctors, expected = doctorsFit), extra = extra
), "test/oracle/poisson.json", digits = I(17), dataframe = "columns", auto_unbox = TRUE, na = "null")
