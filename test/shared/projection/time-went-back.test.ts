import { expect, test } from 'vitest';
import { emptyCockpit, type CockpitState, type OrderLife } from '#shared/projection';
import { timeWentBack } from '#shared/projection/time-went-back.ts';

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
