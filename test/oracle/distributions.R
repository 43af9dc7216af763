# Distribution functions of R in both tails, from the centre to 1e-300 and in logarithms beyond, and quantiles.
suppressPackageStartupMessages(library(jsonlite))
tails <- c(1e-300, 1e-200, 1e-100, 1e-50, 1e-20, 1e-12, 1e-7, 1e-4, 0.01, 0.025, 0.1, 0.3, 0.5)
shapes <- c(0.5, 1, 2.5, 10, 45, 99.5, 100, 1000, 1e5, 1e7, 1e9)
dfs <- c(1, 2, 3.7, 12, 60, 150, 1e3, 1e5, 1e9)

# All 17 digits of each number, which write_json would cut to 15; null where R has none.
exact <- function(x) structure(paste0("[", paste(ifelse(is.finite(x), sprintf("%.17g", x), "null"), collapse = ","), "]"), class = "json")

# Points where either tail is about one of `tails`, and both tails there with their logarithms.
at <- function(name, ...) {
  p <- get(paste0("p", name)); q <- get(paste0("q", name))
  x <- suppressWarnings(c(q(log(tails), ..., log.p = TRUE), q(log(tails), ..., lower.tail = FALSE, log.p = TRUE)))
  x <- unique(sort(signif(x[is.finite(x) & abs(x) > 1e-300], 10)))
  if (name == "beta") x <- x[x < 1]
  if (name == "binom") x <- x[x < ..1]
  list(x = exact(x), lower = exact(p(x, ...)), upper = exact(p(x, ..., lower.tail = FALSE)),
    logLower = exact(p(x, ..., log.p = TRUE)), logUpper = exact(p(x, ..., lower.tail = FALSE, log.p = TRUE)))
}
# Quantiles of the same probabilities.
quantiles <- function(name, ...) {
  q <- get(paste0("q", name))
  suppressWarnings(list(p = tails, lower = exact(q(tails, ...)), upper = exact(q(tails, ..., lower.tail = FALSE))))
}
grid <- function(name, parameters) lapply(seq_len(nrow(parameters)), function(i) {
  values <- as.list(parameters[i, , drop = FALSE])
  list(parameters = I(unname(unlist(values))), tails = do.call(at, c(list(name), unname(values))),
    quantiles = do.call(quantiles, c(list(name), unname(values))))
})
pairs <- function(a, b = a) expand.grid(a = a, b = b)
far <- c(-1e8, -1e5, -1000, -100, -40, -38.5)

write_json(list(
  source = "test/oracle/distributions.R",
  call = "pnorm, pgamma, pchisq, pt, pf, pbeta, ppois, pbinom in both tails with and without log.p; their quantiles",
  versions = list(R = as.character(getRversion())),
  normal = list(list(parameters = I(numeric()), tails = at("norm"), quantiles = quantiles("norm"))),
  normalFar = list(z = far, logLower = exact(pnorm(far, log.p = TRUE))),
  gamma = grid("gamma", data.frame(shape = shapes)),
  chiSquare = grid("chisq", data.frame(df = dfs)),
  studentT = grid("t", data.frame(df = dfs)),
  fisherF = grid("f", pairs(c(1, 3, 12, 1e3, 1e6), c(1, 4, 30, 1e3, 1e6))),
  beta = grid("beta", pairs(c(0.5, 1, 4, 30, 250, 1e4, 1e6))),
  poisson = grid("pois", data.frame(mean = c(0.1, 1, 7.3, 50, 1000, 1e5, 1e8))),
  binomial = grid("binom", data.frame(n = c(1, 10, 77, 1000, 1e5, 1e8), p = c(0.3, 0.5, 0.01, 0.2, 1e-4, 0.5)))
), "test/oracle/distributions.json", digits = NA, auto_unbox = TRUE, json_verbatim = TRUE)
