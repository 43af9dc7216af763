# As optim ends where the log-likelihood is flat to its last digit, half the digits of estimates are left to chance:
# one step of Newton on ameras's own log-likelihood settles them.
fit <- function(formula, family, methods, p) {
  all <- ameras(formula, data = data, family = family, methods = methods,
    control = list(reltol = 1e-16, ndeps = rep(3e-5, p), maxit = 20000))
  for (method in methods) {
    one <- all[[method]]
    loss <- ameras:::make_loglik_fn(all, method, one, all$model$data)
    value <- function(at) loss(params = at)
    hessian <- function(at) numDeriv::hessian(value, at, method.args = list(d = 0.02))
    par <- one$optim$par
    for (step in 1:2) par <- par - solve(hessian(par), numDeriv::grad(value, par, method.args = list(d = 1e-3)))
    inverse <- solve(hessian(par))
    jacobian <- diag(length(par))
    if (!is.null(all$transform)) {
      turn <- function(at) do.call(all$transform, c(list(params = at), all$other.args))
      jacobian <- numDeriv::jacobian(turn, par)
      par <- turn(par)
    }
    vcov <- jacobian %*% inverse %*% t(jacobian)
    all[[method]] <- list(coefficients = setNames(par, names(one$coefficients)), vcov = vcov,
      sd = sqrt(diag(vcov)), loglik = one$loglik)
  }
  all
}
part <- function(x) list(estimate = unname(x$coefficients), se = unname(x$sd), logLik = x$loglik)
# The distributions of separate fits mixed by likelihood, exactly where ameras draws from it.
averaged <- function(each) {
  logLik <- sapply(each, `[[`, "loglik")
  w <- exp(logLik - max(logLik))
  w <- w / sum(w)
  theta <- t(sapply(each, `[[`, "coefficients"))
  se <- t(sapply(each, `[[`, "sd"))
  mean <- colSums(w * theta)
  sd <- sqrt(colSums(w * (se^2 + sweep(theta, 2, mean)^2)))
  bound <- function(k, p) uniroot(function(x) sum(w * pnorm(x, theta[, k], se[, k])) - p,
    mean[k] + c(-10, 10) * sd[k], tol = 1e-13)$root
  list(estimate = unname(mean), se = unname(sd), weights = w,
    lower = sapply(seq_along(mean), bound, 0.025), upper = sapply(seq_along(mean), bound, 0.975))
}
