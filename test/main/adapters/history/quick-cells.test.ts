import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quickMoment, quickNumber } from '#main/adapters/history/quick-cells.ts';

test('a plain number is what JavaScript reads, to the last bit', () => {
  const plain = fc.tuple(fc.nat(999_999_999), fc.option(fc.stringMatching(/^\d{0,6}$/), { nil: null }));
  fc.assert(
    fc.property(plain, ([whole, decimals]) => {
      const text = decimals === null ? String(whole) : `${whole}.${decimals}`;
      expect(quickNumber(text)).toBe(Number(text));
    }),
  );
  expect(['1.10005', '0', '007', '1.', '999999999999999', '0.30000000000001'].map(quickNumber)).toEqual([
    ...[1.10005, 0, 7, 1, 999_999_999_999_999, 0.300_000_000_000_01],
  ]);
});

test('a moment is what JavaScript reads, whatever day, and with a blank for the T', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('9999-12-28T23:59:59Z'), noInvalidDate: true }),
      (at) => {
        const text = `${at.toISOString().slice(0, 19)}Z`;
        const expected = at.getUTCDate() > 28 ? null : Date.parse(text);
        expect([quickMoment(text), quickMoment(text.replace('T', ' '))]).toEqual([expected, expected]);
      },
    ),
  );
});

test.each(['', '.', '.5', '-1', '+1', '1e5', '1,5', ' 1', '1 ', '1.2.3', '１', '1234567890123456', 'NaN', '0x1f'])(
  '"%s" is left to those who know more forms',
  (text) => expect(quickNumber(text)).toBeNull(),
);

test.each([
  ...['2026-13-02T14:05:06Z', '2026-00-02T14:05:06Z', '2026-03-00T14:05:06Z', '2026-02-30T14:05:06Z', '2026-03-02T24:00:00Z'],
  ...['2026-03-02T14:60:06Z', '2026-03-02T14:05:60Z', '2026-03-02T14:05:06', '2026-03-02T14:05:06+', '2026/03-02T14:05:06Z'],
  ...['2026-03-02t14:05:06Z', '2026-3 -02T14:05:06Z', '0026-03-02T14:05:06Z', '2026-03-02T14:05:06.5Z', '2026-03-02T14:05Z'],
])('%s too', (text) => expect(quickMoment(text)).toBeNull());
