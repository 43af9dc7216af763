# Restricted cubic splines and Harrell's knots, by Hmisc.
suppressPackageStartupMessages({library(Hmisc); library(jsonlite)})
x <- c(-3, 0, 0.7, 1, 1.4, 2, 2.9, 3.3, 4.8, 5, 6.1, 7, 9.5, 12, 20)
knots <- c(0.5, 2, 3.5, 7)
spline <- rcspline.eval(x, knots = knots, inclx = TRUE, norm = 2)
attributes(spline) <- list(dim = dim(spline))
set.seed(1)
values <- round(rgamma(150, 2, 0.3), 3)
quantiles <- lapply(3:7, function(nk) as.numeric(rcspline.eval(values, nk = nk, knots.only = TRUE)))
names(quantiles) <- 3:7
write_json(list(source = "Made up; values are 150 draws of a gamma distribution, rounded.",
  call = c("Hmisc::rcspline.eval(x, knots, inclx = TRUE, norm = 2)", "Hmisc::rcspline.eval(values, nk, knots.only = TRUE)"),
  R = R.version.string, packages = list(Hmisc = as.character(packageVersion("Hmisc"))),
  x = x, knots = knots, spline = lapply(seq_len(ncol(spline)), function(k) spline[, k]),
  values = values, quantiles = quantiles),
  "test/oracle/restrictedCubicSpline.json", digits = NA, auto_unbox = TRUE, pretty = TRUE)
