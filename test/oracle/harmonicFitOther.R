# What harmonic fit must answer for data that no other witness uses: tables and specs as they are given to it, and
# the figures of survival, cmprsk, glm and lm for them.
suppressPackageStartupMessages({library(survival); library(cmprsk); library(jsonlite)})
invisible(Sys.setlocale("LC_COLLATE", "C"))
control <- coxph.control(eps = 1e-13, toler.chol = 1e-15, iter.max = 200)
set.seed(20)
text <- function(d) {d[] <- lapply(d, function(x) if (is.factor(x)) as.character(x) else x); d$w <- round(runif(nrow(d), 0.2, 3), 2); d}
tables <- list(
  pbc = text(pbc[c("time", "status", "trt", "age", "sex", "edema", "bili", "albumin", "stage")]),
  kidney = text(kidney), bladder2 = text(bladder2), stanford2 = text(stanford2[-1]), diabetic = text(diabetic[c("id", "laser", "trt", "risk", "time", "status")]),
  mgus1 = text(mgus1[c("start", "stop", "event", "age", "sex", "mspike")]),
  transplant = text(subset(transplant, futime > 0)[c("age", "sex", "year", "futime", "event")]),
  imotor = text(imotor), airquality = text(airquality), infert = text(infert[c("case", "stratum", "spontaneous", "induced")]), esoph = text(transform(esoph, n = ncases + ncontrols)))
se <- function(V) unname(sqrt(diag(as.matrix(V))))
cox <- function(m) list(coefficients = unname(coef(m)), "standard errors" = se(vcov(m)), "log-likelihood" = m$loglik[2],
  tests = unname(c(summary(m)$logtest[1], m$wald.test, m$score, m$rscore)))
curve <- function(m) {s <- summary(m, censored = TRUE); list(survival = s$surv, "standard errors" = s$std.err, lower = s$lower, upper = s$upper)}
incidence <- function(m, states) {
  pick <- function(x) as.vector(x[, match(states, m$states)]); list(incidences = pick(m$pstate), "standard errors" = pick(m$std.err))}
gray <- function(d) unname(cuminc(d$futime, d$event, d$sex, cencode = "censored")$Tests[c("ltx", "death", "withdraw"), "stat"])
fg <- function(m) list(coefficients = unname(coef(m)), "standard errors" = se(m$var))
response <- function(stop, status, event = 1, start = NULL) c(if (!is.null(start)) list(start = start), list(stop = stop, status = status, event = event))
witness <- function(peer, data, spec, figures) list(peer = peer, data = data, spec = spec, figures = figures)
t <- tables; category <- function(column) list(column = column, as = "category")
transplanted <- within(subset(t$transplant, !is.na(age)), {event <- factor(event, c("censored", "ltx", "death", "withdraw")); male <- as.numeric(sex == "m"); id <- seq_along(age)})
weighted <- finegray(Surv(futime, event) ~ age + male + year + id, transplanted, weights = w, etype = "death")
late <- within(t$mgus1, {event <- factor(event, c("censor", "pcm", "death")); male <- as.numeric(sex == "male"); id <- seq_along(age)})
lateRows <- finegray(Surv(start, stop, event) ~ age + male + id, late, id = id, etype = "pcm")
cases <- list(
  witness("coxph", "pbc", list(model = "cox", response = response("time", "status", 2), strata = list("stage"), loglinear = list("age", "sex", category("edema"), list(name = "logBili", expression = "log(bili)"), "albumin")),
    cox(coxph(Surv(time, status == 2) ~ age + I(sex == "m") + factor(edema) + log(bili) + albumin + strata(stage), t$pbc, control = control))),
  witness("coxph with cluster and weights", "kidney", list(model = "cox", response = response("time", "status"), weights = "w", cluster = "id", loglinear = list("age", "sex", "disease", "frail")),
    cox(coxph(Surv(time, status) ~ age + sex + disease + frail + cluster(id), t$kidney, weights = w, control = control))),
  witness("coxph with cluster and strata, Breslow", "bladder2", list(model = "cox", response = response("stop", "event", start = "start"), ties = "breslow", strata = list("enum"), cluster = "id", loglinear = list("rx", "number", "size")),
    cox(coxph(Surv(start, stop, event) ~ rx + number + size + strata(enum) + cluster(id), t$bladder2, ties = "breslow", control = control))),
  witness("coxph with exact ties", "stanford2", list(model = "cox", response = response("time", "status"), ties = "exact", loglinear = list("age", list(name = "square", expression = "age ^ 2"), "t5")),
    cox(coxph(Surv(time, status) ~ age + I(age^2) + t5, t$stanford2, ties = "exact", control = control))),
  witness("cox.zph(coxph)", "diabetic", list(model = "cox", response = response("time", "status"), loglinear = list("laser", "trt", "risk"), proportionalHazards = "km"),
    list("proportional hazards" = unname(cox.zph(coxph(Surv(time, status) ~ laser + trt + risk, t$diabetic, control = control), terms = FALSE)$table[c(4, 1:3), 1]))),
  witness("survfit(coxph)", "diabetic", list(model = "cox", response = response("time", "status"), strata = list("laser"), loglinear = list("trt", "risk"), curveAt = list(trt = 1, risk = 9)),
    {m <- coxph(Surv(time, status) ~ trt + risk + strata(laser), t$diabetic, control = control); s <- survfit(m, data.frame(trt = 1, risk = 9)); k <- s$n.event > 0
     list("predicted survival" = s$surv[k], "predicted lower" = s$lower[k], "predicted upper" = s$upper[k])}),
  witness("survfit", "kidney", list(model = "kaplan-meier", response = response("time", "status"), strata = list("disease"), weights = "w", interval = list(transform = "log-log", level = 0.9)),
    curve(survfit(Surv(time, status) ~ disease, t$kidney, weights = w, conf.type = "log-log", conf.int = 0.9))),
  witness("survfit with rmean", "imotor", list(model = "kaplan-meier", response = response("time", "status"), where = "temp > 150", strata = list("temp"), restrictedTo = 1400),
    {r <- summary(survfit(Surv(time, status) ~ temp, subset(t$imotor, temp > 150)), rmean = 1400)$table
     list("restricted means" = unname(r[, "rmean"]), "differences of means" = unname(r[-1, "rmean"] - r[1, "rmean"]), "errors of differences" = unname(sqrt(r[-1, "se(rmean)"]^2 + r[1, "se(rmean)"]^2)))}),
  witness("survdiff", "pbc", list(model = "log-rank", response = response("time", "status", 2), groups = list("edema"), strata = list("sex"), "fleming-harrington" = c(1, 0)),
    list("chi-square" = survdiff(Surv(time, status == 2) ~ edema + strata(sex), t$pbc, rho = 1)$chisq)),
  witness("survfit of several states, late entry", "mgus1", list(model = "aalen-johansen", response = list(start = "start", stop = "stop", status = "event", event = "pcm", competing = "death"), weights = "w"),
    incidence(survfit(Surv(start, stop, event) ~ 1, late, id = id, weights = w), c("pcm", "death"))),
  witness("cuminc", "transplant", list(model = "aalen-johansen", response = list(stop = "futime", status = "event", event = "ltx", competing = c("death", "withdraw")), strata = list("sex")),
    list("Gray's tests" = gray(t$transplant))),
  witness("crr", "transplant", list(model = "fine-gray", response = list(stop = "futime", status = "event", event = "death", competing = c("ltx", "withdraw")), loglinear = list("age", "sex", "year")),
    {m <- with(transplanted, crr(futime, event, cbind(age - 50, male, year - 1995), failcode = "death", cencode = "censored", gtol = 1e-12, maxiter = 100)); list(coefficients = unname(m$coef), "standard errors" = se(m$var), "log-likelihood" = m$loglik)}),
  witness("finegray with weights", "transplant", list(model = "fine-gray", response = list(stop = "futime", status = "event", event = "death", competing = c("ltx", "withdraw")), weights = "w", loglinear = list("age", "sex", "year")),
    fg(coxph(Surv(fgstart, fgstop, fgstatus) ~ age + male + year + cluster(id), weighted, weights = fgwt, ties = "breslow", control = control))),
  witness("finegray with late entry", "mgus1", list(model = "fine-gray", response = list(start = "start", stop = "stop", status = "event", event = "pcm", competing = "death"), loglinear = list("age", "sex")),
    fg(coxph(Surv(fgstart, fgstop, fgstatus) ~ age + male + cluster(id), lateRows, weights = fgwt, ties = "breslow", control = control))),
  witness("clogit", "diabetic", list(model = "conditional-logistic", response = list(case = "status", set = "id"), loglinear = list("trt", "risk")),
    cox(clogit(status ~ trt + risk + strata(id), t$diabetic, control = control))),
  witness("glm, binomial", "esoph", list(model = "logistic", response = list(events = "ncases", trials = "n"), terms = list("agegp", "alcgp")),
    {m <- glm(cbind(ncases, n - ncases) ~ agegp + alcgp, binomial, transform(t$esoph, agegp = as.character(agegp), alcgp = as.character(alcgp)), control = list(epsilon = 1e-15, maxit = 100)); list(coefficients = unname(coef(m)), "standard errors" = se(vcov(m)), "log-likelihood" = as.numeric(logLik(m)))}),
  witness("lm with weights", "airquality", list(model = "linear", response = list(value = "Ozone"), weights = "w", terms = list("Solar.R", "Wind", "Temp", category("Month"))),
    {m <- lm(Ozone ~ Solar.R + Wind + Temp + factor(Month), t$airquality, weights = w); list(coefficients = unname(coef(m)), "standard errors" = se(vcov(m)), "log-likelihood" = as.numeric(logLik(m)))}))
# A linear excess, whose likelihood survivalExcess.R writes out, with profile bounds at 90 %.
for (part in parse("test/oracle/survivalExcess.R")) if (length(part) == 3 && identical(part[[2]], quote(model)))
  model <- eval(parse(text = sub("qchisq(0.95, 1)", "qchisq(0.9, 1)", paste(deparse(part[[3]]), collapse = "\n"), fixed = TRUE))[[1]])
excess <- function(d, stop, event, dose, term, strata) {
  m <- model(d, 0 * stop, stop, event, d[dose], NULL, d[term], strata = strata)
  list(coefficients = m$estimate, "standard errors" = m$se, "log-likelihood" = m$logLik, "profile bounds" = c(m$lower, m$upper))}
at90 <- list(level = 0.9, methods = c("wald", "profile")); matched <- infert
cases <- c(cases, list(
  witness("optim and Newton on the likelihood by hand", "kidney", list(model = "cox", response = response("time", "status"), excess = list(dose = "age"), loglinear = list("sex"), interval = at90),
    excess(t$kidney, t$kidney$time, t$kidney$status, "age", "sex", 0 * t$kidney$time)),
  witness("optim and Newton on the likelihood by hand", "infert", list(model = "conditional-logistic", response = list(case = "case", set = "stratum"), excess = list(dose = "spontaneous"), loglinear = list("induced"), interval = at90),
    excess(matched, 1 + 0 * matched$case, matched$case, "spontaneous", "induced", matched$stratum))))
csv <- function(d) paste0(capture.output(write.csv(d, row.names = FALSE)), collapse = "\n")
write_json(list(source = "R's own data sets: survival, datasets", call = "as each case names",
  R = R.version.string, packages = lapply(c(survival = "survival", cmprsk = "cmprsk"), function(p) as.character(packageVersion(p))),
  tables = lapply(tables, csv), cases = cases), "test/oracle/harmonicFitOther.json", digits = I(17), auto_unbox = TRUE, pretty = FALSE)
