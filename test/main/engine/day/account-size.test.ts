import { describe, expect, it } from 'vitest';
import { accountSizeDue } from '#engine/day';
import type { Account } from '#shared/domain';
import { account, cockpit, DAY, facts, NOW } from '../rulebook/desk.ts';

type Seen = { readonly isBlocked?: boolean; readonly hasDay?: boolean; readonly size?: number; readonly said?: string };
/** What one look decides about the size, for a rulebook of 100,000. */
function due(part: Partial<Account> | null, { isBlocked = false, hasDay = false, size = 100_000, said }: Seen = {}) {
  const state = cockpit((of) => {
    of.day = hasDay ? DAY : null;
    const currency = said === undefined ? {} : { currency: said };
    of.config.rulebook = { ...of.config.rulebook, initialBalance: size, ...currency };
    if (isBlocked) of.blocks.set('account_size', { code: 'account_size', text: '', since: 0 });
  });
  const seen = facts({ account: part === null ? null : account(part) });
  return accountSizeDue({ cockpit: state } as never, { at: NOW } as never, seen).map(({ type, payload }) => ({ type, payload }));
}
const of = (equity: number, currency = 'USD') => ({ balance: equity, equity, currency });
const text = (...asked: Parameters<typeof due>): unknown =>
  due(...asked).map(({ payload }) => ('reason' in payload && typeof payload.reason !== 'string' ? payload.reason?.text : null));

describe('an account that does not fit the rulebook', () => {
  it('blocks entries once, with the sizes and where to set them', () => {
    const told =
      'The account holds 25,000.00 USD, and the rulebook is for one of 100,000.00: set its size under Settings, Rulebook.';
    expect(due(of(25_000))).toEqual([
      { type: 'block.raised', payload: { block: 'account_size', reason: { code: 'account_size', text: told } } },
    ]);
    expect(due(of(25_000), { isBlocked: true })).toEqual([]);
  });

  it('lifts its block by itself, and only where there is one', () => {
    expect(due(of(100_000), { isBlocked: true })).toEqual([
      { type: 'block.lifted', payload: { block: 'account_size', by: 'clock', reason: 'The account fits the rulebook' } },
    ]);
    expect(due(of(100_000))).toEqual([]);
  });

  it('is a matter of the first look: later only a block that stands is looked at', () => {
    expect(due(of(25_000), { hasDay: true })).toEqual([]);
    expect(due(of(100_000), { hasDay: true, isBlocked: true })).toHaveLength(1);
  });

  it('is not judged while nobody knows the account', () => {
    expect([due(null), due(null, { isBlocked: true })]).toEqual([[], []]);
    expect(accountSizeDue({ cockpit: cockpit() } as never, { at: NOW } as never, null)).toEqual([]);
  });

  it.each([
    [149_999.99, 0],
    [150_000, 1],
    [91_000.01, 0],
    [91_000, 1],
  ])('is one of half as much again, or one that has no room left above its buffer: %d', (equity, count) =>
    expect(due(of(equity))).toHaveLength(count),
  );

  it.each([
    [101_000, 100_000, 0],
    [101_000.01, 100_000, 1],
    [99_000, 100_000, 0],
    [98_999.99, 100_000, 1],
    [50_500, 50_000, 0],
    [50_500.01, 50_000, 1],
  ])('is one in another money whose balance is not the size within a hundredth: %d EUR, size %d', (equity, size, count) =>
    expect(due(of(equity, 'EUR'), { size })).toHaveLength(count),
  );

  it('names the money of the size as it was said, or as it is assumed', () => {
    const mend = 'set its size in EUR under Settings, Rulebook.';
    expect(text(of(97_000, 'EUR'))).toEqual([
      `The account holds 97,000.00 EUR, and the rulebook is for one of 100,000.00 USD: ${mend}`,
    ]);
    expect(text(of(97_000, 'EUR'), { said: 'GBP' })).toEqual([
      `The account holds 97,000.00 EUR, and the rulebook is for one of 100,000.00 GBP: ${mend}`,
    ]);
    expect(due(of(97_000, 'EUR'), { said: 'EUR' })).toEqual([]);
  });
});
