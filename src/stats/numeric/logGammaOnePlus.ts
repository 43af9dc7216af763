import {default as gammaln} from "@stdlib/math-base-special-gammaln";

/**
 * log Γ(1 + a), a > −1, to full relative accuracy also where a is tiny and 1 + a would round it away.
 * Source: FreeBSD msun, e_lgamma_r.c (Sun Microsystems 1993), its rational function near 1.
 * Witness: 50-digit arithmetic, test/stats/numeric/specialFunctions.test.ts.
 */
export function logGammaOnePlus(a: number): number {
  if (a < -0.1 || a > 0.23) return gammaln(1 + a);
  const above =
    a *
    (-0.07721566490153287 +
      a *
        (0.6328270640250934 +
          a *
            (1.4549225013723477 +
              a * (0.9777175279633727 + a * (0.22896372806469245 + a * 0.013381091853678766)))));
  const below =
    1 +
    a *
      (2.4559779371304113 +
        a *
          (2.128489763798934 +
            a * (0.7692851504566728 + a * (0.10422264559336913 + a * 0.003217092422824239))));
  return -0.5 * a + above / below;
}
