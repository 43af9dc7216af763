# Cox regression with a linear excess relative risk, (1 + sum(b d) exp(g z)) exp(a x): R has none, so the partial
# likelihood is written out by hand, maximised by Newton's method on its analytic gradient, with an information from
# Richardson differences of that gradient.
suppressPackageStartupMessages({library(jsonlite)})
data <- lapply(fromJSON("test/oracle/survivalData.json"), as.data.frame)
model <- function(d, start, stop, event, dose, modifiers = NULL, loglinear = NULL, ties = "efron", strata = rep(0, length(stop))) {
  D <- as.matrix(dose); Z <- if (is.null(modifiers)) matrix(0, nrow(D), 0) else as.matrix(modifiers)
  X <- if (is.null(loglinear)) matrix(0, nrow(D), 0) else scale(as.matrix(loglinear), scale = FALSE)
  m <- ncol(D); g <- ncol(Z); q <- ncol(X)
  # A row an event time (of a stratum): who is at risk, who has the event.
  times <- unique(data.frame(s = strata[event == 1], t = stop[event == 1]))
  risk <- 1 * (outer(times$s, strata, "==") & outer(times$t, start, ">") & outer(times$t, stop, "<="))
  dead <- risk * outer(times$t, stop, "==") * rep(event, each = nrow(times))
  count <- rowSums(dead)
  parts <- function(theta) {
    excess <- as.vector(D %*% theta[1:m]); scale <- if (g) as.vector(exp(Z %*% theta[m + 1:g])) else rep(1, nrow(D))
    T <- 1 + excess * scale
    slope <- cbind(D * scale / T, Z * (excess * scale / T), X)
    list(T = T, eta = log(T) + if (q) as.vector(X %*% theta[m + g + 1:q]) else 0, slope = slope)
  }
  value <- function(theta) {
    p <- parts(theta); if (any(p$T <= 0)) return(list(logLik = -Inf)); r <- exp(p$eta)
    S <- risk %*% (r * cbind(1, p$slope)); A <- dead %*% (r * cbind(1, p$slope))
    ll <- sum(event * p$eta); U <- colSums(event * p$slope)
    for (j in seq_len(max(count))) {
      k <- count >= j; f <- if (ties == "efron") (j - 1) / count[k] else 0
      Z <- S[k, , drop = FALSE] - f * A[k, , drop = FALSE]
      ll <- ll - sum(log(Z[, 1])); U <- U - colSums(Z[, -1, drop = FALSE] / Z[, 1])
    }
    list(logLik = ll, U = U)
  }
  information <- function(theta) -sapply(seq_along(theta), function(k) {
    central <- function(h) {e <- replace(0 * theta, k, h); (value(theta + e)$U - value(theta - e)$U) / (2 * h)}
    h <- if (k <= m) 1e-2 * (theta[k] + 1 / max(D[, k])) else 1e-2 * max(abs(theta[k]), 0.02)
    a <- sapply(h / 2^(0:3), central); a <- matrix(a, ncol = 4)
    for (j in 1:3) a <- (4^j * a[, -1, drop = FALSE] - a[, -ncol(a), drop = FALSE]) / (4^j - 1)
    as.vector(a)
  })
  theta <- rep(0, m + g + q); theta[1:m] <- 0.2 / apply(D, 2, sd)
  o <- optim(theta, function(t) {v <- -value(t)$logLik; if (is.finite(v)) v else 1e10}, function(t) {u <- value(t)$U; if (is.null(u)) 0 * t else -u}, method = "BFGS", control = list(maxit = 1000, reltol = 1e-15, parscale = c(0.1 / apply(D, 2, sd), rep(0.1, g), if (q) 0.1 / apply(X, 2, sd))))
  theta <- o$par
  for (i in 1:8) theta <- theta + solve(information(theta), value(theta)$U)
  best <- value(theta); V <- solve(information(theta))
  bound <- function(side) {
    held <- theta
    fall <- function(b) {
      if (length(theta) > 1) {
        t <- held
        for (i in 1:12) {full <- replace(t, 1, b); u <- value(full)$U[-1]; step <- solve(information(full)[-1, -1, drop = FALSE], u); t[-1] <- t[-1] + step; if (max(abs(step)) < 1e-12) break}
        held <<- t
      } else t <- theta
      2 * (best$logLik - value(replace(t, 1, b))$logLik) - qchisq(0.95, 1)
    }
    # Step outwards, warm, until the level is passed.
    inner <- theta[1]
    repeat {
      outer <- if (side > 0) inner + 0.25 * sqrt(V[1, 1]) else max(inner - 0.25 * sqrt(V[1, 1]), (inner - 0.9999 / max(D[, 1])) / 2)
      if (fall(outer) > 0) break
      inner <- outer
    }
    uniroot(fall, sort(c(inner, outer)), tol = 1e-12)$root
  }
  list(estimate = theta, se = sqrt(diag(V)), logLik = best$logLik, nullLogLik = value(0 * theta)$logLik, ties = ties,
    upper = tryCatch(bound(1), error = function(e) "NA"), lower = tryCatch(bound(-1), error = function(e) "NA"))
}
colon <- data$colon; pbc <- data$pbcseq; cgd <- data$cgd; rott <- data$rotterdam[seq(1, 2982, by = 3), ]; vet <- data$veteran
write_json(list(source = "test/oracle/survivalExcess.R", call = "partial likelihood by hand, optim(BFGS) and Newton",
  versions = list(R = as.character(getRversion())),
  colon = model(colon, 0 * colon$time, colon$time, colon$event, colon["nodes"], NULL, colon[c("lev", "lev5fu", "age")]),
  colonBreslow = model(colon, 0 * colon$time, colon$time, colon$event, colon["nodes"], NULL, colon[c("lev", "lev5fu", "age")], ties = "breslow"),
  colonStrata = model(colon, 0 * colon$time, colon$time, colon$event, colon[c("nodes", "obstruct")], NULL, colon["age"], strata = colon$differ),
  pbcseq = model(pbc, pbc$tstart, pbc$tstop, pbc$event, pbc["edema"], pbc["trt"], pbc[c("age", "albumin")]),
  rotterdam = model(rott, 0 * rott$time, rott$time, rott$event, rott["nodes"], data.frame(meno = rott$meno, high = rott$grade - 2), rott["hormon"]),
  veteran = model(vet, 0 * vet$time, vet$time, vet$event, vet["months"])),
  "test/oracle/survivalExcess.json", digits = I(15), auto_unbox = TRUE)
