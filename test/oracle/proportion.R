# Wilson intervals and binomial ranks of order statistics.
library(jsonlite)
k <- c(0, 1, 5, 50, 99, 100, 3, 12345)
n <- c(10, 10, 10, 100, 100, 100, 1000, 54321)
level <- c(.95, .95, .9, .95, .99, .95, .95, .95)
bounds <- mapply(function(k, n, level) suppressWarnings(prop.test(k, n, conf.level = level, correct = FALSE))$conf.int, k, n, level)
sizes <- c(10, 20, 100, 1000); p <- c(.5, .75, .75, .9)
cat(toJSON(list(
  source = "none: counts made up", call = "prop.test(k, n, conf.level, correct = FALSE); qbinom",
  R = paste(R.version$major, R.version$minor, sep = "."), packages = list(),
  k = k, n = n, level = level, lower = bounds[1, ], upper = bounds[2, ],
  sizes = sizes, p = p, below = qbinom(.025, sizes, p), above = qbinom(.975, sizes, p) + 1
), digits = NA, auto_unbox = TRUE, pretty = TRUE), "\n", file = "test/oracle/proportion.json")
