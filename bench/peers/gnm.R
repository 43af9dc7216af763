# gnm::gnm with the log of 1 + beta * dose as a nonlinear term and the strata eliminated.
source("bench/peers/measure.R")
suppressPackageStartupMessages(library(gnm))
logExcess <- function(dose) {
  list(predictors = list(beta = 1), variables = list(substitute(dose)),
    term = function(predictors, variables) paste0("log(1 + ", predictors, " * ", variables, ")"),
    start = function(theta) rep(0.1, length(theta)))
}
class(logExcess) <- "nonlin"
cells <- as.data.frame(columns())
cells$strata <- factor(cells$strata)
measure(function() {
  gnm(cases ~ logExcess(dose) + offset(log(pyr)), eliminate = strata, family = poisson, data = cells, verbose = FALSE)
}, function(fit) {
  beta <- coef(summary(fit))["beta", ]
  c(beta[["Estimate"]], beta[["Std. Error"]], deviance(fit))
})
