import { expect, test } from 'vitest';
import { emptyCockpit, type CockpitState, type OrderLife } from '#shared/projection';
import { timeWentBack } from '#shared/projection/time-went-back.ts';
import { forwardBy, timeWentForward } from '#shared/projection/time-went-forward.ts';

const DAY_MS = 86_400_000;
const NOW = 20_000 * DAY_MS;
const LIFE_MS = 10_000;

/** What is left of a request's life after a time that was a day ahead is put right; it was asked at `requestedAt`. */
function leftOf(requestedAt: number, at: number): number {
  const state: CockpitState = { ...emptyCockpit(), lastAt: at + DAY_MS };
  const request = { op: 'close', clientOrderId: 'C', ticket: '1', volume: null, deadlineAt: requestedAt + LIFE_MS } as const;
  state.orders.set('C', { clientOrderId: 'C', request, requestedAt, sentAt: requestedAt } as unknown as OrderLife);
  timeWentBack(state, at);
  return (state.orders.get('C')?.request.deadlineAt ?? 0) - at;
}

test('a deadline that the right time set stays, so that nothing is taken for lost while the terminal may still take it', () => {
  // Asked three seconds before the clock went wrong, in an earlier life; and once where whole seconds put the time back a little before that.
  expect(leftOf(NOW - 3_000, NOW)).toBe(7_000);
  expect(leftOf(NOW + 800, NOW)).toBe(LIFE_MS);
});

test('one that the wrong time set is a whole life away and no longer', () => {
  expect(leftOf(NOW + DAY_MS - 3_000, NOW)).toBe(LIFE_MS);
  expect(leftOf(NOW - 60_000, NOW)).toBe(-50_000);
});

test('a time that was behind is put forward, and what waits or is counted keeps its distance', () => {
  const HOUR_MS = 3_600_000;
  const state: CockpitState = { ...emptyCockpit(), lastAt: NOW };
  const request = { op: 'close', clientOrderId: 'C', ticket: '1', volume: null, deadlineAt: NOW + 7_000 } as const;
  const order = { clientOrderId: 'C', state: 'sent', request, requestedAt: NOW - 3_000, sentAt: NOW - 2_900, unknownSince: null };
  const over = { ...order, clientOrderId: 'D', state: 'confirmed', opensAt: NOW + 60_000 };
  const asked = { ...over, clientOrderId: 'E', request: { ...request, op: 'modify' }, resolvedAt: NOW - 2_000 };
  const before = { ...asked, clientOrderId: 'F', requestedAt: NOW - 8_001 };
  for (const one of [order, over, asked, before]) state.orders.set(one.clientOrderId, one as unknown as OrderLife);
  state.pending.set('s', { askedAt: NOW - 1_000, expiresAt: NOW + 29_000 } as never);
  state.breakers.set('terminal|write' as never, { state: 'OPEN', failures: 3, reopensAt: NOW + 30_000 });
  state.recoveries.set('r', { startedAt: NOW - 500, dueAt: NOW + 2_000 } as never);
  const refused = { count: 1, until: NOW + 5_000, text: 'busy' };
  const moves = [{ at: NOW - 4_000 }, { at: NOW - 900_000 }];
  state.positions.set('1', { bare: { since: NOW - 8_000, isClosing: false }, plan: { moves, refused } } as never);
  timeWentForward(state, HOUR_MS);
  const later = NOW + HOUR_MS;
  expect(state.orders.get('C')).toMatchObject({
    requestedAt: later - 3_000,
    sentAt: later - 2_900,
    request: { deadlineAt: later + 7_000 },
  });
  expect(state.orders.get('D')).toMatchObject({
    requestedAt: NOW - 3_000,
    request: { deadlineAt: NOW + 7_000 },
    opensAt: later + 60_000,
  });
  // Counted since the position is without a stop, or asked before that.
  expect(state.orders.get('E')).toMatchObject({ requestedAt: later - 3_000, resolvedAt: later - 2_000, sentAt: later - 2_900 });
  expect(state.orders.get('F')).toMatchObject({ requestedAt: NOW - 8_001, resolvedAt: NOW - 2_000 });
  expect(state.pending.get('s')).toEqual({ askedAt: later - 1_000, expiresAt: later + 29_000 });
  expect([...state.breakers.values()]).toMatchObject([{ reopensAt: later + 30_000 }]);
  expect(state.recoveries.get('r')).toEqual({ startedAt: later - 500, dueAt: later + 2_000 });
  expect(state.positions.get('1')).toEqual({
    bare: { since: later - 8_000, isClosing: false },
    plan: { moves: [{ at: later - 4_000 }, { at: NOW - 900_000 }], refused: { ...refused, until: later + 5_000 } },
  });
});

test.each([
  ['the clock was put right', { movedMs: 3_600_000 }, 3_601_000, 3_600_000],
  ['a record from after that is there already', { movedMs: 3_600_000 }, 1_000, 0],
  ['it went back', { movedMs: -3_600_000 }, -3_600_000, 0],
  ['hours passed', {}, 7_200_000, 0],
])('time is put forward by what it moved, not by what passed: %s', (_what, payload, later, by) => {
  expect(forwardBy({ type: 'clock.observed', at: NOW + later, payload: payload as never }, NOW)).toBe(by);
});
