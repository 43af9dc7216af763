/** 2^k at k + 1074: every power of two that a double holds, from 2^−1074 to 2^1023. */
export const powersOfTwo = new Float64Array(2098);
powersOfTwo[1074] = 1;
for (let k = 1; k <= 1023; ++k) powersOfTwo[1074 + k] = 2 * powersOfTwo[1073 + k];
for (let k = 1; k <= 1074; ++k) powersOfTwo[1074 - k] = powersOfTwo[1075 - k] / 2;
