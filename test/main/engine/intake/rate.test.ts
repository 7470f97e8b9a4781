import { expect, test } from 'vitest';
import { EngineInHand } from '../engine-in-hand.ts';

const LIMITED = { intake: { rateLimitPerMinute: 2 } };

test('more entries than a minute may bring are refused by name and sender, until the oldest is a minute old', () => {
  const hand = new EngineInHand(LIMITED);
  hand.submit('s1');
  hand.after(20_000).submit('s2');
  const told = hand.after(10_000).submit('s3');
  expect(told.answer).toEqual({ kind: 'rate_limited', retryAfterMs: 30_000 });
  expect(told.decisions).toMatchObject([
    {
      type: 'signal.refused',
      payload: { code: 'rate_limited', source: 'webhook', signalId: 's3' },
    },
  ]);
  expect(hand.after(29_999).submit('s4').answer).toMatchObject({ kind: 'rate_limited', retryAfterMs: 1 });
  expect(hand.after(1).submit('s5').answer).toMatchObject({ kind: 'accepted' });
  expect(hand.cockpit.intake).toMatchObject({ accepted: 3, rateLimited: 2 });
});

test('exits are never limited, and take places of entries', () => {
  const hand = new EngineInHand(LIMITED);
  for (const id of ['x1', 'x2', 'x3']) expect(hand.submit(id, { kind: 'exit' }).answer).toMatchObject({ kind: 'accepted' });
  expect(hand.submit('s1').answer).toMatchObject({ kind: 'rate_limited' });
});
