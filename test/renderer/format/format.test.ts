import { describe, expect, it } from 'vitest';
import {
  ageText,
  clockText,
  countdownText,
  durationText,
  moneyText,
  msText,
  NOTHING,
  pctText,
  priceText,
  ratioText,
  rText,
  signedMoneyText,
  utcText,
  zoneClockText,
} from '#renderer/format/index.ts';

describe('numbers', () => {
  it.each([
    [moneyText(4273.76), '4,273.76'],
    [moneyText(-552.09), '−552.09'],
    [moneyText(1_234_567), '1,234,567.00'],
    [moneyText(-0.001), '0.00'],
    [moneyText(null), NOTHING],
    [moneyText(Number.NaN), NOTHING],
    [signedMoneyText(443.7), '+443.70'],
    [signedMoneyText(0), '0.00'],
    [signedMoneyText(0.001), '0.00'],
    [signedMoneyText(-149.94), '−149.94'],
    [priceText(1.15722, 5), '1.15722'],
    [priceText(3358.4, 2), '3,358.40'],
    [priceText(147.2, 3), '147.200'],
    [priceText(undefined, 5), NOTHING],
    [pctText(14.52), '14.5 %'],
    [ratioText(0.7), '70 %'],
    [rText(2.484), '+2.48'],
    [rText(-1.02), '−1.02'],
    [rText(null), NOTHING],
  ])('%s', (made, wanted) => expect(made).toBe(wanted));
});

describe('times', () => {
  it.each([
    [ageText(400), '0.4 s'],
    [ageText(42_000), '42 s'],
    [ageText(360_000), '6 min'],
    [ageText(3 * 3_600_000), '3 h'],
    [ageText(-5), '0.0 s'],
    [ageText(null), NOTHING],
    [countdownText(21_400), '22'],
    [countdownText(-1), '0'],
    [countdownText(125_000), '2:05'],
    [durationText(9 * 3_600_000 + 27 * 60_000), '9 h 27 min'],
    [durationText(59_000), '59 s'],
    [msText(3.14), '3.1 ms'],
    [msText(87), '87 ms'],
    [msText(8_400), '8.4 s'],
    [msText(null), NOTHING],
    [clockText(null), NOTHING],
    [clockText(0), NOTHING],
    [utcText(Date.UTC(2026, 7, 4, 12, 32, 7, 112)), '2026-08-04 12:32:07.112 UTC'],
    [zoneClockText(Date.UTC(2026, 7, 4, 12, 32, 7), 'Europe/Prague'), '14:32:07'],
    [zoneClockText(Date.UTC(2026, 11, 4, 12, 32, 7), 'Europe/Prague'), '13:32:07'],
  ])('%s', (made, wanted) => expect(made).toBe(wanted));

  it('writes the local clock', () => {
    const at = new Date(2026, 7, 4, 9, 5, 3, 42).getTime();
    expect([clockText(at), clockText(at, 'minutes'), clockText(at, 'millis')]).toEqual(['09:05:03', '09:05', '09:05:03.042']);
  });
});
