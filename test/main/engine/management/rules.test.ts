import { describe, expect, test } from 'vitest';
import type { Position } from '#shared/domain';
import { stopMove } from '#engine/management/stops.ts';
import type { Sight } from '#engine/management/sight.ts';
import type { StructureView } from '#engine/market';
import { EngineInHand, MONDAY } from '../engine-in-hand.ts';
import { EURUSD, NOW, position } from '../rulebook/desk.ts';
import { structure } from '../u-cells/view.ts';

const HOUR = 3_600_000;
const R = 0.002;

/** One position of ours under rules, with a stop 20 pips off, its plan on record. */
function held(management: Record<string, unknown>, side: 'BUY' | 'SELL' = 'BUY', config: Record<string, unknown> = {}) {
  const hand = new EngineInHand({
    approvals: { mode: 'auto' },
    strategies: { m5_bos: { sessions: ['any'], management }, m1_retest: { sessions: ['any'] } },
    ...config,
  });
  const up = side === 'BUY' ? 1 : -1;
  const entry = up === 1 ? hand.quote.ask : hand.quote.bid;
  const level = (r: number): number => Number((entry + up * r * R).toFixed(5));
  hand.opened('s1', '11', { side, entry, stopLoss: level(-1), takeProfit: level(3) });
  hand.positions = hand.positions.map((position) => ({ ...position, entry }));
  hand.observe();
  hand.beat();
  const set = (change: Partial<Position>): void => {
    hand.positions = hand.positions.map((position) => ({ ...position, ...change }));
  };
  const asked = () => hand.sends.slice(1);
  /** The price goes to so many R of gain, and a look at the clock follows. */
  const to = (r: number): void => {
    set({ current: level(r) });
    hand.bid = Number((level(r) - (up === 1 ? 0 : 0.00002)).toFixed(5));
    hand.after(1_000).beat();
  };
  /** The terminal does what was asked last, and shows it. */
  const done = (): void => {
    const request = hand.sends.at(-1);
    if (request?.op === 'modify') set({ stopLoss: request.stopLoss, takeProfit: request.takeProfit });
    const [position] = hand.positions;
    if (request?.op === 'close' && position !== undefined) {
      const lots = request.volume ?? position.volume;
      set({ volume: Number((position.volume - lots).toFixed(2)) });
      hand.answer(request.clientOrderId, { ...hand.confirmed('11'), volume: lots } as never);
    } else hand.answer(request?.clientOrderId ?? '', hand.confirmed('11'));
    hand.after(100).observe();
  };
  return { hand, to, done, asked, level, set, entry };
}

describe.each(['BUY', 'SELL'] as const)('a %s under rules', (side) => {
  test('goes to break-even beyond the entry, once: a stop moved back by the trader stays there', () => {
    const { hand, to, done, asked, level, set } = held({ breakEvenAtR: 1, breakEvenOffsetR: 0.1 }, side);
    to(0.99);
    expect(asked()).toEqual([]);
    to(1);
    expect(asked()).toMatchObject([{ op: 'modify', ticket: '11', stopLoss: level(0.1), takeProfit: level(3) }]);
    done();
    hand.after(15_000);
    set({ stopLoss: level(-0.5) });
    hand.observe();
    to(1.5);
    expect(asked()).toHaveLength(1);
  });

  test('is followed in steps; what was confirmed a moment ago counts before the terminal shows it', () => {
    const { hand, to, asked, level } = held({ trailing: 'r', trailingStartR: 0, trailingDistance: 1, trailingStepR: 0.5 }, side);
    to(0.4);
    expect(asked()).toEqual([]);
    to(0.5);
    expect(asked()).toMatchObject([{ stopLoss: level(-0.5) }]);
    hand.answer(hand.sends.at(-1)?.clientOrderId ?? '', hand.confirmed('11'));
    to(0.9);
    expect(asked()).toHaveLength(1);
    to(1);
    expect(asked()[1]).toMatchObject({ stopLoss: level(0) });
  });

  test('is out when it goes too far against, before its stop', () => {
    const { to, asked } = held({ maxAdverseR: 0.6 }, side);
    to(-0.59);
    expect(asked()).toEqual([]);
    to(-0.6);
    expect(asked()).toMatchObject([{ op: 'close', ticket: '11', volume: null }]);
  });
});

describe('parts', () => {
  const HALVES = { partials: [{ atR: 1, percent: 50 }, { atR: 2, percent: 50 }] }; // prettier-ignore

  test('a partial fill is completed, and no share is closed twice', () => {
    const { hand, to, done, asked, set } = held({ partials: [{ atR: 1, percent: 50 }] });
    const [{ volume } = { volume: 0 }] = hand.positions;
    to(1.2);
    const wanted = asked()[0];
    const lots = wanted?.op === 'close' ? (wanted.volume ?? 0) : 0;
    expect(lots).toBeCloseTo(volume / 2, 1);
    set({ volume: Number((volume - 0.5).toFixed(2)) });
    hand.answer(wanted?.clientOrderId ?? '', { ...hand.confirmed('11'), retcode: 10010, volume: 0.5 } as never);
    to(1.2);
    expect(asked()[1]).toMatchObject({ op: 'close', volume: Number((lots - 0.5).toFixed(2)) });
    done();
    to(1.3);
    to(2.5);
    expect(asked()).toHaveLength(2);
  });

  test.each([
    ['half', 50],
    ['more than half', 80],
  ])('after %s of it was closed the rest is managed at once, not when ten seconds are over', (_what, percent) => {
    const { to, done, asked } = held({ partials: [{ atR: 1, percent }], breakEvenAtR: 1, maxAdverseR: 0.5 });
    to(1.1);
    expect(asked()).toMatchObject([{ op: 'close' }]);
    done();
    to(1.1);
    expect(asked()[1]).toMatchObject({ op: 'modify' });
    done();
    to(-0.6);
    expect(asked()[2]).toMatchObject({ op: 'close', volume: null });
  });

  test('what was closed whole is not asked about again before a look shows it gone', () => {
    const { hand, to, asked } = held({ maxAdverseR: 0.5, partials: [{ atR: 1, percent: 50 }] });
    to(-0.6);
    const [{ volume } = { volume: 0 }] = hand.positions;
    hand.answer(hand.sends.at(-1)?.clientOrderId ?? '', { ...hand.confirmed('11'), volume } as never);
    to(-0.7);
    expect(asked()).toHaveLength(1);
    hand.after(10_000);
    to(-0.7);
    expect(asked()).toHaveLength(2);
  });

  test('a rest that cannot stay alone goes with the last part; a part too small is left', () => {
    const whole = held(HALVES);
    whole.set({ volume: 0.01 });
    whole.hand.observe(
      whole.hand.dealsOf({ ...(whole.hand.positions[0] as Position), volume: 2.5 }, [{ volume: 2.49, profit: 1 }]),
    );
    whole.to(1.1);
    expect(whole.asked()).toMatchObject([{ op: 'close', volume: null }]);
    const small = held({ partials: [{ atR: 1, percent: 0.1 }] });
    small.to(1.1);
    expect(small.asked()).toEqual([]);
  });

  test('other rules later do not close again what was closed', () => {
    const { hand, to, done, asked } = held({ partials: [{ atR: 1, percent: 50 }] });
    to(1.1);
    done();
    const { management } = hand.cockpit.config.strategies.m5_bos;
    const rules = { ...management, breakEvenAtR: 2 };
    hand.act({ act: 'manage-position', ticket: '11', rules, reason: 'let it run' });
    to(1.2);
    expect(asked()).toHaveLength(1);
    to(2.1);
    expect(asked()[1]).toMatchObject({ op: 'modify' });
  });
});

describe('what holds a move back', () => {
  test('a refusal: longer each time, and the plan tells it', () => {
    const { hand, to, asked } = held({ breakEvenAtR: 1 });
    const refuse = (): void => {
      const outcome = { kind: 'refused', retcode: 10016, text: 'Invalid stops', at: hand.at } as const;
      hand.answer(hand.sends.at(-1)?.clientOrderId ?? '', outcome);
    };
    to(1.1);
    refuse();
    hand.after(3_000);
    to(1.1);
    expect(asked()).toHaveLength(1);
    hand.after(1_000);
    to(1.1);
    expect(asked()).toHaveLength(2);
    refuse();
    hand.after(13_000);
    to(1.1);
    expect(asked()).toHaveLength(2);
    hand.after(1_000);
    to(1.1);
    expect(asked()).toHaveLength(3);
    expect(hand.cockpit.positions.get('11')?.plan?.refused).toMatchObject({ count: 2, text: 'Invalid stops (10016)' });
  });

  test('a link that is not up, a stop that closes everything, a price too near for the broker', () => {
    const cut = held({ breakEvenAtR: 1 });
    cut.hand.link = 'stale';
    cut.to(1.1);
    expect(cut.asked()).toEqual([]);
    const near = held({ breakEvenAtR: 0.05 });
    near.to(0.05);
    expect(near.asked()).toEqual([]);
    near.to(0.06);
    expect(near.asked()).toHaveLength(1);
    const closing = held({ partials: [{ atR: 1, percent: 50 }] });
    closing.hand.halt(true);
    const before = closing.asked().length;
    closing.to(1.1);
    expect(closing.asked()).toHaveLength(before);
  });

  test('nothing manages what others opened, nor a position of a strategy without rules', () => {
    const { hand, to, asked } = held({});
    to(2);
    expect([asked(), hand.decisionsOf('position.planned')]).toEqual([[], []]);
  });
});

describe('the clock', () => {
  test.each([
    [{ maxMinutes: 90 }, 'time_exit', MONDAY + 1.5 * HOUR],
    // Monday 13:00 UTC: London closes at 16:00 UTC in summer.
    [{ sessionEndMinutes: 15 }, 'session_end', MONDAY + 2.75 * HOUR],
    // Friday 17:00 in New York.
    [{ fridayFlatMinutes: 30 }, 'friday_flat', Date.parse('2025-08-08T20:30:00Z')],
  ])('%j closes it by %s', (management, rule, at) => {
    const { hand, to, asked } = held({ ...management });
    const profile = { sessions: ['london'], management };
    const london = held(management, 'BUY', {
      strategies: { m5_bos: profile, m1_retest: { sessions: ['any'] } },
    });
    const { hand: own, to: toR, asked: ownAsked } = rule === 'session_end' ? london : { hand, to, asked };
    expect(own.cockpit.positions.get('11')?.plan?.exits).toEqual([{ rule, at }]);
    own.at = at - 2_000;
    toR(0);
    expect(ownAsked()).toEqual([]);
    toR(0);
    expect(ownAsked()).toMatchObject([{ op: 'close', volume: null }]);
    expect(own.decisionsOf('order.intended').at(-1)?.managed).toMatchObject({ rule, by: 'engine' });
  });

  test('news: closed ahead of the time kept free around it, not when the event is another currency', () => {
    const at = MONDAY + HOUR;
    const told = (currency: string) => {
      const one = held({ newsExitMinutes: 10 });
      const event = { at, currency, impact: 'high', title: 'Rate' } as const;
      one.hand.act({ act: 'note-news', id: 'n', event });
      return one;
    };
    const yen = told('JPY');
    yen.hand.at = at - 5 * 60_000;
    yen.to(0);
    expect(yen.asked()).toEqual([]);
    const own = told('USD');
    own.hand.at = at - 12 * 60_000 - 2_000;
    own.to(0);
    expect(own.asked()).toEqual([]);
    own.hand.after(1_000);
    own.to(0);
    expect(own.asked()).toMatchObject([{ op: 'close', volume: null }]);
  });
});

describe('on a netting account', () => {
  test('a position that was turned round has no plan any more: its rules were about the other side', () => {
    const { hand, set, to, asked } = held({ breakEvenAtR: 1 });
    set({ direction: 'SELL', stopLoss: null, takeProfit: null, volume: 1 });
    hand.tell({ type: 'terminal.observed', payload: { snapshot: hand.snapshot(), link: 'up', recentDeals: [] } }, 'terminal');
    to(1.1);
    hand.act({ act: 'adopt-drift', reason: 'turned by hand' });
    expect(hand.cockpit.positions.get('11')).toMatchObject({ position: { direction: 'SELL' } });
    expect(hand.cockpit.positions.get('11')?.plan).toBeUndefined();
    to(1.2);
    expect(asked().filter(({ op }) => op === 'modify')).toEqual([]);
  });
});

describe('where the stop that follows goes, and what is told of it', () => {
  const swing = { side: 'low', price: 1.103, time: NOW, confirmedAt: NOW } as const;
  const moved = (rules: object, seen: Partial<StructureView> = {}, part: Partial<Position> = {}) => {
    const off = { breakEvenAtR: null, breakEvenOffsetR: 0, trailing: 'off', trailingStartR: 0, trailingStepR: 0 };
    const sight = {
      plan: { rules: { ...off, ...rules }, risk: 0.001, moves: [], side: 'BUY' },
      position: position({ current: 1.104, ...part }),
      ...{ spec: EURUSD, up: 1, gainR: 4, stop: 1.099, nowMs: NOW },
      structure: structure({ atrM5: 0.001, swingLow: swing, ...seen }),
    };
    const move = stopMove(sight as unknown as Sight);
    return move?.kind === 'levels' ? ([move.rule, move.stopLoss, move.text] as const) : null;
  };

  test.each([
    ['r', 1.254, 1.10274, '4 R gained, the stop follows 1.25 R behind the price: 1.10274'],
    ['atr', 1.254, 1.10274, '4 R gained, the stop follows 1.25 M5 ranges behind the price: 1.10274'],
    ['swing', 0.254, 1.10274, '4 R gained, the stop follows the last M5 swing low by 0.25 M5 ranges: 1.10274'],
    ['swing', 0, 1.103, '4 R gained, the stop follows the last M5 swing low: 1.10300'],
  ])('by %s at a distance of %d', (trailing, trailingDistance, stopLoss, text) =>
    expect(moved({ trailing, trailingDistance })).toEqual(['trailing', stopLoss, text]),
  );

  test('break-even says how far beyond the entry, and is preferred only where it is better', () => {
    expect(moved({ breakEvenAtR: 1.254, breakEvenOffsetR: 0.254 })).toEqual([
      'break_even',
      1.10026,
      '4 R gained, at 1.25 R the stop goes to the entry and 0.25 R: 1.10026',
    ]);
    expect(moved({ breakEvenAtR: 1 })?.[2]).toBe('4 R gained, at 1 R the stop goes to the entry: 1.10000');
    expect(moved({ breakEvenAtR: 1, trailing: 'r', trailingDistance: 1 })?.[0]).toBe('trailing');
    expect(moved({ breakEvenAtR: 1, trailing: 'r', trailingDistance: 5 })?.[0]).toBe('break_even');
  });

  test('nothing is followed that is not known, or was there before the position', () => {
    expect(moved({ trailing: 'atr', trailingDistance: 1 }, { atrM5: null })).toBeNull();
    expect(moved({ trailing: 'swing', trailingDistance: 0 }, { swingLow: null })).toBeNull();
    expect(moved({ trailing: 'swing', trailingDistance: 0 }, { swingLow: { ...swing, confirmedAt: NOW - 1 } })).toBeNull();
    expect(moved({ trailing: 'r', trailingDistance: 1, trailingStartR: 4.01 })).toBeNull();
  });
});
