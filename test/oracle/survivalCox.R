# Cox regressions by R survival, run to convergence, on the data of survivalData.json: estimates, standard errors,
# log-likelihoods, tests, profile bounds, tests of proportional hazards, residuals and predicted curves.
suppressPackageStartupMessages({library(survival); library(jsonlite)})
data <- lapply(fromJSON("test/oracle/survivalData.json"), as.data.frame)
control <- coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 60)
fit <- function(formula, d, ties = "efron", weights = NULL, cluster = NULL) {
  environment(formula) <- environment()
  d$rowWeight <- if (is.null(weights)) 1 else weights
  d$rowCluster <- if (is.null(cluster)) 0 else cluster
  f <- suppressWarnings(if (!is.null(cluster)) coxph(formula, d, ties = ties, cluster = rowCluster, control = control, x = TRUE, y = TRUE)
    else if (is.null(weights)) coxph(formula, d, ties = ties, control = control, x = TRUE, y = TRUE)
    else coxph(formula, d, ties = ties, weights = rowWeight, control = control, x = TRUE, y = TRUE))
  # Exact ties with late entry come without their class in this version.
  class(f) <- "coxph"
  f
}
figures <- function(f) {
  g <- list(estimate = unname(coef(f)), se = unname(sqrt(diag(vcov(f)))), logLik = f$loglik[2], nullLogLik = f$loglik[1],
    likelihoodRatio = 2 * diff(f$loglik), score = f$score, wald = unname(f$wald.test), n = f$n, events = f$nevent)
  if (!is.null(f$naive.var)) g$naive <- sqrt(diag(f$naive.var))
  g
}
rhs <- list(
  lung = Surv(time, event) ~ age + sex + ecog + karno + loss,
  veteran = Surv(time, event) ~ trt + small + adeno + large + karno + months + age + prior,
  ovarian = Surv(time, event) ~ age + resid + rx + ecog,
  colon = Surv(time, event) ~ lev + lev5fu + sex + age + obstruct + adhere + nodes + differ + extent + late,
  cgd = Surv(tstart, tstop, event) ~ treat + age + male + autosomal + steroids,
  heart = Surv(tstart, tstop, event) ~ age + year + surgery + transplant,
  pbcseq = Surv(tstart, tstop, event) ~ bili + age + edema + albumin + protime,
  mgus2 = Surv(time, cause == 2) ~ age + male + hgb + mspike,
  nwtco = Surv(time, event) ~ stage + histol + months,
  rotterdam = Surv(time, event) ~ age + meno + large + grade + nodes + hormon + chemo,
  retinopathy = Surv(time, event) ~ trt + adult + age + risk,
  jasa = Surv(time, event) ~ age + surgery + transplant)
stratum <- list(lung = "sex", colon = "differ", cgd = "hospital", heart = "surgery", rotterdam = "grade", veteran = "trt")
clustered <- c("cgd", "heart", "pbcseq", "retinopathy")
models <- list()
for (name in names(rhs)) for (ties in c("efron", "breslow"))
  models[[paste(name, ties)]] <- c(list(data = name, ties = ties, terms = all.vars(rhs[[name]][[3]])), figures(fit(rhs[[name]], data[[name]], ties = ties)))
for (name in names(stratum)) {
  terms <- setdiff(all.vars(rhs[[name]][[3]]), stratum[[name]])
  f <- reformulate(c(terms, sprintf("strata(%s)", stratum[[name]])), rhs[[name]][[2]])
  models[[paste(name, "strata")]] <- c(list(data = name, ties = "efron", terms = terms, strata = stratum[[name]]), figures(fit(f, data[[name]], ties = "efron")))
}
for (name in clustered) {
  d <- data[[name]]
  models[[paste(name, "cluster")]] <- c(list(data = name, ties = "efron", terms = all.vars(rhs[[name]][[3]]), cluster = TRUE),
    figures(fit(rhs[[name]], d, ties = "efron", cluster = d$id)))
}
for (name in c("lung", "cgd", "rotterdam")) {
  d <- data[[name]]; w <- 0.5 + seq_len(nrow(d)) %% 5 / 4
  for (ties in c("efron", "breslow"))
    models[[paste(name, "weights", ties)]] <- c(list(data = name, ties = ties, terms = all.vars(rhs[[name]][[3]]), weights = TRUE),
      figures(fit(rhs[[name]], d, ties = ties, weights = w)))
}
exact <- list()
for (name in c("lung", "veteran", "ovarian", "cgd", "heart", "jasa"))
  exact[[name]] <- c(list(terms = all.vars(rhs[[name]][[3]])), figures(fit(rhs[[name]], data[[name]], ties = "exact")))

# Profile bounds: where the partial likelihood with one coefficient held (an offset) has fallen by half a quantile.
profile <- function(name, k, level = 0.95) {
  terms <- all.vars(rhs[[name]][[3]]); f <- fit(rhs[[name]], data[[name]], ties = "efron")
  others <- reformulate(c(if (length(terms) > 1) terms[-k] else "1", "offset(held)"), rhs[[name]][[2]])
  fall <- function(value) {
    d <- data[[name]]; d$held <- value * d[[terms[k]]]
    g <- fit(others, d); 2 * (f$loglik[2] - g$loglik[length(g$loglik)]) - qchisq(level, 1)
  }
  se <- sqrt(vcov(f)[k, k]); b <- coef(f)[k]
  c(uniroot(fall, c(b - 4 * se, b), tol = 1e-13)$root, uniroot(fall, c(b, b + 4 * se), tol = 1e-13)$root)
}
profiles <- list(ovarian = lapply(1:2, function(k) profile("ovarian", k)), heart = lapply(c(1, 4), function(k) profile("heart", k)),
  veteran = list(profile("veteran", 5)))
zph <- list()
for (name in c("veteran", "lung", "heart", "cgd", "colon")) for (ties in c("efron", "breslow")) {
  f <- fit(rhs[[name]], data[[name]], ties = ties)
  zph[[paste(name, ties)]] <- list(data = name, ties = ties, terms = all.vars(rhs[[name]][[3]]),
    tests = sapply(c("km", "identity", "rank", "log"), function(t) unname(cox.zph(f, t)$table[, "chisq"]), simplify = FALSE))
}
d <- data$lung; w <- 0.5 + seq_len(nrow(d)) %% 5 / 4
fz <- fit(Surv(time, event) ~ age + ecog + karno + strata(sex), d, weights = w)
zph$strata <- list(data = "lung", ties = "efron", terms = c("age", "ecog", "karno"), strata = "sex", weights = TRUE,
  tests = sapply(c("km", "identity"), function(t) unname(cox.zph(fz, t)$table[, "chisq"]), simplify = FALSE))
residual <- list()
for (name in c("jasa", "heart", "ovarian", "lung")) for (ties in c("efron", "breslow")) {
  f <- fit(rhs[[name]], data[[name]], ties = ties)
  if (name %in% c("lung", "heart") && ties == "breslow") next
  r <- sapply(c("martingale", "deviance", "score", "dfbeta", "dfbetas"), function(t) unname(residuals(f, t)), simplify = FALSE)
  r$schoenfeld <- unname(residuals(f, "schoenfeld")); r$scaledsch <- unname(residuals(f, "scaledsch"))
  r[] <- lapply(r, function(m) if (is.matrix(m)) {dimnames(m) <- NULL; m} else as.vector(m))
  residual[[paste(name, ties)]] <- c(list(data = name, ties = ties, terms = all.vars(rhs[[name]][[3]])), r)
}
curves <- list()
for (name in c("lung", "heart", "cgd")) for (ties in c("efron", "breslow")) {
  f <- fit(rhs[[name]], data[[name]], ties = ties)
  new <- data[[name]][c(1, 7), ]
  s <- survfit(f, newdata = new, conf.type = if (ties == "efron") "log" else "log-log"); at <- s$n.event > 0
  m <- function(x) unname(as.matrix(x)[at, ])
  curves[[paste(name, ties)]] <- list(data = name, ties = ties, terms = all.vars(rhs[[name]][[3]]), rows = c(0, 6), time = s$time[at],
    nRisk = s$n.risk[at], nEvent = s$n.event[at], surv = m(s$surv), cumHaz = m(s$cumhaz), seCumHaz = m(s$std.err), lower = m(s$lower), upper = m(s$upper))
}
f <- fit(Surv(time, event) ~ age + ecog + strata(sex), data$lung, weights = w)
b <- survfit(f, newdata = data.frame(age = 0, ecog = 0, sex = c(0, 1)), se.fit = TRUE)
at <- b$n.event > 0
curves$baseline <- list(time = b$time[at], cumHaz = b$cumhaz[at], seCumHaz = b$std.err[at])
write_json(list(source = "test/oracle/survivalCox.R", call = "coxph(ties =, weights =, cluster =, control = coxph.control(eps = 1e-14)); cox.zph; residuals; survfit",
  versions = list(R = as.character(getRversion()), survival = as.character(packageVersion("survival"))),
  models = models, exact = exact, profiles = profiles, zph = zph), "test/oracle/survivalCox.json", digits = I(15), auto_unbox = TRUE, matrix = "columnmajor")
write_json(list(source = "test/oracle/survivalCox.R", call = "residuals(coxph, type =); survfit(coxph, newdata =)",
  versions = list(R = as.character(getRversion()), survival = as.character(packageVersion("survival"))),
  residuals = residual, curves = curves), "test/oracle/survivalCoxResiduals.json", digits = I(12), auto_unbox = TRUE, matrix = "columnmajor")
