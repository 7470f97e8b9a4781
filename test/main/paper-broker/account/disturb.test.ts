import fc from 'fast-check';
import { expect, it } from 'vitest';
import { disturb, type Transaction } from '#main/paper-broker/index.ts';
import { broker, buy, done } from './a-broker.ts';

const told = (count: number): readonly Transaction[] => {
  const account = broker();
  for (let at = 0; at < count; at++) done(account, buy({ clientOrderId: `c${at}`, volume: 0.01 }));
  return account.takeTransactions();
};
const share = fc.double({ min: 0, max: 1, noNaN: true });

it('leaves a good day alone, and repeats a bad one from the same chance', () => {
  const all = told(5);
  expect(disturb(all, { swapped: 0, doubled: 0, lost: 0 }, 1).told).toEqual(all);
  const bad = { swapped: 0.4, doubled: 0.3, lost: 0.2 };
  expect(disturb(all, bad, 7)).toEqual(disturb(all, bad, 7));
  expect(disturb(all, bad, 7)).not.toEqual(disturb(all, bad, 8));
  expect(disturb(all, { swapped: 0, doubled: 0, lost: 1 }, 1).told).toEqual([]);
  expect(disturb(all, { swapped: 0, doubled: 1, lost: 0 }, 1).told).toHaveLength(2 * all.length);
});

it('invents nothing: every message that arrives was told, at most twice', () => {
  const all = told(4);
  fc.assert(
    fc.property(share, share, share, fc.nat(), (swapped, doubled, lost, seed) => {
      const arrived = disturb(all, { swapped, doubled, lost }, seed).told;
      for (const one of all) expect(arrived.filter((other) => other === one).length).toBeLessThanOrEqual(2);
      expect(arrived.every((one) => all.includes(one))).toBe(true);
    }),
  );
});
