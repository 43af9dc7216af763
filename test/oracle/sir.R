# Intervals for a Poisson mean, tests over groups, direct standardisation and a small SIR, by R.
suppressPackageStartupMessages({library(popEpi); library(data.table); library(jsonlite)})
counts <- c(0, 1, 2, 3, 5, 10, 20, 57, 100, 1000, 20000)
levels <- c(0.90, 0.95, 0.99)
root <- function(f, lower, upper) uniroot(f, c(lower, upper), tol = 1e-13 * max(1, upper), maxiter = 10000)$root
intervals <- do.call(rbind, lapply(levels, function(level) do.call(rbind, lapply(counts, function(o) {
  a <- (1 - level) / 2
  z <- qnorm(1 - a)
  exact <- c(if (o == 0) 0 else qgamma(a, o), qgamma(a, o + 1, lower.tail = FALSE))
  byar <- c(if (o == 0) 0 else max(0, o * (1 - 1 / (9 * o) - z / (3 * sqrt(o)))^3),
    (o + 1) * (1 - 1 / (9 * (o + 1)) + z / (3 * sqrt(o + 1)))^3)
  lowerMid <- if (o == 0) 0 else
    root(function(m) ppois(o - 1, m, lower.tail = FALSE) - dpois(o, m) / 2 - a, exact[1] * 0.9, o)
  upperMid <- root(function(m) ppois(o, m) - dpois(o, m) / 2 - a, max(o, 1e-9), exact[2] * 1.1)
  data.frame(level, count = o, exactLower = exact[1], exactUpper = exact[2], byarLower = byar[1],
    byarUpper = byar[2], midLower = lowerMid, midUpper = upperMid)
}))))

observed <- c(12, 30, 7, 22, 3)
expected <- c(9.3, 21.7, 8.1, 11.2, 4.9)
score <- c(0, 1.3, 2.5, 7.2, 15)
null <- glm(observed ~ 1 + offset(log(expected)), family = poisson, control = list(epsilon = 1e-14))
heterogeneity <- anova(null, update(null, . ~ factor(1:5) + offset(log(expected))), test = "Rao")
trend <- anova(null, update(null, . ~ score + offset(log(expected))), test = "Rao")

cases <- c(3, 0, 11, 25)
pyr <- c(12000, 8300.5, 15210, 9000)
weights <- c(0.3, 0.3, 0.25, 0.15)
share <- weights / sum(weights) / pyr
rate <- sum(share * cases)
v <- sum(share^2 * cases)
m <- max(share)
direct <- list(estimate = rate, se = sqrt(v), crude = sum(cases) / sum(pyr),
  lower = qgamma(0.025, rate^2 / v, scale = v / rate),
  upper = qgamma(0.975, (rate + m)^2 / (v + m^2), scale = (v + m^2) / (rate + m)))

# A cohort of 12 cells against reference rates by sex, age and year.
cohort <- CJ(sex = 0:1, age = c(0, 5, 10), year = c(1990, 2000))
cohort[, `:=`(days = c(40113, 25555, 61020, 30021, 10200, 8000, 41777, 22222, 59313, 33333, 9999, 12345),
  cases = c(3, 2, 1, 0, 1, 1, 4, 0, 2, 1, 0, 0))]
cohort[, pyr := days / 365.25]
rates <- CJ(sex = 0:1, age = c(0, 5, 10), year = c(1990, 2000))
rates[, rate := c(9.1, 9.4, 4.2, 4.4, 3.1, 3.3, 10.2, 10.9, 4.9, 5.1, 3.6, 3.9) * 1e-3]
fit <- sir(cohort, coh.obs = "cases", coh.pyrs = "pyr", ref.data = rates, ref.rate = "rate",
  adjust = c("sex", "age", "year"), conf.type = "univariate")
bySex <- sir(cohort, coh.obs = "cases", coh.pyrs = "pyr", ref.data = rates, ref.rate = "rate",
  adjust = c("sex", "age", "year"), print = "sex", conf.type = "univariate")

write_json(list(
  source = "test/oracle/sir.R",
  call = "qgamma; uniroot(ppois - dpois / 2); anova(glm, test = 'Rao'); popEpi::sir(conf.type = 'univariate')",
  versions = list(R = as.character(getRversion()), popEpi = as.character(packageVersion("popEpi"))),
  intervals = intervals,
  groups = list(observed = observed, expected = expected, score = score,
    heterogeneity = list(statistic = heterogeneity$Rao[2], p = heterogeneity[["Pr(>Chi)"]][2]),
    trend = list(statistic = trend$Rao[2], p = trend[["Pr(>Chi)"]][2])),
  direct = list(cases = cases, pyr = pyr, weights = weights, expected = direct),
  cohort = cohort, rates = rates,
  expected = list(observed = fit$observed, expected = fit$expected, pyr = fit$pyrs, sir = fit$sir,
    lower = fit[["sir.lo"]], upper = fit[["sir.hi"]],
    bySex = list(observed = bySex$observed, expected = bySex$expected))
), "test/oracle/sir.json", digits = I(17), dataframe = "columns", auto_unbox = TRUE, pretty = FALSE)
