import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeClientOrderId } from '#engine/orders';

test('a client id is the same for the same attempt and another for any other, and fits into a comment', () => {
  const attempt = fc.record({
    subject: fc.string(),
    bornAt: fc.nat(),
    op: fc.constantFrom('open', 'close', 'cancel'),
    attempt: fc.nat(9),
  });
  const idOf = (of: { subject: string; bornAt: number; op: string; attempt: number }): string =>
    makeClientOrderId(of.subject, of.bornAt, of.op, of.attempt);
  fc.assert(
    fc.property(attempt, attempt, (one, other) => {
      expect(idOf(one)).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
      expect(idOf({ ...one })).toBe(idOf(one));
      expect(idOf(one) === idOf(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
    }),
  );
});
