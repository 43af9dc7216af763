"""The distribution functions at points of distributions.json in 60-digit arithmetic, by their continued fractions:
who is right where R and the library differ. Needs mpmath; runs some minutes."""

import json
import sys

from mpmath import __version__ as version
from mpmath import exp, log, log1p, loggamma, mp, mpf

mp.dps = 60
settled = mpf(10) ** -40


def lentz(first, terms):
    """1 / (first + a1 / (b1 + a2 / (b2 + …)))"""
    c, d = mpf(10) ** 300, 1 / first
    h = d
    for a, b in terms:
        d = 1 / (a * d + b)
        c = b + a / c
        h *= c * d
        if abs(c * d - 1) < settled:
            return h


def gamma(a, x):
    prefactor = exp(a * log(x) - x - loggamma(a + 1))
    if x > a + 1:
        def terms():
            i = 1
            while True:
                yield -i * (i - a), x + 2 * i + 1 - a
                i += 1
        upper = prefactor * a * lentz(x + 1 - a, terms())
        return 1 - upper, upper
    term = total = mpf(1)
    n = 1
    while term > total * settled:
        term *= x / (a + n)
        total += term
        n += 1
    return prefactor * total, 1 - prefactor * total


def beta(a, b, x, y):
    if a * y < b * x:
        upper, lower = beta(b, a, y, x)
        return lower, upper

    def terms():
        m = 0
        while True:
            yield -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), 1
            m += 1
            yield m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), 1
    prefactor = exp(a * log(x) + b * log(y) + loggamma(a + b) - loggamma(a + 1) - loggamma(b))
    lower = prefactor * lentz(mpf(1), terms())
    return lower, 1 - lower


def studentT(t, df):
    square = t * t
    both, _ = beta(df / 2, mpf(1) / 2, df / (df + square), square / (df + square))
    return (both / 2, 1 - both / 2) if t < 0 else (1 - both / 2, both / 2)


def normal(z):
    lower, upper = gamma(mpf(1) / 2, z * z / 2)
    return (upper / 2, 1 - upper / 2) if z < 0 else (1 - upper / 2, upper / 2)


def swapped(pair):
    return pair[1], pair[0]


functions = {
    "normal": normal,
    "gamma": lambda x, a: gamma(a, x),
    "chiSquare": lambda x, df: gamma(df / 2, x / 2),
    "studentT": studentT,
    "fisherF": lambda f, m, n: beta(m / 2, n / 2, m * f / (m * f + n), n / (m * f + n)),
    "beta": lambda x, a, b: beta(a, b, x, 1 - x),
    "poisson": lambda k, mean: swapped(gamma(k + 1, mean)),
    "binomial": lambda k, n, p: beta(n - k, k + 1, 1 - p, p),
}


def slow(name, parameters, upper, lower):
    """The middle of a distribution with very large parameters takes the fractions too long."""
    return max(parameters, default=0) > 1e6 and min(upper, lower) > 1e-7


def logOf(own, other):
    return float(log(own) if own < 0.5 else log1p(-other))


points = []
for name, function in functions.items():
    for g, group in enumerate(json.load(open("test/oracle/distributions.json"))[name]):
        parameters, tails = group["parameters"], group["tails"]
        everywhere = name in ("beta", "fisherF") and max(parameters) >= 1e4
        for i, x in enumerate(tails["x"]):
            if not everywhere and (i + g) % 3 or slow(name, parameters, tails["upper"][i], tails["lower"][i]):
                continue
            if name == "binomial" and x >= parameters[0]:
                continue
            lower, upper = function(mpf(x), *map(mpf, parameters))
            points.append([name, parameters, x, float(lower), float(upper), logOf(lower, upper), logOf(upper, lower)])

with open("test/oracle/distributionsExact.json", "w") as file:
    json.dump({
        "source": "test/oracle/distributionsExact.py",
        "call": "continued fractions and series in 60-digit arithmetic; columns name, parameters, x, lower, upper, logLower, logUpper",
        "versions": {"python": sys.version.split()[0], "mpmath": version},
        "points": points,
    }, file, separators=(",", ":"))
    file.write("\n")
