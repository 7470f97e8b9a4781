import { describe, expect, test } from 'vitest';
import type { Breaker } from '#shared/domain';
import { EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
const open: Breaker = { state: 'OPEN', failures: 5, reopensAt: 9e12 };

type Case = readonly [what: string, make: (hand: EngineInHand) => void, id: string, level: string];
const CASES: readonly Case[] = [
  ['the link is down', (hand) => void (hand.link = 'down'), 'link_down', 'critical'],
  ['prices are old', (hand) => void (hand.link = 'stale'), 'link_stale', 'high'],
  ['Algo Trading is off', (hand) => void (hand.account = { ...hand.account, algoTrading: false }), 'algo_trading_off', 'high'],
  ['the soft stop is reached', (hand) => void (hand.account = { ...hand.account, equity: 96_900 }), 'day_soft_stop', 'high'],
  [
    'a position has no stop',
    (hand) => void (hand.positions = hand.positions.map((held) => ({ ...held, stopLoss: null }))),
    'no_stop',
    'critical',
  ],
  ['an order is unknown', (hand) => void hand.answer(hand.ordered('s2').clientOrderId, hand.silence), 'order_unknown', 'high'],
  ['there is drift', (hand) => ((hand.positions = []), void hand.after(1).observe()), 'drift', 'high'],
  [
    'entries are blocked',
    (hand) => void hand.cockpit.blocks.set('losing_streak', { code: 'losing_streak', text: 'three losses', since: 0 }),
    'block:losing_streak',
    'high',
  ],
  [
    'a strategy is off',
    (hand) =>
      void hand.cockpit.strategies.set('m5_bos', {
        riskFactor: 1,
        riskOn: false,
        proposal: null,
        text: 'Too few of them were won.',
      }),
    'risk_off:m5_bos',
    'high',
  ],
  ['a breaker is open', (hand) => void hand.cockpit.breakers.set('terminal/write', open), 'breaker:terminal/write', 'high'],
  [
    'a breaker is isolated',
    (hand) => void hand.act({ act: 'isolate-breaker', agent: 'u2', effect: 'read', reason: 'maintenance' }),
    'breaker:u2/read',
    'advisory',
  ],
];
const withPosition = (): EngineInHand => {
  const hand = new EngineInHand({ ...AUTO, cells: { u3: { onePositionPerSymbol: false } } });
  hand.opened('s1', '11');
  return hand.after(1_000);
};
const active = (hand: EngineInHand): readonly string[] =>
  [...hand.cockpit.alarms].filter(([, { state }]) => state === 'active').map(([id]) => id);

describe('an alarm stands exactly as long as its cause', () => {
  test('none when all is well', () => {
    const hand = withPosition();
    hand.beat();
    expect(active(hand)).toEqual([]);
  });

  test.each(CASES)('%s', (_what, make, id, level) => {
    const hand = withPosition();
    make(hand);
    hand.beat();
    const life = hand.cockpit.alarms.get(id);
    expect([active(hand), life?.alarm.level, hand.beat().decisions]).toEqual([[id], level, []]);
    // Whatever a person reads has to be there: what, why, what follows, what to do.
    const { title, cause, consequence, action } = life?.alarm ?? {};
    expect([title, cause, consequence, action].every((text) => (text ?? '').length > 5)).toBe(true);
  });
});

describe('its life', () => {
  const down = (): EngineInHand => {
    const hand = withPosition();
    hand.link = 'down';
    hand.beat();
    return hand;
  };

  test('cleared, it waits for acknowledgement; back again, it is counted and must be acknowledged again', () => {
    const hand = down();
    hand.link = 'up';
    hand.beat();
    const cleared = hand.cockpit.alarms.get('link_down')?.state;
    hand.link = 'down';
    hand.after(1_000).beat();
    const { state, alarm, acknowledged } = hand.cockpit.alarms.get('link_down') ?? {};
    expect([cleared, state, alarm?.count, alarm?.raisedAt, acknowledged]).toEqual(['returned', 'active', 2, hand.at, null]);
  });

  test('acknowledged and cleared, it is gone', () => {
    const hand = down();
    hand.act({ act: 'acknowledge-alarm', alarmId: 'link_down' });
    hand.link = 'up';
    hand.beat();
    expect(hand.cockpit.alarms.has('link_down')).toBe(false);
  });

  test('only what is not critical can be shelved', () => {
    const hand = down();
    hand.account = { ...hand.account, algoTrading: false };
    hand.link = 'stale';
    hand.beat();
    const shelve = (alarmId: string) =>
      hand.act({ act: 'shelve-alarm', alarmId, untilMs: hand.at + 60_000, reason: 'known' }).answer?.kind ?? 'done';
    hand.link = 'down';
    hand.beat();
    expect([shelve('link_stale'), shelve('link_down'), shelve('nothing')]).toEqual(['done', 'refused', 'refused']);
  });

  test('a critical one is told outside the window too', () => {
    expect(down().effects.filter(({ kind }) => kind === 'notify')).toMatchObject([{ title: 'Terminal link down' }]);
  });
});

describe('many of a kind are one alarm with a row each', () => {
  const bare = (hand: EngineInHand, count: number): void => {
    const [held] = hand.positions;
    if (held === undefined) throw new Error('there is a position to copy');
    hand.positions = Array.from({ length: count }, (_, i) => ({ ...held, ticket: String(11 + i), stopLoss: null }));
    hand.after(1_000).beat();
  };
  const told = (hand: EngineInHand) => hand.cockpit.alarms.get('no_stop');

  test('so many positions without a stop', () => {
    const hand = withPosition();
    bare(hand, 73);
    const { alarm } = told(hand) ?? {};
    expect([active(hand), alarm?.rows?.length, alarm?.title]).toEqual([['no_stop'], 73, '73 positions have no stop']);
    expect(alarm?.rows?.[1]).toEqual({ subject: '12', text: expect.stringContaining('EURUSD BUY') as string });
    expect(hand.beat().decisions, 'told once').toEqual([]);
  });

  test('one that joins is news: to be acknowledged again and told outside the window; one that leaves is neither', () => {
    const hand = withPosition();
    bare(hand, 2);
    hand.act({ act: 'acknowledge-alarm', alarmId: 'no_stop' });
    const since = told(hand)?.alarm.raisedAt;
    const notified = (): number => hand.effects.filter(({ kind }) => kind === 'notify').length;
    bare(hand, 1);
    const left = [told(hand)?.acknowledged !== null, told(hand)?.alarm.rows?.length, notified()];
    bare(hand, 3);
    const joined = [told(hand)?.acknowledged !== null, told(hand)?.alarm.rows?.length, notified()];
    expect([left, joined, told(hand)?.alarm.raisedAt, told(hand)?.alarm.count]).toEqual([[true, 1, 1], [false, 3, 2], since, 1]);
  });
});

describe('one cause, one alarm', () => {
  const all = (hand: EngineInHand): Record<string, string> =>
    Object.fromEntries([...hand.cockpit.alarms].map(([id, { state }]) => [id, state]));
  const followers = (hand: EngineInHand) => hand.cockpit.alarms.get('link_down')?.alarm.rows?.map(({ subject }) => subject);
  const happen = (hand: EngineInHand): void => {
    hand.answer(hand.ordered('s2').clientOrderId, hand.silence);
    hand.cockpit.breakers.set('terminal/read', open);
  };

  test('what follows from a lost link is its alarm, until the link is back', () => {
    const hand = new EngineInHand(AUTO);
    hand.link = 'down';
    hand.beat();
    hand.link = 'up';
    happen(hand);
    hand.link = 'down';
    hand.after(1).beat();
    expect(all(hand)).toEqual({ link_down: 'active' });
    expect(followers(hand)).toEqual(['order_unknown', 'breaker:terminal/read']);
    expect(hand.beat().decisions, 'told once').toEqual([]);
    hand.link = 'up';
    hand.after(1).beat();
    expect(all(hand)).toEqual({ link_down: 'returned', order_unknown: 'active', 'breaker:terminal/read': 'active' });
  });

  test('what joins it later does so quietly: the cause was told', () => {
    const hand = new EngineInHand(AUTO);
    hand.link = 'down';
    hand.beat();
    hand.act({ act: 'acknowledge-alarm', alarmId: 'link_down' });
    const notified = (): number => hand.effects.filter(({ kind }) => kind === 'notify').length;
    const before = notified();
    hand.cockpit.breakers.set('terminal/read', open);
    hand.after(1).beat();
    expect([followers(hand), notified() - before]).toEqual([['breaker:terminal/read'], 0]);
    expect(hand.cockpit.alarms.get('link_down')?.acknowledged).not.toBeNull();
  });

  test('what stood before the link went down goes on standing: its cause is not gone', () => {
    const hand = new EngineInHand(AUTO);
    happen(hand);
    hand.beat();
    hand.link = 'down';
    hand.after(1).beat();
    expect(all(hand)).toEqual({ link_down: 'active', order_unknown: 'active', 'breaker:terminal/read': 'active' });
  });

  test('a breaker taken out by hand has its own cause', () => {
    const hand = new EngineInHand(AUTO);
    hand.link = 'down';
    hand.cockpit.breakers.set('terminal/write', { state: 'ISOLATED', failures: 5 });
    hand.beat();
    expect(Object.keys(all(hand)).sort()).toEqual(['breaker:terminal/write', 'link_down']);
  });

  test('its text tells since when the terminal is silent, which stays true while it stands', () => {
    const hand = new EngineInHand(AUTO);
    hand.link = 'down';
    hand.beat();
    const cause = hand.cockpit.alarms.get('link_down')?.alarm.cause ?? '';
    expect(cause).toMatch(/^The terminal has been silent since \d\d:\d\d:\d\d UTC\.$/);
  });
});
