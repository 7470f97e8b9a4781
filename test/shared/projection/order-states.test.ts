import { expect, test } from 'vitest';
import { mayBecome, orderPhase, type OrderState } from '#shared/projection';

const STATES: readonly OrderState[] = [
  ...(['intended', 'sent', 'acknowledged', 'working', 'unknown', 'confirmed', 'refused', 'cancelled', 'expired'] as const),
];
const ENDS = ['confirmed', 'refused', 'cancelled', 'expired'];

test('an order goes forward, from unknown to an end or to where it rests, and from an end nowhere', () => {
  const table = Object.fromEntries(STATES.map((from) => [from, STATES.filter((to) => mayBecome(from, to))]));
  expect(table).toEqual({
    intended: ['sent', 'acknowledged', 'working', 'unknown', ...ENDS],
    sent: ['acknowledged', 'working', 'unknown', ...ENDS],
    acknowledged: ['working', 'unknown', ...ENDS],
    working: ['unknown', ...ENDS],
    unknown: ['working', ...ENDS],
    confirmed: [],
    refused: [],
    cancelled: [],
    expired: [],
  });
});

test.each([
  ['open', 10009, 'filled'],
  ['open', 10010, 'partial'],
  ['close', 10009, 'filled'],
  ['cancel', 10009, 'done'],
] as const)('a confirmed %s with %i is %s', (op, retcode, phase) => {
  const request = { op, clientOrderId: 'C', ticket: '1', volume: null, deadlineAt: 1 } as never;
  const outcome = { kind: 'confirmed', retcode, ticket: '1', deal: null, price: null, volume: null, at: 1 } as const;
  expect([
    orderPhase({ state: 'confirmed', request, outcome }),
    orderPhase({ state: 'unknown', request, outcome: null }),
  ]).toEqual([phase, 'unknown']);
});
