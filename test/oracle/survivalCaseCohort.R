# Case-cohort regressions of nwtco by survival::cch; cch itself calls coxph with its usual control, so that it is given
# a tighter one here.
suppressPackageStartupMessages({library(survival); library(jsonlite)})
tight <- survival::coxph.control
formals(tight)$eps <- 1e-14; formals(tight)$toler.chol <- 1e-15
assignInNamespace("coxph.control", tight, "survival")
nwtco <- as.data.frame(fromJSON("test/oracle/survivalData.json")$nwtco)
nwtco$id <- seq_len(nrow(nwtco)); nwtco$years <- nwtco$months / 12
sample <- nwtco[nwtco$sub == 1 | nwtco$event == 1, ]; sample$stratum <- sample$histol
sizes <- table(nwtco$histol)
fit <- function(method, ...) {
  f <- suppressWarnings(cch(Surv(time, event) ~ stage + histol + years, data = sample, subcoh = ~sub, id = ~id, method = method, ...))
  list(estimate = unname(coef(f)), se = unname(sqrt(diag(f$var))))
}
write_json(list(source = "test/oracle/survivalCaseCohort.R", call = "cch(method =)", versions = list(R = as.character(getRversion()), survival = as.character(packageVersion("survival"))),
  rows = as.integer(rownames(sample)) - 1, size = nrow(nwtco), sizes = as.vector(sizes),
  "prentice" = fit("Prentice", cohort.size = nrow(nwtco)), "self-prentice" = fit("SelfPrentice", cohort.size = nrow(nwtco)),
  "lin-ying" = fit("LinYing", cohort.size = nrow(nwtco)), "borgan-1" = fit("I.Borgan", stratum = ~stratum, cohort.size = sizes),
  "borgan-2" = fit("II.Borgan", stratum = ~stratum, cohort.size = sizes)), "test/oracle/survivalCaseCohort.json", digits = I(15), auto_unbox = TRUE)
