import { describe, expect, it } from 'vitest';
import { firmMoment, idleSince, isDayHeld, standingsOf } from '#engine/rulebook';
import { CLOCK_DOUBTS, type ClockDoubt } from '#shared/domain';
import type { CockpitState } from '#shared/projection';
import { BOOK, cockpit, DAY, NOW, position } from './desk.ts';

const MINUTE = 60_000;
const doubts = Object.keys(CLOCK_DOUBTS) as ClockDoubt[];
const doubted = (doubt: ClockDoubt | null, day: CockpitState['day'] = DAY) =>
  cockpit((of) => {
    of.day = day;
    of.clock = { ...of.clock, doubt };
  });

describe('the moment that the firm’s day is judged by', () => {
  const held = doubts.find((doubt) => CLOCK_DOUBTS[doubt].holdsDay) ?? null;
  it('is the clock’s, unless nothing says which time it is', () => {
    expect([isDayHeld(doubted(null)), isDayHeld(doubted(held))]).toEqual([false, true]);
    for (const doubt of doubts) expect(isDayHeld(doubted(doubt))).toBe(CLOCK_DOUBTS[doubt].holdsDay);
    expect(firmMoment(doubted(null), DAY.resetsAt + 1)).toBe(DAY.resetsAt + 1);
    expect(firmMoment(doubted(held, null), DAY.resetsAt + 1)).toBe(DAY.resetsAt + 1);
  });
  it.each([
    [DAY.anchorAt - 1, DAY.anchorAt],
    [DAY.anchorAt, DAY.anchorAt],
    [DAY.resetsAt - 1, DAY.resetsAt - 1],
    [DAY.resetsAt, DAY.anchorAt],
    [DAY.resetsAt + 90 * MINUTE, DAY.anchorAt],
  ])('while it is held stays within the day: %i is judged as %i', (at, moment) =>
    expect(firmMoment(doubted(held), at)).toBe(moment),
  );
});

describe('rules that only inform', () => {
  const trade = (pnl: number, seconds = 3_600, openedAt = NOW - 2 * 3_600_000) => ({
    pnl,
    openedAt,
    closedAt: openedAt + seconds * 1_000,
  });
  const told = (
    rules: object,
    trades: object[],
    part: { nowMs?: number; positions?: object[]; firstDayAt?: number | null } = {},
  ) =>
    standingsOf(
      cockpit((of) => {
        of.trades = trades as never;
        of.firstDayAt = part.firstDayAt ?? null;
        of.config.rulebook = { ...of.config.rulebook, custom: { ...BOOK, ...rules } };
      }),
      (part.positions ?? []) as never,
      part.nowMs ?? NOW,
    ).map(({ code, ok, observed, limit, text }) => [code, ok, observed, limit, text]);

  it.each<[string, number[], 'net' | 'wins', unknown[]]>([
    ['of net profit', [300, 200, -100], 'net', [false, 75, 50, '75 % of net profit, at most 50 %']],
    ['of winning trades', [300, 300, -100], 'wins', [true, 50, 50, '50 % of the profit of winning trades, at most 50 %']],
    ['of nothing won in all', [100, -100], 'net', [null, null, 50, 'There is no profit yet, at most 50 %']],
    ['of no trade', [], 'net', [null, null, 50, 'There is no profit yet, at most 50 %']],
    ['of losses', [-100], 'wins', [null, null, 50, 'There is no profit yet, at most 50 %']],
  ])('the best trade as a share %s', (_of, results, of, expected) => {
    const [rule] = told(
      { bestTrade: { pct: 50, of } },
      results.map((pnl) => trade(pnl)),
    );
    expect(rule).toEqual(['best_trade', ...expected]);
  });

  it('how many trades were too short: none of none, and the limit itself is none', () => {
    const rules = { holding: { seconds: 60, maxSharePct: 50 } };
    const text = (what: string) => `${what} trades held less than 60 s, at most 50 %`;
    expect(told(rules, [])).toEqual([['holding_time', null, null, 50, text('0 of 0')]]);
    expect(told(rules, [trade(1, 60), trade(1, 59.999)])).toEqual([['holding_time', true, 50, 50, text('1 of 2')]]);
    expect(told(rules, [trade(1, 40), trade(1, 40), trade(1)])[0]?.slice(0, 2)).toEqual(['holding_time', false]);
  });

  it('how long nothing was opened: since the last opening, of a trade or a position, else since the first day', () => {
    const rules = { inactivityDays: 14 };
    const day = 86_400_000;
    const after = (part: object, trades: object[] = []) => told(rules, trades, part)[0]?.slice(1);
    expect(after({})).toEqual([null, null, 14, 'no trade on record yet; the account ends after 14 days without one']);
    expect(after({ firstDayAt: NOW - 1.25 * day })).toEqual([true, 1.25, 14, '1.3 of 14 days without a trade opened, counted from the first day here']); // prettier-ignore
    expect(after({ firstDayAt: NOW - 30 * day }, [trade(1, 60, NOW - 14 * day)])).toEqual([false, 14, 14, '14 of 14 days without a trade opened']); // prettier-ignore
    expect(after({ positions: [position({ openedAt: NOW - day })] }, [trade(1, 60, NOW - 3 * day)])?.[1]).toBe(1);
    expect(after({ positions: [position({ openedAt: NOW + day })] })?.[1]).toBe(0);
    expect(idleSince({ trades: [], positions: [], firstDayAt: NOW })).toEqual({ at: NOW, isTrade: false });
    expect(idleSince({ trades: [], positions: [position()], firstDayAt: null })).toEqual({ at: NOW, isTrade: true });
  });

  it('nothing where the firm asks for nothing', () => expect(told({}, [trade(1)])).toEqual([]));
});
