import { describe, expect, it, test } from 'vitest';
import { balanceAt, progressOf, roomOf } from '#engine/rulebook';
import type { Account, BalanceOperation } from '#shared/domain';
import { ACCOUNT, EngineInHand } from '../engine-in-hand.ts';
import { exitDeal } from '../rulebook/desk.ts';

const MIDNIGHT = Date.parse('2025-08-04T22:00Z');
const DAY_MS = 86_400_000;
const moved = (ticket: string, at: number, amount: number, kind: BalanceOperation['kind'] = 'transfer'): BalanceOperation => ({
  ticket,
  at,
  amount,
  kind,
});
const holding = (balance: number, operations: readonly BalanceOperation[] = []): Account => ({
  ...ACCOUNT,
  balance,
  equity: balance,
  freeMargin: balance,
  operations: [...operations],
});
const roomIn = (desk: EngineInHand) => roomOf(desk.cockpit, desk.facts, desk.at);
const OWN = { rulebook: { preset: 'own-account' } };

describe('money that comes and goes', () => {
  it('leaves the day’s room where it was, before it is on record and after', () => {
    for (const amount of [-4_900, 7_000]) {
      const desk = new EngineInHand();
      const before = roomIn(desk)?.dayRoom;
      desk.after(1_000).account = holding(100_000 + amount, [moved('7', desk.at, amount)]);
      const unrecorded = roomIn(desk)?.dayRoom;
      desk.beat();
      expect([before, unrecorded, roomIn(desk)?.dayRoom, desk.cockpit.trading.state]).toEqual([5_000, 5_000, 5_000, 'active']);
    }
  });

  it('is counted once, however often the terminal tells it', () => {
    const desk = new EngineInHand();
    desk.after(1_000).account = holding(95_100, [moved('7', desk.at, -4_900)]);
    for (let n = 0; n < 3; n += 1) desk.after(1_000).beat();
    expect(desk.cockpit.transfers).toEqual({ day: -4_900, deposited: 0, withdrawn: 4_900 });
    expect(desk.records.filter(({ type }) => type === 'balance.operated')).toHaveLength(1);
  });

  it('lifts the total floor with a deposit, and lowers it with a withdrawal only where the rulebook says so', () => {
    const floors = (config: Record<string, unknown>): readonly (number | undefined)[] =>
      [0, 10_000, -10_000].map((amount) => {
        const desk = new EngineInHand(config);
        desk.after(1_000).account = holding(100_000 + amount, amount === 0 ? [] : [moved('7', desk.at, amount)]);
        desk.beat();
        return roomIn(desk)?.totalFloor;
      });
    expect(floors({})).toEqual([90_000, 100_000, 90_000]);
    expect(floors(OWN)).toEqual([85_000, 95_000, 75_000]);
  });

  it('takes a deposit back out without moving anything', () => {
    const desk = new EngineInHand();
    desk.after(1_000).account = holding(100_000, [moved('7', desk.at, 10_000), moved('8', desk.at, -10_000)]);
    desk.beat();
    expect([roomIn(desk)?.totalFloor, roomIn(desk)?.dayFloor]).toEqual([90_000, 95_000]);
  });

  it('is no profit towards the target; a charge is a loss', () => {
    const desk = new EngineInHand();
    const { at } = desk;
    desk.account = holding(104_900, [moved('7', at, 5_000), moved('8', at, -100, 'charge')]);
    desk.after(1_000).beat();
    expect([progressOf(desk.cockpit, desk.account).profitPct, roomIn(desk)?.dayRoom]).toEqual([expect.closeTo(-0.1, 9), 4_900]);
  });

  it('belongs to the past of the account when it was there at the first look', () => {
    const desk = new EngineInHand();
    const first = new EngineInHand();
    // The first beat of a desk anchors its day: what the account shows then is its opening deposit.
    first.account = holding(100_000, [moved('1', first.at - 3_600_000, 100_000)]);
    expect(desk.cockpit.transfers).toEqual({ day: 0, deposited: 0, withdrawn: 0 });
    const opened = new EngineInHand({}, first.account);
    expect([opened.cockpit.transfers, roomIn(opened)?.dayFloor, roomIn(opened)?.totalFloor]).toEqual([
      { day: 0, deposited: 0, withdrawn: 0 },
      95_000,
      90_000,
    ]);
  });

  it('is part of the next day’s anchor, and moves that day’s floor no further', () => {
    const desk = new EngineInHand();
    desk.after(1_000).account = holding(105_000, [moved('7', desk.at, 5_000)]);
    desk.beat();
    desk.at = MIDNIGHT;
    desk.beat();
    expect([desk.cockpit.day?.balance, desk.cockpit.transfers.day, roomIn(desk)?.dayRoom]).toEqual([105_000, 0, 5_000]);
  });

  it('never feeds a trailing floor as if it had been earned', () => {
    const desk = new EngineInHand({ rulebook: { preset: 'ftmo-1-step' } });
    desk.after(1_000).account = holding(110_000, [moved('7', desk.at, 10_000)]);
    desk.beat();
    desk.at = MIDNIGHT;
    desk.beat();
    // Without profit the room is the rule's whole 10 %, from the capital that is there now.
    expect([desk.cockpit.peaks?.resetBalance, roomIn(desk)?.totalFloor, roomIn(desk)?.totalRoom]).toEqual([
      100_000, 100_000, 10_000,
    ]);
  });
});

describe('midnights that nobody saw', () => {
  it('raise the peak that a trailing floor hangs from, each with its own balance', () => {
    const desk = new EngineInHand({ rulebook: { preset: 'ftmo-1-step' } });
    desk.at = MIDNIGHT;
    desk.beat();
    // Away for three days: won 6,000 on the first, lost 5,000 on the third.
    desk.at = MIDNIGHT + 3 * DAY_MS + 3_600_000;
    desk.account = holding(101_000);
    const recentDeals = [
      exitDeal({ at: MIDNIGHT + 3_600_000, profit: 6_000 }),
      exitDeal({ ticket: '2', at: MIDNIGHT + 2 * DAY_MS + 3_600_000, profit: -5_000 }),
    ];
    desk.tell({ type: 'time.reached', payload: { facts: desk.facts, recentDeals } }, 'clock');
    expect([desk.cockpit.peaks?.resetBalance, desk.cockpit.day?.balance, roomIn(desk)?.totalFloor]).toEqual([
      106_000, 101_000, 96_000,
    ]);
  });

  it('were anchored without their deals: put right once those are known, and never made laxer', () => {
    const anchoredThenRead = (balance: number, profit: number): readonly (number | undefined)[] => {
      const desk = new EngineInHand();
      desk.at = MIDNIGHT + 3 * 3_600_000;
      desk.account = holding(balance);
      desk.beat();
      const before = desk.cockpit.day?.balance;
      const recentDeals = [exitDeal({ at: MIDNIGHT + 3_600_000, profit })];
      desk.tell({ type: 'time.reached', payload: { facts: desk.facts, recentDeals } }, 'clock');
      return [before, desk.cockpit.day?.balance, desk.cockpit.day?.anchorAt];
    };
    expect(anchoredThenRead(98_900, -1_300)).toEqual([98_900, 100_200, MIDNIGHT]);
    expect(anchoredThenRead(101_000, 900)).toEqual([101_000, 101_000, MIDNIGHT]);
  });

  it('were slept over: the floor in all hangs from the balance of the midnight once its deals are known', () => {
    const desk = new EngineInHand({ rulebook: { preset: 'ftmo-1-step' } });
    desk.at = MIDNIGHT + 3 * 3_600_000;
    // 106,000 at midnight; 1,000 of it lost by the time anybody looks.
    desk.account = holding(105_000);
    desk.beat();
    expect([desk.cockpit.peaks?.resetBalance, roomIn(desk)?.totalFloor]).toEqual([105_000, 95_000]);
    const recentDeals = [exitDeal({ at: MIDNIGHT + 3_600_000, profit: -1_000 })];
    const read = () => desk.tell({ type: 'time.reached', payload: { facts: desk.facts, recentDeals } }, 'clock').types;
    expect(read()).toEqual(['day.anchored', 'peaks.raised']);
    expect([desk.cockpit.peaks?.resetBalance, roomIn(desk)?.totalFloor, desk.cockpit.day?.balance]).toEqual([
      ...[106_000, 96_000, 106_000],
    ]);
    expect(read()).toEqual([]);
  });

  it('are rebuilt with a withdrawal in between, which is no loss', () => {
    const desk = new EngineInHand({ rulebook: { preset: 'ftmo-1-step' } });
    desk.at = MIDNIGHT;
    desk.beat();
    desk.at = MIDNIGHT + 3 * DAY_MS + 3_600_000;
    desk.account = holding(101_000, [moved('9', MIDNIGHT + 2 * DAY_MS + 60_000, -5_000)]);
    const recentDeals = [exitDeal({ at: MIDNIGHT + 3_600_000, profit: 6_000 })];
    desk.tell({ type: 'time.reached', payload: { facts: desk.facts, recentDeals } }, 'clock');
    expect([desk.cockpit.peaks?.resetBalance, desk.cockpit.day?.balance]).toEqual([106_000, 101_000]);
  });
});

test('a charge after a missed midnight is taken out of its balance, a deposit is not', () => {
  const operations = [moved('1', 10, 500), moved('2', 11, -30, 'charge'), moved('3', 9, -70, 'charge')];
  expect(balanceAt(10, 100_470, [], operations)).toBe(100_500);
});
