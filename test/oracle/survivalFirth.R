# Cox regression with Firth's penalty: the penalised partial likelihood written by hand, maximised by optim and then by
# Newton steps on Richardson differences.
suppressPackageStartupMessages({library(jsonlite)})
data <- lapply(fromJSON("test/oracle/survivalData.json"), as.data.frame)
fit <- function(d, terms, ties, separate = FALSE) {
  X <- scale(as.matrix(d[terms]), scale = FALSE); times <- sort(unique(d$time[d$event == 1]))
  parts <- function(b) {
    r <- exp(as.vector(X %*% b)); l <- sum((X %*% b)[d$event == 1]); I <- 0
    for (t in times) {
      at <- d$time >= t; dead <- d$time == t & d$event == 1; n <- sum(dead)
      for (f in if (ties == "efron") (seq_len(n) - 1) / n else rep(0, n)) {
        w <- r * at - f * r * dead; z <- sum(w); m <- colSums(w * X) / z
        l <- l - log(z); I <- I + crossprod(X, w * X) / z - outer(m, m)
      }
    }
    list(value = l + 0.5 * as.vector(determinant(I)$modulus), I = I)
  }
  value <- function(b) parts(b)$value
  rich <- function(g, h) {a <- sapply(h / 2^(0:3), g); for (j in 1:3) a <- (4^j * a[-1] - a[-length(a)]) / (4^j - 1); a}
  p <- length(terms); sd <- apply(X, 2, sd)
  gradient <- function(b) sapply(1:p, function(k) rich(function(h) {e <- replace(numeric(p), k, h); (value(b + e) - value(b - e)) / (2 * h)}, 0.2 / sd[k]))
  o <- optim(rep(0, p), value, gradient, method = "BFGS", control = list(fnscale = -1, reltol = 1e-15, parscale = 1 / sd))
  b <- o$par
  for (i in 1:25) b <- b + solve(parts(b)$I, gradient(b))
  list(terms = terms, ties = ties, estimate = as.vector(b), se = sqrt(diag(solve(parts(b)$I))), logLik = value(b), nullLogLik = value(rep(0, p)))
}
ovarian <- data$ovarian
separated <- data.frame(time = c(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 4, 6), event = c(1, 1, 1, 0, 1, 0, 0, 0, 0, 1, 1, 0), x = c(1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 0), z = c(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8))
write_json(list(source = "test/oracle/survivalFirth.R", call = "optim(BFGS) and Newton on loglik + log(det(I)) / 2", versions = list(R = as.character(getRversion())),
  separated = separated, fits = list(ovarian = fit(ovarian, c("age", "resid", "rx"), "efron"), jasa = fit(data$jasa, c("age", "surgery"), "breslow"),
    separated = fit(separated, c("x", "z"), "efron"))), "test/oracle/survivalFirth.json", digits = I(14), auto_unbox = TRUE, dataframe = "columns")
