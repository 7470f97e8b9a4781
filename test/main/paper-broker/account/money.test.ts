import { expect, it } from 'vitest';
import { isMultiple, roundMoney, tidy } from '#main/paper-broker/account/index.ts';

it('rounds money to whole minor units, halves away from zero, yen to whole yen', () => {
  expect([0.035, -0.035, 1.005, -2.5, -0.001].map((value) => roundMoney(value, 'USD'))).toEqual([0.04, -0.04, 1.01, -2.5, 0]);
  expect(roundMoney(-12.5, 'JPY')).toBe(-13);
});

it('sees steps through float noise', () => {
  expect([isMultiple(0.1 + 0.2, 0.01), isMultiple(0.015, 0.01), isMultiple(1.15691, 0.00001)]).toEqual([true, false, true]);
  expect(tidy(0.1 + 0.2)).toBe(0.3);
});
