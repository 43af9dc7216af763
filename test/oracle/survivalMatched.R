# Conditional logistic regression and its kin by R: survival::clogit, exact; and a linear excess by optim and Newton.
suppressPackageStartupMessages({library(survival); library(jsonlite)})
data <- lapply(fromJSON("test/oracle/survivalData.json"), as.data.frame)
control <- coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 60)
figures <- function(f) {class(f) <- "coxph"; list(estimate = unname(coef(f)), se = unname(sqrt(diag(f$var))), logLik = f$loglik[2],
  nullLogLik = f$loglik[1], score = f$score)}
infert <- data$infert
one <- coxph(Surv(rep(1, nrow(infert)), case) ~ spontaneous + induced + strata(set), infert, ties = "exact", control = control)
many <- coxph(Surv(rep(1, nrow(infert)), case) ~ spontaneous + induced + strata(pooled), infert, ties = "exact", control = control)
logan <- survival::logan[complete.cases(survival::logan), ]
set.seed(20); rows <- sort(sample(nrow(data$colon), 400)); colon <- data$colon[rows, ]
colon$set <- as.integer(factor(paste(colon$sex, colon$extent, colon$lev5fu))) - 1
four <- coxph(Surv(rep(1, 400), event) ~ age + nodes + obstruct + adhere + strata(set), colon, ties = "exact", control = control)
# 1 : m sets with a linear excess: the likelihood is r of the case over the sum of r.
excess <- function(d, dose, x, set, case) {
  X <- scale(as.matrix(x), scale = FALSE)
  value <- function(t) {T <- 1 + t[1] * dose; if (any(T <= 0)) return(NULL)
    e <- log(T) + as.vector(X %*% t[-1]); r <- exp(e); G <- cbind(dose / T, X); S <- rowsum(r * cbind(1, G), set)
    k <- case == 1; list(l = sum(e[k]) - sum(log(S[, 1])), U = colSums(G[k, , drop = FALSE]) - colSums(S[, -1, drop = FALSE] / S[, 1]))}
  hess <- function(t) -sapply(seq_along(t), function(k) {h <- 0.02 * max(abs(t[k]), 0.1); a <- sapply(h / 2^(0:3), function(h) {e <- replace(0 * t, k, h); (value(t + e)$U - value(t - e)$U) / (2 * h)})
    for (j in 1:3) a <- (4^j * a[, -1, drop = FALSE] - a[, -ncol(a), drop = FALSE]) / (4^j - 1); as.vector(a)})
  t <- optim(c(0.2, rep(0, ncol(X))), function(t) {v <- value(t); if (is.null(v)) 1e10 else -v$l}, function(t) -value(t)$U, method = "BFGS", control = list(reltol = 1e-14))$par
  for (i in 1:10) t <- t + solve(hess(t), value(t)$U)
  list(estimate = t, se = sqrt(diag(solve(hess(t)))), logLik = value(t)$l)
}
write_json(list(source = "test/oracle/survivalMatched.R", call = "coxph(Surv(1, case) ~ x + strata(set), ties = 'exact'), which clogit calls",
  versions = list(R = as.character(getRversion()), survival = as.character(packageVersion("survival"))),
  one = figures(one), many = figures(many), four = c(figures(four), list(rows = rows - 1, set = colon$set)),
  excess = excess(infert, infert$spontaneous, infert["induced"], infert$set, infert$case)),
  "test/oracle/survivalMatched.json", digits = I(15), auto_unbox = TRUE)
