# Rubin's rules by mice::pool on nhanes, and chained equations by mice with 400 imputations of simulated rows.
suppressPackageStartupMessages({library(mice); library(jsonlite)})
imp <- mice(nhanes, m = 6, seed = 20261124, printFlag = FALSE)
fits <- with(imp, lm(chl ~ age + bmi))
pooled <- pool(fits)$pooled
summarised <- summary(pool(fits), conf.int = TRUE)
fixed <- pool.scalar(c(1.1, 0.9, 1.4, 1.2), c(0.04, 0.05, 0.045, 0.06), n = Inf)
set.seed(7)
n <- 240
x <- round(rnorm(n), 4)
z <- rbinom(n, 1, plogis(0.3 + 0.8 * x))
w <- round(exp(0.4 * x + 0.5 * z + rnorm(n, sd = 0.6)), 4)
y <- round(1 + 0.7 * x - 0.5 * z + 0.3 * w + rnorm(n), 4)
full <- data.frame(x, z, w, y)
gone <- full
gone$z[runif(n) < plogis(-1.2 + 0.8 * y - 0.8)] <- NA
gone$w[runif(n) < plogis(-1 + 0.7 * x)] <- NA
gone$y[runif(n) < 0.15] <- NA
many <- function(methods, seed) {
  data <- gone
  data$z <- factor(data$z)
  imp <- mice(data, m = 400, maxit = 10, method = methods, seed = seed, printFlag = FALSE)
  fit <- with(imp, lm(y ~ x + z + w))
  pooled <- pool(fit)$pooled
  list(estimate = pooled$estimate, within = pooled$ubar, between = pooled$b, m = 400)
}
list1 <- function(...) list(...)
write_json(list(source = "test/oracle/imputation.R", call = "pool(with(mice(nhanes), lm(chl ~ age + bmi))); pool.scalar; mice(m = 400)",
  R = as.character(getRversion()), packages = list(mice = as.character(packageVersion("mice"))),
  pool = list(estimates = lapply(1:3, function(k) sapply(fits$analyses, function(f) unname(coef(f)[k]))),
    ses = lapply(1:3, function(k) sapply(fits$analyses, function(f) unname(sqrt(vcov(f)[k, k])))),
    pooled = pooled[, c("estimate", "ubar", "b", "t", "dfcom", "df", "riv", "lambda", "fmi")],
    se = summarised$std.error, statistic = summarised$statistic, p = summarised$p.value, lower = summarised[["2.5 %"]], upper = summarised[["97.5 %"]]),
  scalar = list(q = c(1.1, 0.9, 1.4, 1.2), u = c(0.04, 0.05, 0.045, 0.06), qbar = fixed$qbar, t = fixed$t, df = fixed$df, fmi = fixed$fmi),
  rows = as.list(gone), chained = list(pmm = many(c("", "logreg", "pmm", "pmm"), 11), normal = many(c("", "logreg", "norm", "norm"), 12))),
  "test/oracle/imputation.json", digits = I(17), dataframe = "columns", auto_unbox = TRUE, na = "null", pretty = FALSE)
