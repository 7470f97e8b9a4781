import { describe, expect, it } from 'vitest';
import { progressOf, roomOf, standingsOf } from '#engine/rulebook';
import type { ClosedTrade } from '#shared/domain';
import { rulebook, type Rulebook } from '#shared/rulebooks';
import { ACCOUNT, EngineInHand, SPEC } from '../engine-in-hand.ts';

const DAY_MS = 86_400_000;
const PRAGUE = { zone: 'Europe/Prague' };
const own = (part: object): Rulebook =>
  rulebook.parse({
    title: 'Own',
    verifiedOn: '2026-11-28',
    daily: null,
    dayReset: PRAGUE,
    maxLoss: { mode: 'static_initial', limitPct: 10 },
    ...part,
  });
const under = (part: object, initialBalance = 50_000, more: object = {}) =>
  new EngineInHand(
    { approvals: { mode: 'auto' }, rulebook: { custom: own(part), initialBalance }, ...more },
    holds(initialBalance),
  );
const holds = (balance: number, equity = balance) => ({ ...ACCOUNT, balance, equity, freeMargin: equity });
const roomIn = (desk: EngineInHand) => roomOf(desk.cockpit, desk.facts, desk.at);

/** What the desk's account shows one look after the other, and the floor in all after each. */
function floors(desk: EngineInHand, looks: readonly (readonly [balance: number, equity: number])[]): unknown[] {
  return looks.map(([balance, equity]) => {
    desk.account = { ...desk.account, balance, equity };
    desk.after(60_000).beat();
    return Math.round((roomIn(desk)?.totalFloor ?? NaN) * 100) / 100;
  });
}

describe('floors of the account', () => {
  // 50,000, 4 %: the floor begins at 48,000, follows an open profit at once, and stops at the first capital.
  it('that follow the equity lock at the initial balance', () => {
    const desk = under({ maxLoss: { mode: 'trailing_intraday', limitPct: 4, lockOffsetPct: 0 } });
    expect(
      floors(desk, [
        [50_000, 50_900],
        [50_000, 50_300],
        [50_000, 52_000],
        [53_000, 56_000],
      ]),
    ).toEqual([48_900, 48_900, 50_000, 50_000]);
  });
  it('or at a share above it, and without a lock go on', () => {
    const locked = under({ maxLoss: { mode: 'trailing_intraday', limitPct: 4, lockOffsetPct: 1.5 } });
    const free = under({ maxLoss: { mode: 'trailing_intraday', limitPct: 4 } });
    const looks = [
      [52_000, 52_600],
      [55_000, 55_000],
    ] as const;
    expect([floors(locked, looks), floors(free, looks)]).toEqual([
      [50_600, 50_750],
      [50_600, 53_000],
    ]);
  });
  // 5 % of a peak of 61,000 are 3,050, and not the 2,500 of the first capital.
  it('a share of the peak below the peak, as far as the lock', () => {
    const desk = under({ maxLoss: { mode: 'trailing_locked', limitPct: 5, limitOf: 'peak', atOnce: true, lockOffsetPct: 20 } });
    expect(
      floors(desk, [
        [50_000, 50_000],
        [52_000, 52_000],
        [61_000, 61_000],
        [80_000, 80_000],
      ]),
    ).toEqual([47_500, 49_400, 57_950, 60_000]);
  });
  it('that a payout locks: at the initial balance from then on, over a restart too', () => {
    const desk = under({ maxLoss: { mode: 'trailing_eod', limitPct: 6, payoutLocks: true } });
    const before = floors(desk, [[51_000, 51_000]]);
    const operations = [{ ticket: '70', at: desk.at, kind: 'transfer' as const, amount: -800 }];
    desk.account = { ...holds(50_200), operations };
    const unrecorded = roomIn(desk)?.totalFloor;
    desk.after(60_000).beat();
    desk.account = holds(50_200);
    desk.after(DAY_MS).beat();
    expect([before, unrecorded, roomIn(desk)?.totalFloor]).toEqual([[47_000], 50_000, 50_000]);
  });
});

describe('a day whose floor follows its highest equity', () => {
  const daily = { limitPct: 3, limitOf: 'anchor', followsEquity: true, reset: PRAGUE };
  const dayFloors = (desk: EngineInHand, looks: readonly (readonly [number, number])[]) => {
    const told: unknown[] = [];
    for (const [balance, equity] of looks) {
      desk.account = { ...desk.account, balance, equity };
      desk.after(60_000).beat();
      told.push(roomIn(desk)?.dayFloor);
    }
    return told;
  };
  // 3 % of 51,400 are 1,542; a fall and a booked loss change nothing, and the next day begins from its own balance.
  it('lies its share below that, and begins again with the day', () => {
    const desk = under({ daily, dayReset: undefined });
    expect(
      dayFloors(desk, [
        [50_000, 51_400],
        [50_000, 50_100],
        [49_900, 49_900],
      ]),
    ).toEqual([49_858, 49_858, 49_858]);
    expect(desk.cockpit.peaks?.dayEquity).toBe(51_400);
    desk.account = holds(49_900);
    desk.at = roomIn(desk)?.resetsAt ?? 0;
    desk.after(1_000).beat();
    expect(roomIn(desk)?.dayFloor).toBeCloseTo(49_900 * 0.97, 9);
  });
  it('does not take money that was paid in for a peak', () => {
    const desk = under({ daily: { ...daily, limitOf: 'initial' }, dayReset: undefined });
    desk.account = { ...holds(60_000), operations: [{ ticket: '71', at: desk.at, kind: 'transfer', amount: 10_000 }] };
    desk.after(60_000).beat();
    expect(roomIn(desk)?.dayFloor).toBe(48_500 + 10_000);
  });
  it('closes everything at its last fifth', () => {
    const desk = under({ daily, dayReset: undefined });
    desk.opened('s1', '11');
    desk.account = holds(50_000, 51_400);
    desk.after(60_000).beat();
    desk.account = holds(50_000, 50_166);
    desk.after(60_000).beat();
    expect(desk.cockpit.trading.reason).toBe("Hard stop: 308.00 USD left above the day's floor of 49,858.00");
  });
});

const trade = (id: number, pnl: number, openedAt: number, heldMs = 3_600_000): ClosedTrade => ({
  ...{ ticket: `${id}`, signalId: null, strategyId: 'm5_bos', symbol: 'EURUSD', side: 'BUY', volume: 1, entry: 1.1, exit: 1.1 },
  ...{ openedAt, closedAt: openedAt + heldMs, pnl, r: null, reason: 'client' },
});
const withTrades = (part: object, trades: readonly ClosedTrade[]) => {
  const desk = under(part);
  desk.engine.cockpit.trades = trades;
  return desk;
};
const standing = (desk: EngineInHand) => standingsOf(desk.cockpit, desk.positions, desk.at);

describe('rules that only inform', () => {
  // 900 of 2,000 net are 45 %; of the 2,400 that winning trades made 37.5 %.
  it.each([
    ['net', 45, false],
    ['winning', 37.5, true],
  ])('best trade of %s profit', (of, observed, ok) => {
    const trades = [900, 700, 800, -400].map((pnl, at) => trade(at, pnl, 1_000 * at));
    expect(standing(withTrades({ bestTrade: { pct: 40, of } }, trades))).toMatchObject([
      { code: 'best_trade', observed, ok, limit: 40 },
    ]);
  });
  it('best trade without a profit is not known', () =>
    expect(standing(withTrades({ bestTrade: { pct: 40 } }, [trade(1, -5, 0)]))).toMatchObject([{ ok: null, observed: null }]));

  it('holding time counts trades that were closed before it, by hand too', () => {
    const trades = [45_000, 119_999, 120_000, 600_000].map((held, at) => trade(at, 1, 0, held));
    expect(standing(withTrades({ holding: { seconds: 120, maxSharePct: 25 } }, trades))).toMatchObject([
      { ok: false, observed: 50, text: '2 of 4 trades held less than 120 s, at most 25 %' },
    ]);
  });

  it('inactivity counts from the last trade that was opened, and is told days before', () => {
    const desk = withTrades({ inactivityDays: 20 }, [trade(1, 5, Date.parse('2025-07-19T13:00Z'))]);
    const told = (): unknown =>
      [...desk.cockpit.alarms.values()].filter(({ state, alarm }) => state === 'active' && alarm.kind === 'inactivity').length;
    desk.after(1_000).beat();
    expect([standing(desk)[0]?.text, told()]).toEqual(['16 of 20 days without a trade opened', 1]);
    desk.opened('s1', '11');
    desk.after(1_000).beat();
    expect([standing(desk)[0]?.ok, told()]).toEqual([true, 0]);
  });
  it('without any trade it counts from the first day, and is told days before', () => {
    const desk = under({ inactivityDays: 10 });
    const told = () =>
      [...desk.cockpit.alarms.values()].find(({ state, alarm }) => state === 'active' && alarm.kind === 'inactivity');
    expect(standing(desk)).toMatchObject([{ ok: true, observed: expect.closeTo(0.625, 3), limit: 10 }]);
    const started = desk.cockpit.day?.anchorAt ?? NaN;
    for (let day = 1; day < 8; day += 1) desk.after(DAY_MS).beat();
    expect(told()).toBeUndefined();
    desk.after(DAY_MS).beat();
    expect(desk.cockpit.day?.anchorAt).toBeGreaterThan(started);
    expect(told()?.alarm).toMatchObject({
      cause: 'No trade was opened since the first day here, 2025-08-04, and Own ends an account after 10 days without one.',
      deadlineAt: started + 10 * DAY_MS,
    });
    for (let day = 0; day < 2; day += 1) desk.after(DAY_MS).beat();
    expect([told()?.alarm.title, standing(desk)[0]?.ok]).toEqual(['Too long without a trade', false]);
    desk.opened('s1', '11');
    desk.after(1_000).beat();
    expect([told(), standing(desk)[0]?.ok]).toEqual([undefined, true]);
  });
  it('and before the account’s first day is not known', () =>
    expect(standingsOf({ ...under({ inactivityDays: 20 }).cockpit, firstDayAt: null }, [], 0)).toMatchObject([{ ok: null }]));

  it('profit counts for the day of the open where the firm says so', () => {
    const noon = Date.parse('2025-08-04T10:00Z');
    const trades = [trade(1, 120, noon, DAY_MS), trade(2, 130, noon), trade(3, 90, noon + DAY_MS)];
    const best = (profitDay: string) =>
      progressOf(withTrades({ profitDay, bestDay: { pct: 50 } }, trades).cockpit, holds(50_340)).bestDayPct;
    expect([best('open'), best('close')]).toEqual([expect.closeTo((250 / 340) * 100, 9), expect.closeTo((210 / 340) * 100, 9)]);
  });
});

describe('lots open in all', () => {
  it('leave an entry what is left, and refuse it when nothing is', () => {
    const desk = under({ limits: { lotsOpen: 0.3 } }, 50_000, { cells: { u3: { onePositionPerSymbol: false } } });
    const first = desk.ordered('s1');
    desk.opened('s1', '11');
    desk.after(60_000).submit('s2');
    expect([first.volume, desk.standing('s2')]).toEqual([0.3, ['rejected', 'volume_minimum']]);
    expect(
      desk
        .life('s2')
        .decisions.flatMap(({ criteria }) => criteria)
        .find(({ code }) => code === 'volume_minimum')?.text,
    ).toContain("the rulebook's limit of lots open in all");
  });
});

describe('risk of one idea', () => {
  const idea = { ideaRisk: { pct: 0.4, withinMinutes: 5 } };
  const MANY = { cells: { u3: { onePositionPerSymbol: false } } };
  const judged = (desk: EngineInHand, id: string) =>
    desk
      .life(id)
      .decisions.flatMap(({ criteria }) => criteria)
      .find(({ code }) => code === 'idea_risk');

  it('bounds the size of an entry: 0.4 % of 50,000 are 200', () => {
    const desk = under(idea, 50_000, MANY);
    desk.submit('s1');
    const { observed, limit, ok } = judged(desk, 's1') ?? {};
    expect([limit, ok, Number(observed) <= 200 && Number(observed) > 190]).toEqual([200, true, true]);
  });

  // Lost 150 three minutes after 120 was lost four minutes before that: one idea, a chain. 200 - 270 leaves nothing.
  it.each([
    ['a chain of trades each within five minutes of the next', [9, 6, 3], 'rejected'],
    ['trades longer ago than that', [30, 25, 6], 'ordered'],
  ])('counts what was lost before: %s', (_what, [from = 0, middle = 0, until = 0], state) => {
    const desk = under(idea, 50_000, MANY);
    const ago = (minutes: number): number => desk.at - minutes * 60_000;
    const between = (id: number, pnl: number, opened: number, closed: number) =>
      trade(id, pnl, ago(opened), (opened - closed) * 60_000);
    desk.engine.cockpit.trades = [between(1, -120, from, middle + 0.5), between(2, -150, middle, until)];
    desk.submit('s1');
    expect(desk.standing('s1')[0]).toBe(state);
  });

  it('is another idea the other way, and in another symbol', () => {
    const desk = under(idea, 50_000, MANY);
    desk.engine.cockpit.trades = [
      { ...trade(1, -190, desk.at - 120_000, 60_000), side: 'SELL' },
      { ...trade(2, -190, desk.at - 120_000, 60_000), symbol: 'GBPUSD' },
    ];
    desk.submit('s1');
    expect(desk.standing('s1')[0]).toBe('ordered');
  });

  it('does not count what is open the other way', () => {
    const desk = under(idea, 50_000, { cells: { u3: { onePositionPerSymbol: false, opposite: 'allow' } } });
    const other = under({}, 50_000);
    other.opened('s0', '11');
    const [held] = other.positions;
    if (held !== undefined)
      desk.positions = [{ ...held, direction: 'SELL', stopLoss: held.entry + 0.002, clientOrderId: null, magic: 0 }];
    desk.after(60_000).submit('s1');
    expect(judged(desk, 's1')).toMatchObject({ ok: true });
    expect(
      desk
        .life('s1')
        .decisions.flatMap(({ criteria }) => criteria)
        .find(({ code }) => code === 'volume_minimum')?.ok,
    ).toBe(true);
  });

  it('counts what is open from its entry to its stop, whatever it has gained since', () => {
    const desk = under(idea, 50_000, { ...MANY, strategies: { m5_bos: { sessions: ['any'], riskPercent: 0.2 } } });
    desk.opened('s1', '11');
    desk.positions = desk.positions.map((held) => ({
      ...held,
      current: held.entry + 0.003,
      profit: 150,
      stopLoss: held.stopLoss,
    }));
    desk.after(60_000).submit('s2');
    const { observed = 0 } = judged(desk, 's2') ?? {};
    const [held] = desk.positions;
    const atStop = (((held?.entry ?? 0) - (held?.stopLoss ?? 0)) / SPEC.tickSize) * (held?.volume ?? 0);
    expect(Number(observed)).toBeGreaterThan(atStop);
    expect(atStop).toBeGreaterThan(80);
  });
});

describe('the vocabulary', () => {
  const choose = (desk: EngineInHand, custom: Rulebook) =>
    desk.act({ act: 'choose-rulebook', rulebook: { ...desk.cockpit.config.rulebook, custom }, reason: 'a test' }).answer;
  it.each<[string, object]>([
    ['a payout that locks', { maxLoss: { mode: 'static_initial', limitPct: 10, payoutLocks: true } }],
    ['lots open in all', { limits: { lotsOpen: 40 } }],
    ['risk of one idea', { ideaRisk: { pct: 2, withinMinutes: 2 } }],
  ])('%s may be asked for at any time, and let go of only when flat', (_what, part) => {
    const strict = under(part);
    strict.opened('s1', '11');
    const lax = under({});
    lax.opened('s1', '11');
    expect([choose(strict, own({})), choose(lax, own(part))]).toEqual([expect.objectContaining({ code: 'not_flat' }), null]);
  });
});
