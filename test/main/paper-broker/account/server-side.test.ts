import { describe, expect, it } from 'vitest';
import { STOP_OUT_LEVEL } from '#main/paper-broker/index.ts';
import { broker, buy, done, quote, T0 } from './a-broker.ts';

describe('stops at the server', () => {
  it.each([
    ['above the level nothing', 'BUY', 1.15601, null],
    ['at the level the level', 'BUY', 1.156, { price: 1.156, profit: -110, reason: 'sl' }],
    ['through a gap the first price beyond', 'BUY', 1.15, { price: 1.15, profit: -710, reason: 'sl' }],
    ['at the target the target', 'BUY', 1.16, { price: 1.16, profit: 290, reason: 'tp' }],
    ['beyond the target still the target', 'BUY', 1.17, { price: 1.16, profit: 290, reason: 'tp' }],
  ] as const)('buys are judged on the bid: %s', (_name, side, bid, deal) => {
    const account = broker();
    const { ticket } = done(account, buy({ side }));
    const deals = account.onQuote(quote('EURUSD', bid, bid + 0.0001, T0 + 5));
    expect(deals).toMatchObject(
      deal === null ? [] : [{ ...deal, position: ticket, at: T0 + 5, clientOrderId: null, magic: 7, direction: 'SELL' }],
    );
  });

  it.each([
    ['the bid at the stop is not enough', 1.1599, 1.15999, null],
    ['the ask at the stop is', 1.1599, 1.16, { price: 1.16, reason: 'sl' }],
    ['a gap costs', 1.1699, 1.17, { price: 1.17, reason: 'sl' }],
    ['the ask at the target', 1.1499, 1.15, { price: 1.15, reason: 'tp' }],
  ] as const)('sells are judged on the ask: %s', (_name, bid, ask, deal) => {
    const account = broker();
    done(account, buy({ side: 'SELL', stopLoss: 1.16, takeProfit: 1.15 }));
    expect(account.onQuote(quote('EURUSD', bid, ask))).toMatchObject(deal === null ? [] : [deal]);
  });

  it('closes the most losing position first when the margin level is at 50 %, and only as many as needed', () => {
    const account = broker({ commissionPerLot: 0 });
    const hand = (volume: number) =>
      ({ symbol: 'EURUSD', side: 'BUY', volume, stopLoss: null, takeProfit: null, price: null }) as const;
    account.tradeByHand(hand(3), T0);
    account.tradeByHand(hand(5), T0);
    expect(account.onQuote(quote('EURUSD', 1.1508, 1.1509))).toEqual([]);
    const deals = account.onQuote(quote('EURUSD', 1.15, 1.1501));
    expect(deals).toMatchObject([{ reason: 'so', volume: 5, price: 1.15, profit: -3550 }]);
    const { marginLevel } = account.snapshot(T0).account;
    expect(marginLevel).toBeGreaterThan(STOP_OUT_LEVEL);
  });
});

describe('by hand in the terminal', () => {
  it('a part of a position is closed, its stop is moved or taken away, also of one that an expert opened', () => {
    const account = broker();
    const { ticket } = done(account, buy());
    account.setAlgoTrading(false);
    expect(account.tradeByHand({ close: ticket, volume: 0.4 }, T0)).toMatchObject({
      ticket,
      deal: { entry: 'out', volume: 0.4, position: ticket, reason: 'client', clientOrderId: null },
    });
    expect(account.tradeByHand({ stopOf: ticket, stopLoss: 1.15 }, T0)).toEqual({ ticket, deal: null });
    expect(account.snapshot(T0).positions).toMatchObject([{ ticket, volume: 0.6, stopLoss: 1.15, takeProfit: 1.16 }]);
    account.tradeByHand({ stopOf: ticket, stopLoss: null }, T0);
    expect(account.snapshot(T0).positions).toMatchObject([{ stopLoss: null, takeProfit: 1.16 }]);
    expect(account.tradeByHand({ stopOf: '404', stopLoss: 1.1 }, T0)).toMatchObject({ retcode: 10036 });
  });
});

describe('a waiting order that is reached', () => {
  const waits = {
    pending: { type: 'limit', price: 1.155, stopLimit: null, expiresAt: null },
    stopLoss: 1.15,
    takeProfit: 1.17,
  } as const;
  const reach = (shares: number[]) => ({ strike: () => null, reached: () => shares.shift() ?? null });

  it('is dealt in the parts there are at each price, all into one position, and the rest of it waits on', () => {
    const account = broker({}, reach([0.3, 0.5]));
    const { ticket } = done(account, buy({ ...waits }));
    account.takeTransactions();
    expect(account.onQuote(quote('EURUSD', 1.1549, 1.155))).toMatchObject([{ volume: 0.3, price: 1.155, order: ticket }]);
    expect(account.snapshot(T0)).toMatchObject({
      positions: [{ volume: 0.3 }],
      orders: [{ ticket, volume: 0.7, type: 'limit' }],
    });
    expect(account.takeTransactions().filter(({ order }) => order === ticket)).toMatchObject([
      { kind: 'DEAL_ADD', volume: 0.3 },
      { kind: 'ORDER_UPDATE', orderState: 'partial' },
    ]);
    account.onQuote(quote('EURUSD', 1.1549, 1.155));
    expect(account.snapshot(T0)).toMatchObject({ positions: [{ volume: 0.65 }], orders: [{ ticket, volume: 0.35 }] });
    account.onQuote(quote('EURUSD', 1.156, 1.1561));
    account.onQuote(quote('EURUSD', 1.1548, 1.1549));
    expect(account.snapshot(T0)).toMatchObject({ positions: [{ ticket, volume: 1, stopLoss: 1.15 }], orders: [] });
    expect(account.takeTransactions().at(-1)).toMatchObject({ kind: 'HISTORY_ADD', orderState: 'filled' });
  });

  it('that is deleted after a part was dealt leaves its position', () => {
    const account = broker({}, reach([0.3]));
    const { ticket } = done(account, buy({ ...waits }));
    account.onQuote(quote('EURUSD', 1.1549, 1.155));
    account.onQuote(quote('EURUSD', 1.157, 1.1571));
    expect(account.tradeByHand({ remove: ticket }, T0)).toEqual({ ticket, deal: null });
    expect(account.snapshot(T0)).toMatchObject({ positions: [{ volume: 0.3 }], orders: [] });
    expect(account.probe('A')).toMatchObject({ kind: 'found', position: { volume: 0.3 } });
  });
});

describe('a waiting order by hand in the terminal', () => {
  const waits = {
    pending: { type: 'limit', price: 1.155, stopLimit: null, expiresAt: T0 + 60_000 },
    stopLoss: 1.15,
    takeProfit: 1.17,
  } as const;

  it('gets another price, stop or end, each alone, also one that an expert placed, and is deleted', () => {
    const account = broker();
    const { ticket } = done(account, buy({ ...waits }));
    account.setAlgoTrading(false);
    const order = () => account.snapshot(T0).orders[0];
    expect(account.tradeByHand({ order: ticket, price: 1.154 }, T0)).toEqual({ ticket, deal: null });
    expect(order()).toMatchObject({ price: 1.154, stopLoss: 1.15, takeProfit: 1.17, expiresAt: T0 + 60_000, clientOrderId: 'A' });
    account.tradeByHand({ order: ticket, stopLoss: 1.149 }, T0);
    expect(order()).toMatchObject({ price: 1.154, stopLoss: 1.149 });
    account.tradeByHand({ order: ticket, stopLoss: null }, T0);
    expect(order()).toMatchObject({ price: 1.154, stopLoss: null });
    account.tradeByHand({ order: ticket, expiresAt: null }, T0);
    expect(order()).toMatchObject({ expiresAt: null, volume: 1 });
    account.tradeByHand({ order: ticket, expiresAt: T0 + 90_000 }, T0);
    expect(order()).toMatchObject({ expiresAt: T0 + 90_000 });
    expect(account.tradeByHand({ order: ticket, price: 1.2 }, T0)).toMatchObject({ retcode: 10015 });
    expect(account.tradeByHand({ remove: ticket }, T0)).toEqual({ ticket, deal: null });
    expect(account.tradeByHand({ remove: ticket }, T0)).toMatchObject({ retcode: 10035 });
    expect(account.tradeByHand({ order: ticket, price: 1.154 }, T0)).toMatchObject({ retcode: 10035 });
  });
});

describe('working orders', () => {
  const limit = { symbol: 'EURUSD', side: 'BUY', volume: 1, stopLoss: 1.15, takeProfit: null, price: 1.155 } as const;

  it('a limit fills at its level, a stop at the price beyond it', () => {
    const account = broker();
    account.tradeByHand(limit, T0);
    account.tradeByHand({ ...limit, price: 1.159 }, T0);
    expect(account.snapshot(T0).orders).toMatchObject([{ price: 1.155, clientOrderId: null }, { price: 1.159 }]);
    expect(account.onQuote(quote('EURUSD', 1.1548, 1.1549))).toMatchObject([{ entry: 'in', price: 1.155, reason: 'client' }]);
    expect(account.onQuote(quote('EURUSD', 1.1599, 1.16))).toMatchObject([{ entry: 'in', price: 1.16 }]);
  });

  it('can be cancelled once', () => {
    const account = broker();
    const end = account.tradeByHand(limit, T0);
    const ticket = 'ticket' in end ? end.ticket : '';
    const cancel = (clientOrderId: string) =>
      account.execute({ op: 'cancel', clientOrderId, ticket, deadlineAt: T0 }, T0).answer.outcome;
    expect([cancel('1'), cancel('2')]).toMatchObject([{ retcode: 10009 }, { retcode: 10035 }]);
  });
});
