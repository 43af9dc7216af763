# Standardised ratios on tables that R ships: Welsh nickel refiners against the rates of England and Wales, lung cancer
# in Denmark against its first period, British doctors who smoke against those who do not, testicular cancer by decade.
suppressPackageStartupMessages({library(Epi); library(jsonlite)})
data(nickel); data(ewrates); data(lungDK); data(testisDK)
lex <- Lexis(entry = list(per = dob + agein, age = agein), exit = list(per = dob + ageout), exit.status = as.integer(icd %in% c(162, 163)), data = nickel, id = id)
lex <- splitLexis(splitLexis(lex, breaks = seq(0, 100, 5), time.scale = "age"), breaks = seq(1901, 1991, 5), time.scale = "per")
age <- pmin(timeBand(lex, "age", "left"), 80); year <- pmin(pmax(timeBand(lex, "per", "left"), 1931), 1976)
class <- cut(lex$exposure, c(-1, 0, 4, 8, 12, 100), labels = FALSE)
cells <- aggregate(cbind(pyr = lex.dur, cases = as.numeric(lex.Xst == 1)) ~ class + year + age, data.frame(lex.dur = lex$lex.dur, lex.Xst = lex$lex.Xst, class, year, age), sum)
m <- match(paste(cells$year, cells$age), paste(ewrates$year, ewrates$age))
cells[c("lung", "nasal")] <- ewrates[m, c("lung", "nasal")] * 1e-6
stopifnot(!anyNA(cells))
nasal <- as.numeric(tapply(nickel$icd == 160, cut(nickel$exposure, c(-1, 0, 4, 8, 12, 100), labels = FALSE), sum))
# Observed, expected, person-years and score of each group.
by <- function(v, g) as.numeric(tapply(v, g, sum))
first <- with(subset(lungDK, P5 == 1943), tapply(D, A5, sum) / tapply(Y, A5, sum))
tyoung <- with(subset(testisDK, P < 1953), tapply(D, A, sum) / tapply(Y, A, sum)); decade <- pmin(floor((testisDK$P - 1943) / 10), 4)
doctors <- data.frame(cases = c(32, 104, 206, 186, 102, 2, 12, 28, 28, 31), pyr = c(52407, 43248, 28612, 12663, 5317, 18790, 10673, 5710, 2585, 1462), smokes = rep(1:0, each = 5), age = rep(1:5, 2))
never <- with(doctors[6:10, ], cases / pyr)
groups <- list(
  `Welsh nickel, lung cancer` = list(observed = by(cells$cases, cells$class), expected = by(cells$pyr * cells$lung, cells$class), pyr = by(cells$pyr, cells$class), score = c(0, 2, 6, 10, 15)),
  `Welsh nickel, nasal cancer` = list(observed = nasal, expected = by(cells$pyr * cells$nasal, cells$class), pyr = by(cells$pyr, cells$class), score = c(0, 2, 6, 10, 15)),
  `lung cancer, Denmark` = with(lungDK, list(observed = by(D, P5), expected = by(Y * first[as.character(A5)], P5), pyr = by(Y, P5), score = sort(unique(P5)) - 1943)),
  `testicular cancer, Denmark` = with(testisDK, list(observed = by(D, decade), expected = by(Y * tyoung[as.character(A)], decade), pyr = by(Y, decade), score = 0:4)),
  `British doctors who smoke` = list(observed = doctors$cases[1:5], expected = doctors$pyr[1:5] * never, pyr = doctors$pyr[1:5], score = 1:5))
methods <- function(o, level) { a <- (1 - level) / 2; z <- qnorm(1 - a)
  exact <- if (o == 0) c(0, -log(a)) else c(qgamma(a, o), qgamma(a, o + 1, lower.tail = FALSE))
  stopifnot(all(abs(exact - poisson.test(o, conf.level = level)$conf.int) < 1e-6 * exact[2]))
  f <- function(f, lo, hi) uniroot(f, c(lo, hi), tol = 1e-13 * hi, maxiter = 1000)$root
  list(exact = exact, byar = c(if (o == 0) 0 else o * (1 - 1 / (9 * o) - z / (3 * sqrt(o)))^3, (o + 1) * (1 - 1 / (9 * (o + 1)) + z / (3 * sqrt(o + 1)))^3),
    `mid-p` = c(if (o == 0) 0 else f(function(m) ppois(o - 1, m, lower.tail = FALSE) - dpois(o, m) / 2 - a, exact[1] * .9, o), f(function(m) ppois(o, m) - dpois(o, m) / 2 - a, max(o, 1e-9), exact[2] * 1.1))) }
ratios <- function(g, level) { bounds <- lapply(g$observed, methods, level)
  out <- lapply(c("exact", "byar", "mid-p"), function(method) { count <- sapply(bounds, `[[`, method)
    low <- ppois(g$observed, g$expected); high <- ppois(g$observed - 1, g$expected, lower.tail = FALSE); here <- dpois(g$observed, g$expected)
    list(method = method, estimate = g$observed / g$expected, lower = count[1, ] / g$expected, upper = count[2, ] / g$expected,
      p = if (method == "mid-p") pmin(1, 2 * pmin(low - here / 2, high - here / 2)) else pmin(1, 2 * pmin(low, high)),
      excess = (g$observed - g$expected) / g$pyr, excessLower = (count[1, ] - g$expected) / g$pyr, excessUpper = (count[2, ] - g$expected) / g$pyr) })
  out }
# Rao's statistic of groups, and of a score, beside one common ratio: u' I^-1 u at the null fit of a Poisson regression.
rao <- function(g, X) { mu <- g$expected * sum(g$observed) / sum(g$expected); M <- cbind(1, X); u <- crossprod(M, g$observed - mu); I <- crossprod(M * sqrt(mu)); u[1] <- 0
  s <- sum(u * solve(I, u)); c(s, pchisq(s, ncol(M) - 1, lower.tail = FALSE)) }
tests <- lapply(groups, function(g) { fit <- glm(observed ~ 1 + offset(log(expected)), poisson, as.data.frame(g), control = list(epsilon = 1e-14)); X <- diag(length(g$observed))[, -1]
  h <- rao(g, X); t <- rao(g, g$score); stopifnot(abs(anova(fit, update(fit, . ~ . + score), test = "Rao")$Rao[2] / t[1] - 1) < 1e-5)
  list(heterogeneity = h, trend = t) })
# Directly standardised rates with Fay and Feuer's gamma interval.
direct <- function(cases, pyr, weights, level) { a <- (1 - level) / 2; s <- weights / sum(weights) / pyr; r <- sum(s * cases); v <- sum(s^2 * cases); m <- max(s)
  list(cases = cases, pyr = pyr, weights = weights, level = level, expected = list(estimate = r, se = sqrt(v), crude = sum(cases) / sum(pyr), lower = qgamma(a, r^2 / v, scale = v / r), upper = qgamma(1 - a, (r + m)^2 / (v + m^2), scale = (v + m^2) / (r + m)))) }
world <- c(12, 10, 9, 9, 8, 8, 6, 6, 6, 6, 5, 4, 4, 3, 2, 1, .5, .5)
last <- function(P) with(subset(testisDK, testisDK$P == P & A < 90), direct(by(D, floor(A / 5)), by(Y, floor(A / 5)), world, 0.9))
directs <- list(`testicular cancer, Denmark 1943` = last(1943), `testicular cancer, Denmark 1990` = last(1990),
  `British doctors` = direct(doctors$cases[6:10], doctors$pyr[6:10], c(31, 27, 20, 14, 8), 0.95),
  `lung cancer, Denmark` = with(subset(lungDK, P5 == 1968), direct(by(D, A5), by(Y, A5), c(6, 6, 6, 5, 4, 4, 3, 2, 1, .5)[seq_along(unique(A5))], 0.99)))
write_json(list(source = "test/oracle/sirSets.R", call = "qgamma; uniroot(ppois - dpois / 2); ppois; u'I^-1u at the null fit of glm; qgamma of Fay and Feuer's moments",
  versions = list(R = as.character(getRversion()), Epi = as.character(packageVersion("Epi"))), nickel = cells, rates = ewrates[c("year", "age", "lung", "nasal")],
  groups = groups, ratios = lapply(groups, ratios, 0.9), tests = tests, direct = directs),
  "test/oracle/sirSets.json", digits = I(17), dataframe = "columns", auto_unbox = TRUE)
