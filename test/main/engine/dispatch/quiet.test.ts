import { describe, expect, test } from 'vitest';
import { quietUntil, showsTheSame } from '#engine';
import { rulebookIn } from '#shared/rulebooks';
import { EngineInHand } from '../engine-in-hand.ts';

const HOUR = 3_600_000;
const quiet = (hand: EngineInHand): number | null => quietUntil(hand.engine, hand.facts, hand.at);
const withDay = (config: Record<string, unknown> = {}): EngineInHand => {
  const hand = new EngineInHand(config);
  hand.beat();
  return hand;
};

describe('until when a look at the clock decides nothing', () => {
  test('an account that holds nothing is quiet until the firm’s next reset', () => {
    const hand = withDay();
    expect(quiet(hand)).toBe(hand.cockpit.day?.resetsAt);
  });

  test('a card that waits ends it at its zero', () => {
    const hand = withDay();
    hand.submit('s1');
    const card = [...hand.cockpit.pending.values()][0]!;
    expect(quiet(hand)).toBe(card.expiresAt);
  });

  test.each<readonly [string, (hand: EngineInHand) => void]>([
    ['something is held', (hand) => void hand.opened('s1', '11')],
    ['an order is on its way', (hand) => void hand.ordered('s1')],
    ['the link is down', (hand) => void (hand.link = 'down')],
    ['the account is not known', (hand) => void (hand.account = null as never)],
    ['no day has begun', (hand) => void (hand.cockpit.day = null)],
    ['time went back behind the day', (hand) => void (hand.cockpit.day = { ...hand.cockpit.day!, anchorAt: hand.at + 1 })],
    ['wider limits wait', (hand) => void (hand.cockpit.limitsKept = { asked: hand.cockpit.config, widened: [] })],
    ['a turn stopped half-way', (hand) => void hand.cockpit.alarms.set('half_turned', { state: 'active' } as never)],
    ['a source has a rhythm', (hand) => void hand.cockpit.sources.set('x', { rhythm: { everyMinutes: 5 } } as never)],
    ['an exit goes on', (hand) => void hand.cockpit.exits.add('x1')],
    ['a fault is being mended', (hand) => void hand.cockpit.recoveries.set('r', { dueAt: Infinity } as never)],
  ])('nobody can tell while %s', (_, make) => {
    const hand = withDay({ approvals: { mode: 'auto' } });
    make(hand);
    expect(quiet(hand)).toBeNull();
  });

  test('a calendar ends it where its content ends, and where it is too old', () => {
    const hand = withDay();
    const now = hand.at;
    const read = { readAt: now, source: 'c', events: [], notes: [] };
    hand.cockpit.calendar = { ...read, coversUntil: now + HOUR };
    expect(quiet(hand)).toBe(now + HOUR);
    hand.cockpit.calendar = {
      ...read,
      readAt: now + HOUR - hand.cockpit.config.calendar.maxAgeHours * HOUR,
      coversUntil: now + 9 * HOUR,
    };
    expect(quiet(hand)).toBe(now + HOUR);
  });

  test('days without a trade end it when they are spoken of, and when they are over', () => {
    const hand = withDay();
    const { at, cockpit } = hand;
    const { rulebook } = cockpit.config;
    const custom = { ...rulebookIn(rulebook), inactivityDays: 30 };
    hand.cockpit.config = { ...cockpit.config, rulebook: { ...rulebook, custom } };
    const day = 24 * HOUR;
    for (const [since, until] of [
      [at - 25 * day + HOUR, at + HOUR],
      [at - 30 * day + HOUR, at + HOUR],
      [at - 31 * day, cockpit.day!.resetsAt],
    ] as const) {
      hand.cockpit.firstDayAt = since;
      expect(quiet(hand)).toBe(until);
    }
  });
});

describe('whether the terminal shows the same', () => {
  const facts = () => withDay().facts;
  test('the age of its last price is nothing, its money, its link and its obstacles are', () => {
    const one = facts();
    const { account } = one;
    expect(showsTheSame(one, { ...one, linkAgeMs: 900 })).toBe(true);
    expect(showsTheSame(one, { ...one, account: { ...account! } })).toBe(true);
    const moved = { ticket: '1', at: 1, amount: 5, kind: 'transfer' } as const;
    expect(
      showsTheSame(
        { ...one, account: { ...account!, operations: [moved] } },
        { ...one, account: { ...account!, operations: [{ ...moved }] } },
      ),
    ).toBe(true);
    for (const other of [
      { ...one, link: 'stale' as const },
      { ...one, account: null },
      { ...one, account: { ...account!, equity: account!.equity - 0.01 } },
      { ...one, account: { ...account!, operations: [moved] } },
      { ...one, unsound: 'a number is not one' },
      { ...one, obstacle: { code: 'trade_disabled', text: 'no' } as never },
      { ...one, positions: [{}] as never },
      { ...one, orders: [{}] as never },
    ])
      expect([showsTheSame(one, other), showsTheSame(other, one)]).toEqual([false, false]);
  });
});
