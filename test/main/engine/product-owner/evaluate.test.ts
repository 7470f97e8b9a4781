import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultConfig, strategyOfProfile } from '#shared/config';
import { FULL_RISK, NO_PERFORMANCE } from '#shared/projection';
import { evaluate, questionOf, strategyOf, type Question } from '#engine/product-owner';
import { account, cockpit, entry, facts, NOW, position, signal } from '../rulebook/desk.ts';

const CONFIG = defaultConfig();
const retest = signal({ pattern: 'M1_BREAK_RETEST', timeframe: 'M1' });
const room = {
  dayFloor: 95_000,
  dayRoom: 5_000,
  dayLimit: 5_000,
  totalFloor: 90_000,
  totalRoom: 10_000,
  totalLimit: 10_000,
  openRisk: 0,
  reserved: 0,
  resetsAt: NOW,
};
const question = (part: Partial<Question> = {}): Question => ({
  signal: signal(),
  strategyId: 'm5_bos',
  profile: CONFIG.strategies.m5_bos,
  kind: strategyOfProfile(CONFIG.strategies, part.strategyId ?? 'm5_bos')?.id ?? null,
  control: FULL_RISK,
  performance: NO_PERFORMANCE,
  sessions: ['london'],
  isAlwaysOpen: false,
  regime: 'medium',
  trend: 'up',
  openOfStrategy: 0,
  dayRisk: { used: 0, limit: 5_000 },
  standing: { trading: 'active', blocks: [], hasDrift: false, stop: null },
  news: { kind: 'none' },
  calendar: CONFIG.calendar,
  room,
  shares: CONFIG.rulebook,
  names: { book: 'FTMO 2-Step', currency: 'USD', resets: 'resets at Prague midnight in 3 h 12 m' },
  overrides: [],
  ...part,
});
const asRetest = { signal: retest, strategyId: 'm1_retest', profile: CONFIG.strategies.m1_retest } as const;
const record = (wins: number, trades: number) => ({ ...NO_PERFORMANCE, trades, wins, losses: trades - wins });

describe('the product owner', () => {
  it('approves what meets every rule, and answers every rule', () => {
    const { criteria, ...rest } = evaluate(question());
    expect(rest).toEqual({ confidence: 1, approved: true, adjustments: { riskFactor: 1, targetRr: 2.5, strategyMatch: true } });
    expect(criteria.map(({ code, hard }) => `${code}${hard ? '!' : ''}`)).toEqual([
      'trading_active!',
      'not_blocked!',
      'no_drift!',
      'day_limit_used_pct!',
      'strategy_concurrent!',
      'strategy_day_risk!',
      'strategy_match!',
      'strategy_enabled',
      'session',
      'volatility',
      'trend',
      'risk_on',
      'win_rate',
    ]);
  });

  it.each<[string, Partial<Question>, string, string]>([
    [
      'halted',
      { standing: { trading: 'halted', blocks: [], hasDrift: false, stop: null } },
      'trading_active!',
      'Trading is halted, entries need it active.',
    ],
    [
      'a block',
      {
        standing: {
          trading: 'active',
          blocks: [{ code: 'losing_streak', text: '3 losses in a row.' }],
          hasDrift: false,
          stop: null,
        },
      },
      'not_blocked!',
      'Entries are blocked: 3 losses in a row.',
    ],
    [
      'drift',
      { standing: { trading: 'active', blocks: [], hasDrift: true, stop: null } },
      'no_drift!',
      'Terminal and ledger differ; entries wait until that is explained.',
    ],
    [
      'the soft stop',
      { room: { ...room, dayRoom: 1_900 } },
      'day_limit_used_pct!',
      '62 % of the daily limit of 5,000.00 USD is used, entries stop at 60 % (FTMO 2-Step, resets at Prague midnight in 3 h 12 m).',
    ],
    [
      'an unknown account',
      { room: null },
      'day_limit_used_pct!',
      'The account is not known, so the room left today is not either.',
    ],
    ['two open', { openOfStrategy: 2 }, 'strategy_concurrent!', '2 of this strategy open or on the way, at most 2.'],
    [
      "the strategy's day",
      { dayRisk: { used: 5_000, limit: 5_000 } },
      'strategy_day_risk!',
      "The strategy has lost or at risk 5,000.00 USD today, limit 5,000.00 USD (5 % of the day's first balance; resets at Prague midnight in 3 h 12 m).",
    ],
    [
      'the wrong strategy',
      { strategyId: 'm1_retest' },
      'strategy_match!',
      'Pattern M5_BOS belongs to m5_bos, judged as m1_retest.',
    ],
    [
      'switched off',
      { profile: { ...CONFIG.strategies.m5_bos, enabled: false } },
      'strategy_enabled',
      'Strategy m5_bos is switched off in the configuration.',
    ],
    ['the wrong session', { sessions: ['tokyo'] }, 'session', 'Open session: tokyo; the strategy trades: london, new_york.'],
    ['no session', { sessions: [] }, 'session', 'Open session: none; the strategy trades: london, new_york.'],
    ['a break without movement', { regime: 'low' }, 'volatility', 'Volatility is low; M5_BOS is refused when low.'],
    [
      'a retest in a storm',
      { ...asRetest, regime: 'high' },
      'volatility',
      'Volatility is high; M1_BREAK_RETEST is refused when high.',
    ],
    [
      'a retest against the trend',
      { ...asRetest, trend: 'down' },
      'trend',
      'The M5 trend is down; a retest is bought while it is not down.',
    ],
    [
      'risk switched off',
      { control: { ...FULL_RISK, riskOn: false, text: 'Risk is off: 40 %.' } },
      'risk_on',
      'Risk is off for this strategy until it is re-armed. Risk is off: 40 %.',
    ],
  ])('refuses %s', (_, part, code, text) => {
    const { approved, confidence, criteria } = evaluate(question(part));
    const failed = criteria.filter((rule) => !rule.ok);
    expect({ approved, confidence, failed: failed.map((rule) => [`${rule.code}${rule.hard ? '!' : ''}`, rule.text]) }).toEqual({
      approved: false,
      confidence: expect.closeTo(12 / 13, 9),
      failed: [[code, text]],
    });
    // A soft rule gives way to the trader, a hard one to nobody.
    expect(evaluate(question({ ...part, overrides: criteria.map((rule) => rule.code) })).approved).toBe(!code.endsWith('!'));
  });

  it.each<[string, Partial<Question>]>([
    ['an overlap for either of its sessions', { ...asRetest, sessions: ['london', 'new_york'] }],
    ['any session where the profile says so', { sessions: [], profile: { ...CONFIG.strategies.m5_bos, sessions: ['any'] } }],
    ['no session, on a practice market that never closes', { sessions: [], isAlwaysOpen: true }],
    ['a break in high volatility', { regime: 'high' }],
    ['a retest in low volatility', { ...asRetest, regime: 'low' }],
    ['unknown volatility', { regime: 'unknown' }],
    ['a break against the trend, which may begin one', { trend: 'down' }],
    ['a retest without a trend', { ...asRetest, trend: 'none' }],
    ['a retest while nobody knows the trend', { ...asRetest, trend: 'unknown' }],
    ['nine losses of nine: too few to judge', { performance: record(0, 9) }],
    ['a day in profit', { room: { ...room, dayRoom: 9_000 } }],
  ])('takes %s', (_, part) => expect(evaluate(question(part))).toMatchObject({ approved: true, confidence: 1 }));

  it.each<[string, Partial<Question>, number, number]>([
    ['a low win rate halves the risk', { performance: record(6, 10) }, 0.5, 2.5],
    ['a win rate at the minimum does not', { performance: record(7, 10) }, 1, 2.5],
    ['feedback and win rate together', { performance: record(6, 10), control: { ...FULL_RISK, riskFactor: 0.8 } }, 0.4, 2.5],
    ['a high win rate raises nothing', { performance: record(10, 10) }, 1, 2.5],
    ['high volatility aims further', { regime: 'high' }, 1, 3.25],
    ['low volatility aims nearer', { ...asRetest, regime: 'low' }, 1, 1.6],
  ])('%s', (_, part, riskFactor, targetRr) =>
    expect(evaluate(question(part))).toMatchObject({ approved: true, adjustments: { riskFactor, targetRr } }),
  );

  it('never adjusts risk above what it was', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.25, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        fc.constantFrom('low', 'medium', 'high', 'unknown'),
        (riskFactor, wins, more, regime) => {
          const { adjustments } = evaluate(
            question({
              control: { ...FULL_RISK, riskFactor },
              performance: record(wins, wins + more),
              regime: regime,
            }),
          );
          expect(adjustments.riskFactor).toBeLessThanOrEqual(riskFactor);
          expect(adjustments.riskFactor).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('the question', () => {
  it('is put together from state and facts', () => {
    const state = cockpit(({ orders, blocks }) => {
      orders.set('C1', entry());
      blocks.set('losing_streak', { code: 'losing_streak', text: 'three', since: NOW });
    });
    const seen = facts({ positions: [position()], account: account({ equity: 99_000 }) });
    expect(questionOf(signal(), 'm5_bos', ['session'], state, seen, null, NOW)).toEqual({
      ...question({
        openOfStrategy: 2,
        dayRisk: { used: expect.closeTo(200, 6) as number, limit: 5_000 },
        regime: 'unknown',
        trend: 'unknown',
        names: { book: 'FTMO 2-Step', currency: 'USD', resets: 'resets at Prague midnight in 13 h 0 m' },
        overrides: ['session'],
        isAlwaysOpen: true,
        standing: { trading: 'active', blocks: [{ code: 'losing_streak', text: 'three' }], hasDrift: false, stop: null },
      }),
      room: {
        ...room,
        dayRoom: 4_000,
        totalRoom: 9_000,
        // The stop, and the half of the commission that the exit costs.
        openRisk: expect.closeTo(103.5, 6) as number,
        reserved: 100,
        resetsAt: state.day?.resetsAt,
        // One lot's exit, and no swap on record yet.
        tomorrow: { floor: 95_000, room: 4_000, limit: 5_000, exits: 3.5, swap: 0 },
      },
    });
  });

  it('belongs to the strategy of its pattern', () =>
    expect([strategyOf(signal()), strategyOf(retest)]).toEqual(['m5_bos', 'm1_retest']));

  it('belongs to the profile that it names, whatever its pattern', () =>
    expect(['night', 'm1_retest'].map((strategyId) => strategyOf(signal({ strategyId })))).toEqual(['night', 'm1_retest']));
});
