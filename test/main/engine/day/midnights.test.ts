import { describe, expect, it } from 'vitest';
import { dayDue, operationsDue } from '#engine/day';
import type { Account, BalanceOperation, Deal, Facts } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { CockpitState } from '#shared/projection';
import type { Rulebook } from '#shared/rulebooks';
import { account, BOOK, cockpit, DAILY, DAY, exitDeal, facts, NOW } from '../rulebook/desk.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MIDNIGHT = DAY.resetsAt;
const EOD: Partial<Rulebook> = { maxLoss: { mode: 'trailing_eod', limitPct: 10 } };
const EQUITY: Partial<Rulebook> = { daily: { ...DAILY, anchor: 'equity' } };
const HIGHER: Partial<Rulebook> = { daily: { ...DAILY, anchor: 'higher' } };

type Seen = {
  readonly at: number;
  readonly part?: Partial<Account>;
  readonly link?: Facts['link'];
  readonly deals?: readonly Deal[] | null;
  /** Since when all deals are there. */
  readonly since?: number;
  readonly rules?: Partial<Rulebook>;
  readonly change?: (state: CockpitState) => void;
};
/** What one look decides about the firm's day; it began at 100,000 and nothing has moved the account but what a case tells. */
function decided({
  at,
  part = {},
  link = 'up',
  deals = [],
  since,
  rules = {},
  change = () => undefined,
}: Seen): readonly Decision[] {
  const state = cockpit((of) => {
    of.config.rulebook = { ...of.config.rulebook, initialBalance: 100_000, custom: { ...BOOK, ...rules } };
    change(of);
  });
  const seen = facts({ link, account: account(part) });
  return dayDue({ cockpit: state } as never, { at } as never, seen, {
    recentDeals: deals === null ? null : [...deals],
    ...(since === undefined ? {} : { dealsSince: since }),
  });
}
function anchored(seen: Seen) {
  const [first] = decided(seen);
  return first?.type === 'day.anchored' ? first.payload : null;
}
const peak = (seen: Omit<Seen, 'rules'>, rules = EOD): number | undefined => anchored({ ...seen, rules })?.peaks?.resetBalance;
const deal = (at: number, profit: number): Deal => exitDeal({ ticket: `${at}|${profit}`, at, profit });
const sent = (ticket: string, at: number, amount: number, kind: BalanceOperation['kind'] = 'transfer') => ({
  ...{ ticket, at, amount, kind },
});

describe('an anchor taken before the deals of the day were known', () => {
  const noon = MIDNIGHT - HOUR_MS;

  it.each([
    ['less than a cent is the noise of sums', 100_000.009, {}, null],
    ['a cent is put right', 100_000.01, {}, 100_000.01],
    ['a lower balance leaves the stricter one', 99_000, {}, null],
    ['no deals are known', 101_000, { deals: null }, null],
    ['the day is measured from the equity', 101_000, { rules: EQUITY }, null],
    ['the day is measured from the higher of both', 101_000, { rules: HIGHER }, null],
    ['the firm has no daily limit', 101_000, { rules: { daily: null } }, 101_000],
  ] as const)('%s', (_what, balance, more, becomes) =>
    expect(anchored({ at: noon, part: { balance }, ...more })?.balance ?? null).toBe(becomes),
  );

  it('is compared with what came and went since: a deposit is no reason to raise it, a withdrawal none to leave it', () => {
    const after = (moved: number, balance: number) =>
      anchored({ at: noon, part: { balance }, change: (state) => void (state.transfers = { ...state.transfers, day: moved }) });
    expect(after(3_000, 103_000)).toBeNull();
    expect(after(-3_000, 98_000)).toEqual({ anchorAt: DAY.anchorAt, resetsAt: DAY.resetsAt, balance: 98_000 });
  });

  it('stays within its own day: one before it was begun by a wrong clock, the reset itself begins another', () => {
    expect(decided({ at: MIDNIGHT - 1 })).toEqual([]);
    expect(anchored({ at: MIDNIGHT })?.anchorAt).toBe(MIDNIGHT);
    expect(decided({ at: DAY.anchorAt })).toEqual([]);
    expect(anchored({ at: DAY.anchorAt - 1 })?.resetsAt).toBe(DAY.anchorAt);
  });
});

describe('nobody knows which day it is', () => {
  it('while the link is down, the account is unknown or the time is in doubt: the day that was known stays', () => {
    const at = MIDNIGHT + HOUR_MS;
    expect(anchored({ at })?.anchorAt).toBe(MIDNIGHT);
    expect(decided({ at, link: 'down' })).toEqual([]);
    expect(anchored({ at, link: 'stale' })?.anchorAt).toBe(MIDNIGHT);
    const held = (state: CockpitState): void => void (state.clock = { ...state.clock, doubt: 'stepped' });
    expect(decided({ at, change: held })).toEqual([]);
    const engine = { cockpit: cockpit() } as never;
    expect(dayDue(engine, { at } as never, null, { recentDeals: [] })).toEqual([]);
    expect(dayDue(engine, { at } as never, facts({ account: null }), { recentDeals: [] })).toEqual([]);
  });
});

describe('the anchor of a new day', () => {
  const lock = (state: CockpitState): void => void state.blocks.set('day_lock', { code: 'day_lock', text: '', since: 0 });
  const first = (state: CockpitState): void => void (state.day = null);
  const at = MIDNIGHT + HOUR_MS;
  const part = { balance: 98_000, equity: 97_000 };

  it.each<[what: string, seen: Omit<Seen, 'at'>, balance: number, guess?: string]>([
    ['is rebuilt from the deals since', { deals: [deal(MIDNIGHT, -1_500)] }, 99_500],
    ['is the balance of now where no deals are known', { deals: null }, 98_000],
    ['of a first day without deals is the capital at least', { deals: null, change: first }, 100_000],
    ['of an equity that was missed is no less than the day before', { rules: EQUITY }, 100_000, 'Nobody saw Prague midnight'],
    [
      'of an equity that was missed is no less than the balance then',
      { rules: EQUITY, deals: [deal(MIDNIGHT, -2_500)] },
      100_500,
      'Nobody saw Prague midnight',
    ],
    [
      'of an equity that was missed on the first day is the capital at least',
      { rules: HIGHER, change: first },
      100_000,
      'Nobody saw Prague midnight',
    ],
  ])('%s', (_what, seen, balance, guess) => {
    expect(anchored({ at, part, ...seen })).toMatchObject({ anchorAt: MIDNIGHT, resetsAt: MIDNIGHT + DAY_MS, balance });
    const { payload } = decided({ at, part, ...seen })[0] ?? {};
    expect(Object.entries(payload ?? {}).filter(([name]) => name === 'guess')).toEqual(
      guess === undefined ? [] : [['guess', guess]],
    );
  });

  it('counts what came and went since the one before it', () => {
    const moved = (state: CockpitState): void => void (state.transfers = { ...state.transfers, day: 2_000 });
    expect(anchored({ at, part, rules: EQUITY, change: moved })?.balance).toBe(102_000);
  });

  it.each([
    [60_000, 97_000],
    [60_001, 100_000],
  ])('is the equity that is seen %d ms after the reset: %d', (after, balance) =>
    expect(anchored({ at: MIDNIGHT + after, part, rules: EQUITY })?.balance).toBe(balance),
  );

  it.each([EQUITY, HIGHER, {}])('lifts the lock of the day before, and nothing where there is none: %j', (rules) => {
    for (const moment of [MIDNIGHT, at]) {
      const types = (change: (state: CockpitState) => void) =>
        decided({ at: moment, part, rules, change }).map(({ type }) => type);
      expect(types(lock)).toEqual(['day.anchored', 'block.lifted']);
      expect(types(() => undefined)).toEqual(['day.anchored']);
    }
    expect(decided({ at, part, rules, change: lock })[1]?.payload).toEqual({
      ...{ block: 'day_lock', by: 'clock', reason: 'A new day of the firm has begun' },
    });
  });
});

describe('the peak of a floor that follows the balance of resets', () => {
  it('takes the balance of the reset, not that of the look after it', () => {
    const at = MIDNIGHT + 5 * HOUR_MS;
    expect(peak({ at, part: { balance: 103_000 }, deals: [deal(MIDNIGHT, 2_000)] })).toBe(101_000);
    expect(peak({ at, part: { balance: 103_000 }, deals: [deal(MIDNIGHT - 1, 2_000)] })).toBe(103_000);
  });

  it('stays where it was above the balance, and begins at the capital', () => {
    const known = (state: CockpitState): void => void (state.peaks = { resetBalance: 104_000, equity: 105_000 });
    expect(anchored({ at: MIDNIGHT, part: { equity: 90_000 }, rules: EOD, change: known })?.peaks).toEqual({
      ...{ resetBalance: 104_000, equity: 105_000 },
    });
    expect(anchored({ at: MIDNIGHT, part: { balance: 90_000, equity: 90_000 }, rules: EOD })?.peaks).toEqual({
      ...{ resetBalance: 100_000, equity: 100_000 },
    });
  });

  it.each([
    [31, 106_000],
    [32, 100_000],
  ])('looks at thirty-one resets that nobody saw: a balance at the %d. of them', (count, resetBalance) => {
    const high = MIDNIGHT + (count - 1) * DAY_MS;
    const deals = [deal(high - 1, 6_000), deal(high, -6_000)];
    expect(peak({ at: MIDNIGHT + 40 * DAY_MS, deals })).toBe(resetBalance);
  });

  it('knows nothing of resets between where no deals are known, whatever was withdrawn since', () => {
    const operations = [sent('7', MIDNIGHT + DAY_MS, -3_000)];
    expect(peak({ at: MIDNIGHT + 3 * DAY_MS, part: { balance: 98_000, operations }, deals: null })).toBe(100_000);
    expect(peak({ at: MIDNIGHT + 3 * DAY_MS, part: { balance: 98_000, operations } })).toBe(101_000);
  });

  it('counts the balance of the first look, whose own resets before it nobody knows', () => {
    const first = (state: CockpitState): void => void (state.day = null);
    expect(peak({ at: MIDNIGHT + HOUR_MS, part: { balance: 103_000 }, deals: [deal(MIDNIGHT, 2_000)], change: first })).toBe(
      103_000,
    );
  });

  it.each<[what: string, balance: number, deals: readonly Deal[] | null, becomes: number | null]>([
    ['what was lost since the reset', 101_000, [deal(DAY.anchorAt, -5_000)], 106_000],
    ['what was lost before it', 101_000, [deal(DAY.anchorAt - 1, -5_000)], null],
    ['less than a cent', 101_000, [deal(DAY.anchorAt, -2_000.009)], null],
    ['a cent', 101_000, [deal(DAY.anchorAt, -2_000.01)], 103_000.01],
    ['no deals', 106_000, null, null],
  ])('taken before the deals since the reset were known is put right by %s', (_what, balance, deals, becomes) => {
    const known = { resetBalance: 103_000, equity: 105_000 };
    // A day from the higher of balance and equity keeps its own anchor; the floor in all follows balances all the same.
    for (const rules of [
      { ...EOD, ...HIGHER },
      { ...EOD, ...EQUITY },
    ]) {
      const told = decided({ at: NOW, part: { balance }, deals, rules, change: (state) => void (state.peaks = known) });
      const peaks = { ...known, resetBalance: becomes };
      expect(told).toEqual(becomes === null ? [] : [{ type: 'peaks.raised', payload: { peaks } }]);
    }
  });

  it('put right is without what was deposited, and of no account that has none', () => {
    const seen = { at: NOW, part: { balance: 104_000, operations: [sent('7', NOW, 3_500)] }, rules: { ...EOD, ...EQUITY } };
    const known = (resetBalance: number) => (state: CockpitState) => void (state.peaks = { resetBalance, equity: 105_000 });
    expect(decided({ ...seen, deals: [deal(NOW, -200)], change: known(100_700) })).toEqual([]);
    expect(decided({ ...seen, deals: [deal(NOW, -200)], change: known(100_600) }).map(({ type }) => type)).toEqual([
      'peaks.raised',
    ]);
    expect(decided({ ...seen, part: { balance: 99_000 } })).toEqual([]);
  });

  it('takes out what was deposited, and a withdrawal after it is none of its loss', () => {
    const at = MIDNIGHT + HOUR_MS;
    const of = (balance: number, operation: BalanceOperation) => peak({ at, part: { balance, operations: [operation] } });
    expect(of(104_000, sent('7', MIDNIGHT - 1, 3_000))).toBe(101_000);
    const part = { equity: 104_000, operations: [sent('7', MIDNIGHT - 1, 3_000)] };
    expect(anchored({ at, part, rules: EOD })?.peaks?.equity).toBe(101_000);
    expect(of(104_000, sent('7', MIDNIGHT, 3_000))).toBe(101_000);
    expect(of(98_000, sent('7', MIDNIGHT, -3_000))).toBe(101_000);
    expect(of(101_000, sent('7', MIDNIGHT, -500, 'charge'))).toBe(101_500);
    expect(of(101_000, sent('7', MIDNIGHT - 1, -500, 'charge'))).toBe(101_000);
  });

  it('follows each deal where the floor follows at once, and no deal where it does not', () => {
    const at = MIDNIGHT + HOUR_MS;
    const deals = [deal(MIDNIGHT + 1, 4_000), deal(MIDNIGHT + 2, -4_000)];
    expect(peak({ at, deals })).toBe(100_000);
    expect(peak({ at, deals }, { maxLoss: { mode: 'trailing_eod', limitPct: 10, atOnce: true } })).toBe(104_000);
    expect(peak({ at, deals: null }, { maxLoss: { mode: 'trailing_eod', limitPct: 10, atOnce: true } })).toBe(100_000);
    const last = { at, part: { balance: 104_000 }, deals: [deal(MIDNIGHT + 1, 4_000)] };
    expect([peak(last), peak(last, { maxLoss: { mode: 'trailing_eod', limitPct: 10, atOnce: true } })]).toEqual([
      100_000, 104_000,
    ]);
  });
});

describe('the peak of midnights that were slept over, once their deals are read after the day was begun', () => {
  /** Four days were slept over: 106,000 at the first midnight, 103,000 at the second, 100,000 from then on. */
  const before = DAY.anchorAt - 3 * DAY_MS;
  const deals = [deal(before + HOUR_MS, -3_000), deal(before + DAY_MS, -3_000)];
  const AT_ONCE: Partial<Rulebook> = { maxLoss: { mode: 'trailing_eod', limitPct: 10, atOnce: true } };
  const pastDay = { anchorAt: before - DAY_MS, resetsAt: before, balance: 100_000, moved: 0, peaks: null, lock: null };
  const slept = (state: CockpitState): void => {
    state.pastDays = [pastDay];
    state.peaks = { resetBalance: 100_000, equity: 105_000 };
  };
  const raised = (seen: Partial<Seen>): number | null => {
    const told = decided({ at: NOW, deals, since: before, rules: EOD, change: slept, ...seen });
    const [one] = told.filter(({ type }) => type === 'peaks.raised');
    return one?.type === 'peaks.raised' ? one.payload.peaks.resetBalance : null;
  };

  it('is the highest of their balances, the first of them too', () => {
    expect(raised({})).toBe(106_000);
    expect(raised({ deals: [deal(before - 1, -3_000), deal(before + DAY_MS - 1, -3_000)] })).toBe(103_000);
    expect(raised({ deals: [deal(before + DAY_MS, -500), deal(before + 3 * DAY_MS - 1, 900)] })).toBeNull();
  });

  it('is of those alone after which every deal is known: what was won before would be counted as if it had been there', () => {
    const won = [deal(before + 2 * DAY_MS + 1, -1_000)];
    expect(raised({ since: before + DAY_MS, deals: won })).toBe(101_000);
    expect(raised({ since: before + DAY_MS })).toBe(103_000);
    expect(raised({ since: before + 1 })).toBe(103_000);
    expect(raised({ since: before + DAY_MS + 1 })).toBeNull();
    // One that does not tell how far it goes was read for the last midnight.
    const { since: _since, ...untold } = { at: NOW, since: before, deals, rules: EOD, change: slept };
    expect(decided(untold)).toEqual([]);
  });

  it('is of no midnight before the last day on record, and of the last alone where none is', () => {
    const begun = (state: CockpitState): void => {
      slept(state);
      state.pastDays = [];
    };
    expect(raised({ change: begun })).toBeNull();
    const later = (state: CockpitState): void => {
      slept(state);
      state.pastDays = [pastDay, { ...pastDay, anchorAt: before, resetsAt: before + DAY_MS }];
    };
    expect(raised({ change: later })).toBe(103_000);
  });

  it('follows each deal where the floor follows at once, as far back as nobody looked', () => {
    const up = [deal(before + HOUR_MS, 5_000), deal(before + 2 * HOUR_MS, -5_000)];
    expect([raised({ deals: up }), raised({ deals: up, rules: AT_ONCE })]).toEqual([null, 105_000]);
    const earlier = [deal(before - 2, 5_000), deal(before - 1, -5_000)];
    expect(raised({ deals: earlier, rules: AT_ONCE })).toBeNull();
  });

  it('is not counted from midnights whose deals are not all known when the day begins, either', () => {
    const late = { at: MIDNIGHT + 3 * DAY_MS, deals: [deal(MIDNIGHT + HOUR_MS, -6_000)] };
    expect([peak(late), peak({ ...late, since: MIDNIGHT }), peak({ ...late, since: MIDNIGHT + 1 })]).toEqual([
      106_000, 106_000, 100_000,
    ]);
  });
});

describe('a day that only a wrong clock began, and before which none is remembered,', () => {
  const at = DAY.anchorAt - HOUR_MS;
  const moved = (state: CockpitState): void => void (state.transfers = { ...state.transfers, day: 2_000 });
  const guess = 'A wrong clock had begun another day';

  it.each<[what: string, seen: Omit<Seen, 'at'>, balance: number, guess: string | undefined]>([
    ['is rebuilt from the deals', { part: { balance: 99_000 }, deals: [deal(at, -500)] }, 99_500, undefined],
    ['is no lower than the capital', { part: { balance: 99_000 }, deals: null }, 100_000, guess],
    ['is no lower than the day that was begun, with what came since', { deals: null, change: moved }, 102_000, guess],
    ['is no lower than the balance', { part: { balance: 104_000, equity: 103_000 }, deals: null }, 104_000, guess],
    [
      'is no lower than the equity where that counts',
      { part: { balance: 104_000, equity: 103_000 }, rules: EQUITY },
      103_000,
      guess,
    ],
    ['is no lower than the higher of both', { part: { balance: 104_000, equity: 105_000 }, rules: HIGHER }, 105_000, guess],
    [
      'of no daily limit is rebuilt from the deals',
      { part: { balance: 99_000 }, rules: { daily: null, dayReset: DAILY.reset } },
      99_000,
      undefined,
    ],
  ])('%s', (_what, seen, balance, why) => {
    const [only, ...more] = decided({ at, ...seen });
    expect(only?.payload).toEqual({
      ...{ anchorAt: DAY.anchorAt - DAY_MS, resetsAt: DAY.anchorAt, balance },
      ...(why === undefined ? {} : { guess: why }),
    });
    expect(more).toEqual([]);
  });
});

describe('what comes and goes', () => {
  it('is put on record once, and what an account had before its first day is old', () => {
    const operation = sent('7', MIDNIGHT, 500);
    const told = (change: (state: CockpitState) => void) =>
      operationsDue({ cockpit: cockpit(change) } as never, facts({ account: account({ operations: [operation] }) }));
    expect(told(() => undefined)).toEqual([{ type: 'balance.operated', payload: { operation, isOld: false } }]);
    expect(told((state) => void (state.day = null))).toEqual([{ type: 'balance.operated', payload: { operation, isOld: true } }]);
    expect(told((state) => void state.operations.set('7', operation))).toEqual([]);
    const engine = { cockpit: cockpit() } as never;
    expect([operationsDue(engine, null), operationsDue(engine, facts({ account: null }))]).toEqual([[], []]);
  });
});
