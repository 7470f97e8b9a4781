import { expect, it } from 'vitest';
import { hardFloorOf, progressOf, roomOf } from '#engine/rulebook';
import type { ClosedTrade } from '#shared/domain';
import { PRESETS, type Preset } from '#shared/rulebooks';
import { ACCOUNT, EngineInHand } from '../engine-in-hand.ts';

/** One look at the account of a story, and the floors a trader works out from the firm's page with pencil and paper. */
type Look = {
  readonly at: string;
  readonly balance: number;
  readonly equity: number;
  readonly day: number;
  readonly total: number;
};

const look = (at: string, balance: number, equity: number, day: number, total: number): Look => ({
  at: `2025-08-0${at}Z`,
  balance,
  equity,
  day,
  total,
});

/** Prague's midnight is 22:00 UTC in August, New York's 17:00 and midnight at UTC+3 are 21:00 UTC. */
const FTMO = [
  look('4T13:00', 80_000, 80_000, 76_000, 72_000),
  // 3,200 booked move nothing before midnight, and 3,200 afterwards.
  look('4T15:00', 83_200, 82_000, 76_000, 72_000),
  look('4T22:00', 83_200, 82_000, 79_200, 72_000),
  // A day that begins lower begins with a lower floor; the account's own stays.
  look('5T22:00', 78_500, 79_000, 74_500, 72_000),
];

const STORIES: Record<Preset, readonly [size: number, ...Look[]]> = {
  'ftmo-2-step': [80_000, ...FTMO],
  'ftmo-2-step-verification': [80_000, ...FTMO],
  'ftmo-standard': [80_000, ...FTMO],
  'ftmo-swing': [80_000, ...FTMO],
  'ftmo-1-step': [
    50_000,
    look('4T13:00', 50_000, 50_000, 48_500, 45_000),
    look('4T16:00', 52_400, 52_400, 48_500, 45_000),
    look('4T22:00', 52_400, 52_000, 50_900, 47_400),
    look('5T22:00', 51_900, 51_900, 50_400, 47_400),
  ],
  'fundednext-stellar-2-step': [
    200_000,
    look('4T13:00', 200_000, 200_000, 190_000, 180_000),
    look('4T21:00', 206_500, 204_000, 196_500, 180_000),
    look('5T21:00', 199_000, 202_000, 189_000, 180_000),
  ],
  // No daily limit: the day's floor is the one in all. Closed trades lift it at once, as far as the initial capital.
  'fundednext-stellar-instant': [
    25_000,
    look('4T13:00', 25_000, 25_000, 23_500, 23_500),
    look('4T15:00', 25_500, 25_900, 24_000, 24_000),
    look('4T17:00', 25_250, 24_600, 24_000, 24_000),
    look('4T19:00', 26_000, 26_000, 24_500, 24_500),
    look('5T21:00', 27_500, 27_500, 25_000, 25_000),
    look('6T21:00', 26_100, 26_400, 25_000, 25_000),
  ],
  'the5ers-high-stakes': [
    60_000,
    look('4T13:00', 60_000, 60_000, 57_000, 54_000),
    look('4T21:00', 60_400, 62_000, 58_900, 54_000),
    look('5T21:00', 61_000, 60_200, 57_950, 54_000),
  ],
  'fundingpips-2-step': [
    100_000,
    look('4T13:00', 100_000, 100_000, 95_000, 90_000),
    look('4T21:00', 101_000, 103_000, 97_850, 90_000),
    look('5T21:00', 98_000, 97_500, 93_100, 90_000),
  ],
  'e8-one': [
    150_000,
    look('4T13:00', 150_000, 150_000, 144_000, 141_000),
    // 4,500 booked at 13:01 lift the account's floor the same second; open profit does not; a loss takes nothing back.
    look('4T13:01', 154_500, 154_500, 144_000, 145_500),
    look('4T14:00', 154_500, 157_000, 144_000, 145_500),
    look('4T15:00', 153_000, 153_000, 144_000, 145_500),
    look('4T21:00', 153_000, 153_000, 147_000, 145_500),
    // 16,000 in front: 6 % of the size below the peak would be 157,000, and the floor stays at the size.
    look('5T10:00', 166_000, 166_000, 147_000, 150_000),
  ],
  'own-account': [
    40_000,
    look('4T13:00', 40_000, 40_000, 38_800, 34_000),
    look('4T21:00', 42_000, 42_500, 40_740, 36_000),
    look('5T21:00', 41_000, 41_000, 39_770, 36_000),
  ],
};

it.each(PRESETS)('the floors of %s, day by day, are those of the firm', (preset) => {
  const [initialBalance, ...looks] = STORIES[preset];
  const desk = new EngineInHand(
    { rulebook: { preset, initialBalance } },
    { ...ACCOUNT, balance: initialBalance, equity: initialBalance },
  );
  for (const { at, balance, equity, day, total } of looks) {
    desk.at = Date.parse(at);
    desk.account = { ...ACCOUNT, balance, equity };
    desk.beat();
    const room = roomOf(desk.cockpit, desk.facts, desk.at);
    expect([at, room?.dayFloor, room?.totalFloor]).toEqual([at, expect.closeTo(day, 6), expect.closeTo(total, 6)]);
    expect([at, room?.dayRoom, room?.totalRoom]).toEqual([
      at,
      expect.closeTo(equity - day, 6),
      expect.closeTo(equity - total, 6),
    ]);
  }
});

it('a floor that follows at once is the one told to the terminal, closes there, and is on record for the next start', () => {
  const desk = new EngineInHand(
    { approvals: { mode: 'auto' }, rulebook: { preset: 'e8-one', initialBalance: 150_000 } },
    {
      ...ACCOUNT,
      balance: 150_000,
      equity: 150_000,
    },
  );
  desk.opened('s1', '11');
  desk.account = { ...ACCOUNT, balance: 154_500, equity: 154_500 };
  desk.after(60_000).beat();
  // A fifth of the day's 6,000 is kept free above 145,500.
  expect([hardFloorOf(desk.cockpit, desk.facts, desk.at)?.equity, desk.cockpit.peaks?.resetBalance]).toEqual([146_700, 154_500]);
  desk.account = { ...ACCOUNT, balance: 152_000, equity: 146_700 };
  desk.after(60_000).beat();
  expect([desk.cockpit.trading.state, desk.cockpit.trading.reason]).toEqual([
    'halted',
    'Hard stop: 1,200.00 USD left above the total floor of 145,500.00',
  ]);
});

it('a floor that follows at once follows profit that was booked and lost while nobody looked', () => {
  const desk = new EngineInHand({ rulebook: { preset: 'e8-one' } });
  desk.at = Date.parse('2025-08-05T02:00Z');
  desk.account = { ...ACCOUNT, balance: 100_900, equity: 100_900 };
  const deal = (at: string, profit: number) => ({
    ticket: at,
    order: at,
    position: at,
    symbol: 'EURUSD',
    direction: 'BUY' as const,
    entry: 'out' as const,
    volume: 1,
    price: 1.1,
    profit,
    commission: 0,
    swap: 0,
    at: Date.parse(at),
    reason: 'tp' as const,
    clientOrderId: null,
    magic: 0,
  });
  const recentDeals = [deal('2025-08-04T14:00Z', 2_500), deal('2025-08-04T16:00Z', -1_600)];
  desk.tell({ type: 'time.reached', payload: { facts: desk.facts, recentDeals } }, 'clock');
  expect(roomOf(desk.cockpit, desk.facts, desk.at)?.totalFloor).toBe(96_500);
});

it.each([
  ['e8-one', [900, 600, -300, 300], 60],
  ['e8-one', [500, -500], null],
  ['ftmo-1-step', [900, 600, -300, 300], 50],
] as const)('the best day of %s with %j is a share of what the firm measures it by', (preset, results, share) => {
  const desk = new EngineInHand({ rulebook: { preset } });
  desk.engine.cockpit.trades = results.map((pnl, index): ClosedTrade => {
    const openedAt = desk.at + index * 86_400_000;
    const order = { symbol: 'EURUSD', side: 'BUY', volume: 1, entry: 1.1, exit: 1.1 } as const;
    return {
      ...order,
      ticket: `${index}`,
      signalId: null,
      strategyId: 'm5_bos',
      openedAt,
      closedAt: openedAt + 1,
      pnl,
      r: null,
      reason: 'tp',
    };
  });
  const { bestDayPct } = progressOf(desk.cockpit, ACCOUNT);
  expect(bestDayPct).toEqual(share === null ? null : expect.closeTo(share, 9));
});
