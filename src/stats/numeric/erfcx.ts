import {exp} from "./elementary.js";

/**
 * The scaled complementary error function e^{x²}·erfc(x), x ≥ 0, which neither underflows nor loses digits.
 * Source: Cody (1969), Math Comp 23:631, and his program CALERF. Witness: 50-digit arithmetic,
 * test/stats/numeric/specialFunctions.test.ts.
 */
export function erfcx(x: number): number {
  if (x <= 0.46875) return exp(x * x) * (1 - x * ratio(small, x * x));
  if (x <= 4) return ratio(middle, x);
  const q = 1 / (x * x);
  return (oneOverRootPi - q * ratio(large, q)) / x;
}

const oneOverRootPi = 0.5641895835477563;

/** Coefficients of numerator and denominator, highest power first. */
interface Rational {
  above: readonly number[];
  below: readonly number[];
}

const small: Rational = {
  above: [0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694],
  below: [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171]
};

const middle: Rational = {
  above: [
    2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001,
    881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972
  ],
  below: [
    1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
    4362.619090143247, 3439.3676741437216, 1230.3393548037495
  ]
};

const large: Rational = {
  above: [
    0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275,
    0.0006587491615298378
  ],
  below: [
    1, 2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918
  ]
};

function ratio({above, below}: Rational, x: number): number {
  let numerator = 0;
  let denominator = 0;
  for (const c of above) numerator = numerator * x + c;
  for (const c of below) denominator = denominator * x + c;
  return numerator / denominator;
}
