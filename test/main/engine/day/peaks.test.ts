import { describe, expect, it } from 'vitest';
import { peaksDue } from '#engine/day';
import type { Account } from '#shared/domain';
import type { CockpitState } from '#shared/projection';
import { account, BOOK, cockpit, DAILY, facts } from '../rulebook/desk.ts';

const INTRADAY = { maxLoss: { mode: 'trailing_intraday', limitPct: 10 } };
const FOLLOWS = { daily: { ...DAILY, followsEquity: true } };

/** The peaks that a look at 100,000 of capital puts on record, or null. */
function raised(rules: object, part: Partial<Account>, peaks: CockpitState['peaks'] = null) {
  const state = cockpit((of) => {
    of.config.rulebook = { ...of.config.rulebook, initialBalance: 100_000, custom: { ...BOOK, ...rules } };
    of.peaks = peaks;
  });
  const [due, ...more] = peaksDue({ cockpit: state } as never, facts({ account: account(part) }));
  return due?.type === 'peaks.raised' && more.length === 0 ? due.payload.peaks : null;
}
const KNOWN = { resetBalance: 100_000, equity: 101_000 };

describe('a new high of the equity', () => {
  it.each([
    [101_009.99, null],
    [101_010, { resetBalance: 100_000, equity: 101_010 }],
  ])('of %d is on record from a ten-thousandth of the capital on', (equity, peaks) =>
    expect(raised(INTRADAY, { equity }, KNOWN)).toEqual(peaks),
  );
  it('counts from the capital before there is any, and not where the floor does not follow it', () => {
    expect(raised(INTRADAY, { equity: 100_010 })).toEqual({ resetBalance: 100_000, equity: 100_010 });
    expect(Object.keys(raised(INTRADAY, { equity: 100_010 }) ?? {})).toEqual(['resetBalance', 'equity']);
    expect(raised(INTRADAY, { equity: 100_009 })).toBeNull();
    expect(raised({}, { equity: 150_000 })).toBeNull();
  });
});

describe('a new high of the day', () => {
  it('is on record at once where there is none, then in steps, beside the other peaks as they were', () => {
    expect(raised(FOLLOWS, { equity: 90_000 })).toEqual({ resetBalance: 100_000, equity: 100_000, dayEquity: 90_000 });
    expect(raised(FOLLOWS, { equity: 101_500 }, { ...KNOWN, dayEquity: 101_495 })).toBeNull();
    expect(raised(FOLLOWS, { equity: 101_505 }, { ...KNOWN, dayEquity: 101_495 })).toEqual({ ...KNOWN, dayEquity: 101_505 });
  });
  it('stays what it was when another peak is raised', () =>
    expect(raised({ ...FOLLOWS, ...INTRADAY }, { equity: 101_500 }, { ...KNOWN, dayEquity: 101_495 })).toEqual({
      ...{ resetBalance: 100_000, equity: 101_500, dayEquity: 101_495 },
    }));
});

describe('a new high of the balance', () => {
  const AT_ONCE = { maxLoss: { mode: 'trailing_eod', limitPct: 10, atOnce: true } };
  it('is on record at once where the floor follows it at once', () => {
    expect(raised(AT_ONCE, { balance: 100_000.01 })).toEqual({ resetBalance: 100_000.01, equity: 100_000 });
    expect(raised(AT_ONCE, { balance: 100_000 })).toBeNull();
    expect(raised({ maxLoss: { ...AT_ONCE.maxLoss, atOnce: false } }, { balance: 120_000 })).toBeNull();
  });
});

it('without an account nothing is a high', () =>
  expect(peaksDue({ cockpit: cockpit() } as never, facts({ account: null }))).toEqual([]));
