import { expect, test } from 'vitest';
import { intendLevels } from '#engine/orders';

test('the intent to move levels names both, and the same question has the same client id', () => {
  const levels = { stopLoss: 1.0831, takeProfit: null };
  const asker = { subject: 'move|71', bornAt: 5_000, attempt: 0, signalId: null, certificateId: null };
  const [one, again, next] = [0, 0, 1].map((attempt) =>
    intendLevels({ ticket: '71' }, levels, 'EURUSD', 90_000, { ...asker, attempt }),
  );
  expect(one).toStrictEqual(again);
  expect(one?.payload).toMatchObject({
    symbol: 'EURUSD',
    reserve: 0,
    request: { op: 'modify', ticket: '71', stopLoss: 1.0831, takeProfit: null, deadlineAt: 95_000 },
  });
  expect(next?.payload).not.toStrictEqual(one?.payload);
});
