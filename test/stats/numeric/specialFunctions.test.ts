import {test} from "vitest";
import {deviance} from "../../../src/stats/numeric/deviance.js";
import {twofold} from "../../../src/stats/numeric/doubleDouble.js";
import {erfcx} from "../../../src/stats/numeric/erfcx.js";
import {logGammaOnePlus} from "../../../src/stats/numeric/logGammaOnePlus.js";
import {excess, logTwofold} from "../../../src/stats/numeric/logTwofold.js";
import {stirlingError} from "../../../src/stats/numeric/stirling.js";
import {expectAgreement} from "../../witness.js";

const peer = "50-digit arithmetic, mpmath 1.3.0";

const table: [string, (x: number) => number, [number, number][]][] = [
  [
    "stirlingError",
    stirlingError,
    [
      [1e-10, 10.593986934110418],
      [0.1, 0.512740081331915],
      [0.5, 0.15342640972002736],
      [1, 0.08106146679532726],
      [2.3, 0.03601450047177063],
      [7.5, 0.011104559758206917],
      [14.9, 0.00559200251225083],
      [15, 0.005554733551962801],
      [100, 0.0008333305556349147],
      [1e6, 8.333333333333056e-8]
    ]
  ],
  [
    "logGammaOnePlus",
    logGammaOnePlus,
    [
      [1e-20, -5.772156649015328e-21],
      [1e-6, -5.772148424349001e-7],
      [0.05, -0.02685307250226017],
      [0.22, -0.0909033618443003],
      [0.25, -0.09827183642181316],
      [0.9, -0.038984275923083324],
      [-0.05, 0.0309687952379729],
      [-0.5, 0.5723649429247001],
      [3, 1.791759469228055]
    ]
  ],
  [
    "erfcx",
    erfcx,
    [
      [0, 1],
      [0.1, 0.8964569799691267],
      [0.46875, 0.6320696892495561],
      [0.5, 0.6156903441929259],
      [1, 0.427583576155807],
      [2, 0.25539567631050575],
      [4, 0.13699945762506138],
      [4.5, 0.12248480427384142],
      [20, 0.02817434874105132],
      [26, 0.021683584850562907],
      [1e6, 5.641895835474742e-7]
    ]
  ],
  [
    "excess",
    excess,
    [
      [1e-12, 4.999999999996667e-25],
      [-1e-12, 5.000000000003333e-25],
      [1e-3, 4.996669164668332e-7],
      [-0.3, 0.056674943938732375],
      [0.4, 0.06352776337878707],
      [0.6, 0.12999637075426443],
      [-0.9, 1.402585092994046],
      [7, 4.920558458320164],
      [1e10, 9999999976.97415]
    ]
  ]
];

for (const [estimator, ours, points] of table)
  test(`${estimator} to 15 digits from the smallest to the largest argument (published)`, () => {
    const data = `${points.length} arguments from ${points[0][0]} to ${points.at(-1)![0]}`;
    expectAgreement(
      {estimator, figure: "value", peer, data, digits: 14.9},
      points.map(([x]) => ours(x)),
      points.map(([, value]) => value)
    );
  });

/** high + low as a share of what the witness's high leaves, so that digits beyond the 16th count. */
const beyond = ([high, low]: [number, number], ours: {high: number; low: number}) =>
  Math.abs(ours.high - high + (ours.low - low)) / Math.abs(high);

test("logTwofold and deviance hold 17 digits, which the exponent of 1e-300 needs (published)", ({expect}) => {
  for (const [x, high, low] of [
    [0.7, -0.35667494393873245, 4.82556379937662e-18],
    [1.1, 0.09531017980432493, 5.927240202146761e-18],
    [3, 1.0986122886681098, -9.07129723500153e-17],
    [1e-200, -460.51701859880916, 2.2080942657241066e-14],
    [1e200, 460.51701859880916, -2.2129109272629473e-14]
  ])
    expect(beyond([high, low], logTwofold(twofold(x))), `log ${x}`).toBeLessThan(1e-17);
  for (const [x, mean, high, low] of [
    [100, 99.5, 0.0012541823544282044, -9.409144532893506e-20],
    [1e9, 1.0012e9, 719.4245179028331, 7.709480786013408e-15],
    [5, 300, 274.5282771888895, 6.641038848487122e-15],
    [3, 1e-100, 691.0713647642181, -2.6152906246194797e-14],
    [1e5, 9e4, 536.0515657826302, -5.48866491645395e-14]
  ])
    expect(beyond([high, low], deviance(x, twofold(mean))), `deviance ${x} ${mean}`).toBeLessThan(3e-17);
});
