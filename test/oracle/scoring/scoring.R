# Fisher scoring over every parameter of a Poisson or negative binomial model, those of strata included, with
# complex-step derivatives (exact to rounding), to a score statistic below 1e-22; and bounds as roots of the deviance
# or of Rao's statistic, every point refitted to the same end. A model is a list: size of the excess, ratio(theta,
# data), absolute(theta, data), strata, intercept, given, loglinear, weights, nb.
fit <- function(D, model, theta, held = integer(0), tau = if (isTRUE(model$nb)) 0.1 else 0, freeTau = isTRUE(model$nb)) {
  q <- length(theta) - if (isTRUE(model$strata)) max(D$stratum) else 0
  base <- D$pyr * if (isTRUE(model$given)) D$rate else 1
  x <- as.matrix(D[, model$loglinear, drop = FALSE]); if (isTRUE(model$intercept)) x <- cbind(1, x)
  mu <- function(t) {
    b <- base * model$ratio(t[seq_len(model$size)], D)
    if (ncol(x) > 0) b <- b * exp(as.vector(x %*% t[model$size + seq_len(ncol(x))]))
    if (isTRUE(model$strata)) b <- b * exp(t[q + D$stratum])
    if (!is.null(model$absolute)) b <- b + D$pyr * model$absolute(t[seq_len(model$size)], D)
    b }
  weights <- if (is.null(model$weights)) 1 else D[[model$weights]]
  ks <- D$cases
  ll <- function(t, tau) { m <- mu(t); if (any(!is.finite(m)) || any(m <= 0)) return(-Inf)
    if (tau == 0) sum(weights * dpois(ks, m, log = TRUE)) else sum(sapply(seq_along(ks), function(i) sum(log1p(tau * (seq_len(max(ks[i], 1)) - 1)))) + ks * log(m) - (ks + 1 / tau) * log1p(tau * m) - lgamma(ks + 1)) }
  slope <- function(t, tau) { m <- mu(t); sum(sapply(ks, function(c) { k <- seq_len(max(c, 1)) - 1; sum(k / (1 + tau * k)) }) + log1p(tau * m) / tau^2 - m * (ks + 1 / tau) / (1 + tau * m)) }
  free <- setdiff(seq_along(theta), held); value <- ll(theta, tau)
  if (!is.finite(value)) return(list(logLik = -Inf))
  jac <- function(t, which) sapply(which, function(k) { s <- as.complex(t); s[k] <- s[k] + 1e-30i; Im(mu(s)) / 1e-30 })
  for (iteration in 1:5000) {
    m <- mu(theta); J <- jac(theta, free); v <- m * (1 + tau * m) / weights
    score <- colSums(J * ((ks - m) / v)); information <- crossprod(J / sqrt(v)); s <- 1 / sqrt(diag(information))
    step <- s * solve(information * outer(s, s), s * score)
    for (halving in 0:40) { trial <- theta; trial[free] <- theta[free] + step / 2^halving; new <- ll(trial, tau); if (new >= value - 1e-12 * abs(value)) break }
    theta <- trial; value <- new; old <- tau
    if (freeTau) { if (slope(theta, 1e-6) <= 0) stop("tau at 0"); tau <- uniroot(function(u) slope(theta, u), c(1e-6, 20), tol = 1e-15)$root; value <- ll(theta, tau) }
    if (sum(step * score) < 1e-22 && abs(tau - old) < 1e-13) break
  }
  m <- mu(theta); J <- jac(theta, seq_along(theta)); v <- m * (1 + tau * m) / weights
  information <- crossprod(J / sqrt(v)); u <- colSums(J * ((ks - m) / v))
  list(theta = theta, tau = tau, logLik = value, mu = m, left = sum(step * score), iterations = iteration,
    se = function() { s <- 1 / sqrt(diag(information)); sqrt(diag(solve(information * outer(s, s)))) * s },
    rao = function(k) { s <- 1 / sqrt(diag(information)); r <- rep(0, length(u)); r[k] <- u[k]; sum(r * s * solve(information * outer(s, s), s * r)) }) }
root <- function(D, model, full, k, direction, level, se, what) {
  last <- full
  f <- function(v) { start <- last$theta; start[k] <- v; r <- fit(D, model, start, k, last$tau); if (!is.finite(r$logLik)) return(NA); last <<- r
    (if (what == "profile") 2 * (full$logLik - r$logLik) else r$rao(k)) - qchisq(level, 1) }
  near <- full$theta[k]; step <- se
  repeat { far <- near + direction * step; at <- f(far); if (is.na(at)) { step <- step / 2; last <- full; if (step < 1e-9 * se) return(NA); next }; if (at > 0) break; near <- far }
  last <- full; uniroot(f, sort(c(near, far)), tol = 1e-13 * abs(far), maxiter = 200)$root }
