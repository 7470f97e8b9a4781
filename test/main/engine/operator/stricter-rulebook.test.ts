import { describe, expect, it } from 'vitest';
import type { RulebookChoice } from '#shared/config';
import { rulebook, type Rulebook } from '#shared/rulebooks';
import { ACCOUNT, EngineInHand } from '../engine-in-hand.ts';

type Part = Omit<Partial<Rulebook>, 'daily' | 'maxLoss' | 'limits'> & {
  daily?: Partial<Rulebook['daily']>;
  maxLoss?: Record<string, unknown>;
  limits?: Partial<Rulebook['limits']>;
};
/** The firm of the tests: 5 % a day of the first capital from Prague's midnight, 10 % in all. */
const firm = ({ daily = {}, maxLoss = {}, limits = {}, ...rest }: Part = {}): Rulebook =>
  rulebook.parse({
    title: 'own',
    verifiedOn: '2026-01-01',
    daily: { limitPct: 5, reset: { zone: 'Europe/Prague' }, ...daily },
    maxLoss: { mode: 'static_initial', limitPct: 10, ...maxLoss },
    limits,
    ...rest,
  });
/** A position is open: what a rulebook may ask for now is no more than the one in force allows. */
const holding = (book: Rulebook, choice: Partial<RulebookChoice> = {}): EngineInHand => {
  const hand = new EngineInHand({ approvals: { mode: 'auto' }, rulebook: { custom: { ...book, news: null }, ...choice } });
  hand.opened('s1', '11');
  if (book.news !== null && choose(hand, { custom: book }) !== 'taken')
    throw new Error('rules about news are stricter than none');
  return hand;
};
const choose = (hand: EngineInHand, part: Partial<RulebookChoice>): unknown =>
  (
    hand.act({ act: 'choose-rulebook', rulebook: { ...hand.cockpit.config.rulebook, ...part }, reason: 'a test' }).answer as {
      code?: string;
    } | null
  )?.code ?? 'taken';

const NEWS = { before: 2, after: 2, includesExits: false };
const INTRADAY = { mode: 'trailing_intraday' };
const LOCKED = { mode: 'trailing_locked', lockOffsetPct: 2 };

describe('with a position open a rulebook is taken where it allows no more', () => {
  it.each<[what: string, one: Part, other: Part]>([
    ['the firm asks for a flat weekend', {}, { flatBeforeWeekend: true }],
    ['news are no time to trade', {}, { news: NEWS }],
    ['the pause before news is longer', { news: NEWS }, { news: { ...NEWS, before: 3 } }],
    ['the pause after news is longer', { news: NEWS }, { news: { ...NEWS, after: 3 } }],
    ['exits count as trades in news', { news: NEWS }, { news: { ...NEWS, includesExits: true } }],
    ['fewer lots a ticket', { limits: { lotsPerTicket: 5 } }, { limits: { lotsPerTicket: 4 } }],
    ['lots a ticket are limited at all', {}, { limits: { lotsPerTicket: 50 } }],
    ['fewer open orders', { limits: { openOrders: 20 } }, { limits: { openOrders: 19 } }],
    ['requests are limited', {}, { limits: { requestsPerDay: 2_000 } }],
    ['a smaller daily limit', {}, { daily: { limitPct: 4.9 } }],
    ['a day measured from the higher of balance and equity', {}, { daily: { anchor: 'higher' } }],
    ['a smaller loss in all', {}, { maxLoss: { limitPct: 9.9 } }],
    ['a floor that follows booked profit at once', { maxLoss: LOCKED }, { maxLoss: { ...LOCKED, atOnce: true } }],
    ['a floor that follows equity', { maxLoss: { mode: 'trailing_eod' } }, { maxLoss: INTRADAY }],
  ])('%s: so it is taken, and the way back is not', (_what, one, other) => {
    const hand = holding(firm(one));
    expect(choose(hand, { custom: firm(other) })).toBe('taken');
    expect(choose(hand, { custom: firm(one) })).toBe('not_flat');
    // Alone the wording, or a day on which it was compared, is no limit.
    expect(choose(hand, { custom: { ...firm(other), title: 'the same' } })).toBe('taken');
  });

  it.each<[what: string, one: Part, other: Part]>([
    [
      'a day that begins at another hour',
      {},
      { daily: { reset: { zone: 'Europe/London', minuteOfDay: 0, name: 'x', clock: 'y' } } },
    ],
    ['a limit that is a share of something else', {}, { daily: { limitOf: 'anchor' } }],
    ['a day measured from the equity', {}, { daily: { anchor: 'equity' } }],
    ['floating results that count no more', {}, { daily: { includesFloating: false } }],
    ['a floor that goes down with withdrawals', {}, { maxLoss: { lowersWithWithdrawals: true } }],
  ])('%s is never taken as stricter', (_what, one, other) =>
    expect(choose(holding(firm(one)), { custom: firm(other) })).toBe('not_flat'),
  );

  it('a stop share is kept or lowered, a day that counts floating results may begin to', () => {
    const hand = holding(firm({ daily: { includesFloating: false } }), { softStopPct: 60, hardStopPct: 80 });
    expect(choose(hand, { softStopPct: 61 })).toBe('not_flat');
    expect(choose(hand, { hardStopPct: 81 })).toBe('not_flat');
    expect(choose(hand, { hardStopPct: 79 })).toBe('taken');
    expect(choose(hand, { softStopPct: 59 })).toBe('taken');
  });

  it('a floor that never follows locks lowest, one that locks lower allows more', () => {
    const hand = holding(firm({ maxLoss: { ...LOCKED, lockOffsetPct: 1 } }));
    expect(choose(hand, { custom: firm({ maxLoss: LOCKED }) })).toBe('taken');
    expect(choose(hand, { custom: firm({ maxLoss: { ...LOCKED, lockOffsetPct: 1 } }) })).toBe('not_flat');
    expect(choose(hand, { custom: firm() })).toBe('not_flat');
    expect(choose(hand, { custom: firm({ maxLoss: { mode: 'trailing_eod' } }) })).toBe('taken');
    expect(choose(hand, { custom: firm({ maxLoss: LOCKED }) })).toBe('not_flat');
  });

  it('nothing is taken as stricter while the account is not known: nobody can measure the room', () => {
    const hand = holding(firm());
    const rules = { ...hand.cockpit.config.rulebook, softStopPct: 50 };
    const asked = (facts: typeof hand.facts | null) =>
      hand.tell({
        type: 'operator.acted',
        payload: { action: { act: 'choose-rulebook', rulebook: rules, reason: 'test' }, facts },
      });
    expect(asked(null).answer).toMatchObject({ code: 'not_flat' });
    expect(asked({ ...hand.facts, account: null }).answer).toMatchObject({ code: 'not_flat' });
    expect(asked(hand.facts).answer).toBeNull();
  });

  it('counts what is on its way and what works at the broker as open', () => {
    const hand = new EngineInHand({ approvals: { mode: 'auto' }, rulebook: { custom: firm() } });
    hand.ordered('s1');
    const laxer = { ...hand.cockpit.config.rulebook, hardStopPct: 90 };
    const action = { act: 'choose-rulebook', rulebook: laxer, reason: 'test' } as const;
    expect(hand.act(action).answer).toMatchObject({
      detail: expect.stringContaining('1 positions and orders are open') as string,
    });
    const flat = new EngineInHand({ rulebook: { custom: firm() } });
    const pending = {
      ticket: '5',
      symbol: 'EURUSD',
      direction: 'BUY',
      kind: 'limit',
      volume: 1,
      price: 1.1,
      stopLoss: null,
      takeProfit: null,
      placedAt: flat.at,
      clientOrderId: null,
      magic: 0,
    };
    const facts = { ...flat.facts, orders: [pending] } as unknown as typeof flat.facts;
    expect(flat.tell({ type: 'operator.acted', payload: { action, facts } }).answer).toMatchObject({ code: 'not_flat' });
    expect(flat.act(action).answer).toBeNull();
  });
});

describe('the day that is measured under the new rules', () => {
  const sized = (balance: number, equity = balance) => ({ ...ACCOUNT, balance, equity, freeMargin: equity });

  it('goes on where it begins at the same moment with an account of the same size', () => {
    const hand = new EngineInHand({ rulebook: { custom: firm() } });
    const told = hand.act({
      act: 'choose-rulebook',
      rulebook: { ...hand.cockpit.config.rulebook, custom: firm({ daily: { limitPct: 4 } }) },
      reason: 'test',
    });
    expect([told.types, told.decisions[0]?.payload]).toMatchObject([['rulebook.chosen'], { by: 'trader:test', reason: 'test' }]);
  });

  it('of an account of another size begins with what is there, and its peaks with it', () => {
    const hand = new EngineInHand({}, sized(25_000));
    hand.account = sized(25_500, 25_700);
    hand.act({ act: 'choose-rulebook', rulebook: { ...hand.cockpit.config.rulebook, initialBalance: 25_000 }, reason: 'test' });
    expect(hand.decisionsOf('day.anchored').at(-1)).toMatchObject({
      balance: 25_500,
      peaks: { resetBalance: 25_500, equity: 25_700 },
    });
    hand.account = sized(9_000, 8_000);
    hand.act({ act: 'choose-rulebook', rulebook: { ...hand.cockpit.config.rulebook, initialBalance: 10_000 }, reason: 'test' });
    expect(hand.decisionsOf('day.anchored').at(-1)).toMatchObject({
      balance: 9_000,
      peaks: { resetBalance: 10_000, equity: 10_000 },
    });
  });
});
