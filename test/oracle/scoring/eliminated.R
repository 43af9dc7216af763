# Fisher scoring over every parameter of a Poisson model as in scoring.R, for tables of thousands of strata: the
# information has a diagonal block for the strata, which block elimination solves. A model is a list: size of the
# excess, ratio(theta, data), absolute(theta, data), strata, intercept, given, loglinear, weights. Strata without cases
# have the background 0, where an absolute excess is the whole of a rate.
fitWide <- function(D, model, start = NULL, held = integer(0), rounds = 3000) {
  w <- if (is.null(model$weights)) rep(1, nrow(D)) else D[[model$weights]]
  base <- D$pyr * if (isTRUE(model$given)) D$rate else 1
  x <- as.matrix(D[, model$loglinear, drop = FALSE]); if (isTRUE(model$intercept)) x <- cbind(1, x)
  strata <- isTRUE(model$strata); K <- if (strata) max(D$stratum) else 0; S <- D$stratum
  p <- model$size + ncol(x); own <- seq_len(model$size)
  add <- function(v) as.vector(rowsum(v, S, reorder = TRUE))
  silent <- if (strata) add(w * D$cases) == 0 else logical(0)
  cases <- D$cases
  parts <- function(t, s) {
    b <- base * (if (is.null(model$ratio)) 1 else model$ratio(t[own], D))
    if (ncol(x) > 0) b <- b * exp(as.vector(x %*% t[model$size + seq_len(ncol(x))]))
    if (strata) b <- b * exp(s)[S]
    list(b = b, mu = if (is.null(model$absolute)) b else b + D$pyr * model$absolute(t[own], D)) }
  ll <- function(t, s) { m <- parts(t, s)$mu
    if (any(!is.finite(m)) || any(m < 0) || any(m <= 0 & w * cases > 0)) return(-Inf)
    sum(w * ifelse(m > 0, dpois(cases, m, log = TRUE), 0)) }
  if (is.null(start)) { theta <- c(model$start, numeric(p - model$size)); if (isTRUE(model$intercept)) theta[model$size + 1] <- log(sum(w * cases) / sum(w * base)) - 0.3
    s <- if (strata) log(add(w * cases) / add(w * base)) - 0.3 else numeric(0) } else { theta <- start$theta; s <- start$s }
  s[silent] <- -Inf
  free <- setdiff(seq_len(p), held); value <- ll(theta, s)
  if (!is.finite(value)) return(list(logLik = -Inf))
  jac <- function(t, which) vapply(which, function(k) { z <- as.complex(t); z[k] <- z[k] + 1e-30i; Im(parts(z, s)$mu) / 1e-30 }, numeric(nrow(D)))
  pieces <- function(which) { q <- parts(theta, s); J <- jac(theta, which); v <- ifelse(q$mu > 0, w / q$mu, 0); r <- ifelse(q$mu > 0, w * (cases / q$mu - 1), -w)
    out <- list(g = colSums(J * r), I = crossprod(J * sqrt(v)), mu = q$mu, J = J, v = v, r = r)
    if (strata) { out$h <- add(q$b * r); out$D <- add(q$b^2 * v); out$C <- rowsum(J * (q$b * v), S); out$D[silent] <- 1; out$h[silent] <- 0; out$C[silent, ] <- 0
      out$schur <- out$I - crossprod(out$C / sqrt(out$D)); out$g2 <- out$g - as.vector(crossprod(out$C, out$h / out$D)) } else { out$schur <- out$I; out$g2 <- out$g }
    out }
  left <- Inf
  for (iteration in seq_len(rounds)) {
    q <- pieces(free)
    dt <- numeric(0)
    if (length(free)) { z <- 1 / sqrt(diag(q$schur)); dt <- z * solve(q$schur * outer(z, z), z * q$g2) }
    ds <- if (strata) (q$h - if (length(free)) as.vector(q$C %*% dt) else 0) / q$D else numeric(0)
    left <- sum(dt * q$g) + if (strata) sum(ds * q$h) else 0
    for (halving in 0:40) { t2 <- theta; t2[free] <- theta[free] + dt / 2^halving; s2 <- s + ds / 2^halving; new <- ll(t2, s2)
      if (new >= value - 1e-12 * abs(value)) break }
    theta <- t2; s <- s2; value <- new
    if (left < 1e-22) break }
  q <- pieces(seq_len(p))
  list(theta = theta, s = s, logLik = value, mu = q$mu, left = left, iterations = iteration, gradient = q$g,
    se = function() { z <- 1 / sqrt(diag(q$schur)); sqrt(diag(solve(q$schur * outer(z, z)))) * z },
    rao = function(k) { z <- 1 / sqrt(diag(q$schur)); u <- numeric(p); u[k] <- q$g2[k]; sum(u * z * solve(q$schur * outer(z, z), z * u)) }) }
# A bound as root of the deviance ("profile") or of Rao's statistic ("score"); NA where the table sets an end to it.
rootWide <- function(D, model, full, k, direction, level, se, what = "profile") {
  last <- full
  f <- function(v) { start <- list(theta = last$theta, s = last$s); start$theta[k] <- v; r <- fitWide(D, model, start, k)
    if (!is.finite(r$logLik)) return(NA); stopifnot(r$left < 1e-18); last <<- r
    (if (what == "profile") 2 * (full$logLik - r$logLik) else r$rao(k)) - qchisq(level, 1) }
  near <- full$theta[k]; step <- se
  repeat { far <- near + direction * step; at <- f(far); if (is.na(at)) { step <- step / 2; last <- full; if (step < 1e-9 * se) return(NA); next }; if (at > 0) break; near <- far; if (abs(near - full$theta[k]) > 60 * se) return(NA) }
  last <- full; uniroot(f, sort(c(near, far)), tol = 1e-13 * abs(far), maxiter = 200)$root }
# Standard errors by the observed information: central differences, extrapolated, of the slope along the best strata.
observedWide <- function(D, model, full, se) {
  slope <- function(t) fitWide(D, model, list(theta = t, s = full$s), seq_along(t))$gradient
  H <- sapply(seq_along(se), function(k) { d <- function(h) { a <- b <- full$theta; a[k] <- a[k] + h; b[k] <- b[k] - h; (slope(a) - slope(b)) / (2 * h) }
    h <- 1e-2 * se[k]; (d(h) - 20 * d(h / 2) + 64 * d(h / 4)) / 45 })
  H <- -(H + t(H)) / 2; sqrt(diag(solve(H * outer(se, se)))) * se }
