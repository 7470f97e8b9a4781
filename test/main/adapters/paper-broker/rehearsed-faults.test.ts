import { expect, test } from 'vitest';
import { rehearsedFaults } from '#main/adapters/paper-broker/rehearsed-faults.ts';
import { parseConfig } from '#shared/config';

const plan = (faults: readonly unknown[]) => {
  const parsed = parseConfig({ paper: { faults } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value.paper.faults;
};
const strike = (faults: readonly unknown[]) => {
  const struck = rehearsedFaults(plan(faults), () => undefined);
  return struck.strike({ clientOrderId: null }, 0);
};

test.each([
  ['timeout', {}, { kind: 'timeout' }],
  ['refuse', {}, { kind: 'refuse', retcode: 10006, text: 'REJECT (rehearsed)' }],
  ['refuse', { retcode: 10027 }, { kind: 'refuse', retcode: 10027, text: 'CLIENT_DISABLES_AT (rehearsed)' }],
  ['partial_fill', {}, { kind: 'partial_fill', share: 0.5 }],
  ['placed', {}, { kind: 'placed', afterMs: 3_000, ends: 'filled' }],
  ['comment_cut', {}, { kind: 'comment_cut', chars: 10 }],
  ['comment_replaced', {}, { kind: 'comment_replaced', text: 'from the broker' }],
])('%s with %o', (kind, more, fault) => {
  expect(strike([{ nth: 1, kind, ...more }])).toEqual(fault);
});

test('strikes its own request, once, and cuts the link then', () => {
  const cuts: number[] = [];
  const faults = rehearsedFaults(plan([{ nth: 2, kind: 'requote', linkDownMs: 40 }]), (ms) => void cuts.push(ms));
  expect([1, 2, 3].map(() => faults.strike({ clientOrderId: null }, 0)?.kind)).toEqual([undefined, 'requote', undefined]);
  expect(cuts).toEqual([40]);
});
