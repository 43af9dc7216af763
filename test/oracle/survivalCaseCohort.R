# Case-cohort regressions of three cohorts by survival::cch; cch itself calls coxph with its usual control, so that it is given
# a tighter one here.
suppressPackageStartupMessages({library(survival); library(jsonlite)})
tight <- survival::coxph.control
formals(tight)$eps <- 1e-14; formals(tight)$toler.chol <- 1e-15
assignInNamespace("coxph.control", tight, "survival")
data <- lapply(fromJSON("test/oracle/survivalData.json"), as.data.frame)
# Subcohorts of nwtco as it came, of the others a sixth by their number.
sixth <- function(rows) as.integer((7919 * seq_len(rows)) %% 6 == 0)
nwtco <- data$nwtco; nwtco$years <- nwtco$months / 12; nwtco$stratum <- nwtco$histol
mgus2 <- data$mgus2; mgus2$event <- as.integer(mgus2$cause == 1); mgus2$sub <- sixth(nrow(mgus2)); mgus2$stratum <- mgus2$male
rotterdam <- data$rotterdam; rotterdam$sub <- sixth(nrow(rotterdam)); rotterdam$stratum <- rotterdam$meno
cases <- function(cohort, formula) {
  cohort$id <- seq_len(nrow(cohort)); size <- nrow(cohort); sizes <- table(cohort$stratum)
  sample <- cohort[cohort$sub == 1 | cohort$event == 1, ]
  fit <- function(method, ...) {
    f <- suppressWarnings(cch(formula, data = sample, subcoh = ~sub, id = ~id, method = method, ...))
    list(estimate = unname(coef(f)), se = unname(sqrt(diag(f$var))))
  }
  list(rows = as.integer(rownames(sample)) - 1, size = size, sizes = as.vector(sizes),
    sub = sample$sub, stratum = sample$stratum,
    "prentice" = fit("Prentice", cohort.size = size), "self-prentice" = fit("SelfPrentice", cohort.size = size),
    "lin-ying" = fit("LinYing", cohort.size = size), "borgan-1" = fit("I.Borgan", stratum = ~stratum, cohort.size = sizes),
    "borgan-2" = fit("II.Borgan", stratum = ~stratum, cohort.size = sizes))
}
write_json(list(source = "test/oracle/survivalCaseCohort.R", call = "cch(method =)",
  versions = list(R = as.character(getRversion()), survival = as.character(packageVersion("survival"))),
  nwtco = cases(nwtco, Surv(time, event) ~ stage + histol + years),
  mgus2 = cases(mgus2, Surv(time, event) ~ age + male + mspike),
  rotterdam = cases(rotterdam, Surv(time, event) ~ age + nodes + grade + large)),
  "test/oracle/survivalCaseCohort.json", digits = I(15), auto_unbox = TRUE)
