import { describe, expect, it } from 'vitest';
import {
  betsOf,
  countOf,
  exposureBy,
  exposureIn,
  exposureOf,
  isSameBet,
  movesTogether,
  openEntries,
  reservedOf,
  sameBetRisk,
  withLedger,
} from '#engine/exposure';
import { roomOf, strategyDayOf } from '#engine/rulebook';
import { magicOf } from '#shared/strategies';
import type { ClosedTrade } from '#shared/domain';
import { account, cockpit, DAY, entry, EURUSD, facts, GBPUSD, NOW, openRequest, position, USDJPY } from '../rulebook/desk.ts';

const trade = (part: Partial<ClosedTrade>): ClosedTrade => ({
  ticket: '1',
  signalId: null,
  strategyId: 'm5_bos',
  symbol: 'EURUSD',
  side: 'BUY',
  volume: 1,
  entry: 1.1,
  exit: 1.1,
  openedAt: NOW,
  closedAt: NOW,
  pnl: 0,
  r: null,
  reason: 'sl',
  ...part,
});

describe('what is exposed', () => {
  const state = cockpit(({ orders }) => {
    orders.set('C1', entry());
    orders.set(
      'C2',
      entry({
        clientOrderId: 'C2',
        state: 'unknown',
        symbol: 'GBPUSD',
        reserve: 50,
        request: openRequest({ clientOrderId: 'C2', symbol: 'GBPUSD', magic: magicOf('m1_retest') }),
      }),
    );
    orders.set('C3', entry({ clientOrderId: 'C3', state: 'confirmed', reserve: 0 }));
    orders.set('C4', entry({ clientOrderId: 'C4', state: 'refused', reserve: 0 }));
    orders.set(
      'C5',
      entry({ clientOrderId: 'C5', request: { op: 'close', clientOrderId: 'C5', ticket: '1', volume: null, deadlineAt: NOW } }),
    );
  });

  it('is nothing that deals have closed since the terminal was looked at; a reversed or another position is', () => {
    const held = position({ ticket: '7', direction: 'BUY' });
    const seen = facts({ positions: [held] });
    const closed = trade({ ticket: '7', openedAt: held.openedAt });
    const among = (ledger: boolean, part: Partial<ClosedTrade>): number => {
      const state = cockpit((made) => {
        made.trades = [{ ...closed, ...part }];
        if (ledger)
          made.positions.set('7', { position: held, signalId: null, strategyId: null, riskMoney: null, foreign: false });
      });
      return countOf(exposureOf(state, withLedger(state, seen)));
    };
    expect(among(false, {})).toBe(0);
    expect([among(true, {}), among(false, { side: 'SELL' }), among(false, { ticket: '8' })]).toEqual([1, 1, 1]);
  });

  it('are foreign positions, our own, and entries whose outcome is open', () => {
    const seen = facts({
      positions: [position({ ticket: '1', magic: 0, symbol: 'XAUUSD' }), position({ ticket: '2', clientOrderId: 'C1' })],
    });
    const exposure = exposureOf(state, seen);
    expect([countOf(exposure), exposureBy('m5_bos', exposure), exposureBy('m1_retest', exposure)]).toEqual([3, 1, 1]);
    expect(['EURUSD', 'GBPUSD', 'XAUUSD', 'USDJPY'].map((symbol) => exposureIn(symbol, exposure))).toEqual([1, 1, 1, 0]);
  });

  it('reserves what may already be lost', () => {
    const entries = openEntries(state);
    expect([reservedOf(entries), reservedOf(entries, 'm1_retest')]).toEqual([150, 50]);
    expect(roomOf(state, facts(), NOW)?.reserved).toBe(150);
    expect(roomOf(state, facts({ account: null }), NOW)).toBeNull();
  });
});

describe("a strategy's day", () => {
  it('counts losses, open stops and reserves; a profit neither adds room nor takes it', () => {
    const state = cockpit((of) => {
      of.trades = [
        trade({ pnl: -400 }),
        trade({ pnl: 900 }),
        trade({ pnl: -50, closedAt: DAY.anchorAt - 1 }),
        trade({ pnl: -70, strategyId: 'm1_retest' }),
        trade({ pnl: -30, strategyId: null }),
      ];
      of.orders.set('C1', entry());
    });
    const positions = [
      position({ volume: 2 }),
      position({ ticket: '12', stopLoss: 1.1005, current: 1.102 }),
      position({ ticket: '13', magic: 0 }),
    ];
    expect(strategyDayOf('m5_bos', state, facts({ positions }), NOW)).toEqual({
      lost: 400,
      open: expect.closeTo(200, 6),
      reserved: 100,
      limit: 5_000,
    });
  });

  it('starts again with the day, whatever was counted before', () => {
    const state = cockpit((of) => void (of.trades = [trade({ pnl: -400 })]));
    const lost = [NOW, DAY.resetsAt, NOW].map((at) => strategyDayOf('m5_bos', state, facts(), at).lost);
    expect(lost).toEqual([400, 0, 400]);
  });

  it('is a share of the balance the day began with', () => {
    const rich = account({ balance: 110_000 });
    expect(strategyDayOf('m1_retest', cockpit(), facts({ account: rich }), NOW).limit).toBe(3_000);
    expect(strategyDayOf('m1_retest', cockpit(), facts({ account: rich }), DAY.resetsAt).limit).toBe(3_300);
  });
});

describe('one currency bet', () => {
  it.each([
    ['the same way, and they move as one', 'BUY', 'BUY', 0.71, true],
    ['the same way, and hardly', 'BUY', 'BUY', 0.7, false],
    ['opposite ways of what moves as one', 'BUY', 'SELL', 0.9, false],
    ['opposite ways of what moves as a mirror', 'BUY', 'SELL', -0.71, true],
    ['the same way of what moves as a mirror', 'SELL', 'SELL', -0.9, false],
    ['nobody knows', 'BUY', 'BUY', null, false],
  ] as const)('trades of other currencies: %s', (_what, side, other, correlation, expected) =>
    expect(movesTogether(side, other, correlation)).toBe(expected),
  );

  it('counts what has moved together, though it shares no currency', () => {
    const gold = { ...USDJPY, symbol: 'AUDJPY', currencyBase: 'AUD', currencyProfit: 'JPY', tickSize: 1e-5, tickValueLoss: 1 };
    const positions = [position({ symbol: 'AUDJPY' })];
    const risk = (correlation: number | null) =>
      sameBetRisk('BUY', EURUSD, betsOf({ positions, orders: [], entries: [], specs: [EURUSD, gold] }), () => correlation);
    expect([risk(null), risk(0.5), risk(0.8)]).toEqual([0, 0, expect.closeTo(100, 6)]);
  });

  it.each([
    ['long euro, long pound: both sell dollars', 'BUY', GBPUSD, 'BUY', true],
    ['long euro, short pound', 'BUY', GBPUSD, 'SELL', false],
    ['long euro, short dollar-yen: both sell dollars', 'BUY', USDJPY, 'SELL', true],
    ['long euro, long dollar-yen', 'BUY', USDJPY, 'BUY', false],
    ['the same symbol the other way', 'BUY', EURUSD, 'SELL', false],
  ] as const)('%s', (_, side, other, otherSide, expected) => expect(isSameBet(side, EURUSD, otherSide, other)).toBe(expected));

  it('adds what is at risk at the stops', () => {
    const positions = [
      position({ symbol: 'GBPUSD' }),
      position({ ticket: '12', symbol: 'GBPUSD', direction: 'SELL', stopLoss: 1.101 }),
    ];
    const strange = entry({ symbol: 'NZDUSD', reserve: 33 });
    expect(
      sameBetRisk('BUY', EURUSD, betsOf({ positions, orders: [], entries: [strange], specs: [EURUSD, GBPUSD] }), () => null),
    ).toBeCloseTo(133, 6);
  });
});
