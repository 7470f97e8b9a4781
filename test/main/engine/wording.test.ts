import { expect, it } from 'vitest';
import { moneyText, percentText, plain, rounded, secondsText, shareText } from '#engine/wording.ts';

it('writes numbers as a trader reads them', () =>
  expect([
    moneyText(1234567.891),
    moneyText(-0.001),
    moneyText(-1500),
    moneyText(999.995),
    percentText(0.55),
    shareText(0.2375),
    plain(1.9000001, 1),
    rounded(-0, 2),
    secondsText(4_249),
  ]).toEqual(['1,234,567.89', '0.00', '-1,500.00', '1,000.00', '0.55 %', '23.75 %', '1.9', 0, '4.2 s']));
