import { describe, expect, it } from 'vitest';
import { PAPER_SYMBOLS, type PaperSymbol } from '#main/paper-broker/index.ts';
import { broker, buy, close, done, quote, T0 } from './a-broker.ts';

const HOUR = 3_600_000;
const changed = (symbol: string, changes: Partial<PaperSymbol>): readonly PaperSymbol[] =>
  PAPER_SYMBOLS.map((spec) => (spec.symbol === symbol ? { ...spec, ...changes } : spec));
const hand = (side: 'BUY' | 'SELL', volume: number, symbol = 'EURUSD') =>
  ({ symbol, side, volume, stopLoss: null, takeProfit: null, price: null }) as const;

describe('margin by calculation mode', () => {
  it.each([
    ['forex', {}, 1157.1],
    ['forex_no_leverage', {}, 115_710],
    ['cfd', { currencyMargin: 'USD', contractSize: 10 }, 11.57],
    ['cfd_leverage', { currencyMargin: 'USD', contractSize: 1_000 }, 11.57],
    ['cfd_index', { currencyMargin: 'USD', contractSize: 1, tickPrice: 0.5, tickSize: 0.00001 }, 57_855],
    ['futures', { currencyMargin: 'USD', initialMargin: 5_250, tickPrice: 1 }, 5_250],
  ] as const)('%s', (marginMode, changes, margin) => {
    const account = broker({ balance: 1_000_000, symbols: changed('EURUSD', { marginMode, ...changes }) });
    account.tradeByHand(hand('BUY', 1), T0);
    expect(account.snapshot(T0).account.margin).toBe(margin);
  });

  it('futures gain by their tick', () => {
    const account = broker({
      commissionPerLot: 0,
      symbols: changed('EURUSD', { marginMode: 'futures', tickPrice: 6.25, tickSize: 0.0001 }),
    });
    account.tradeByHand(hand('BUY', 2), T0);
    account.onQuote(quote('EURUSD', 1.1581, 1.1582));
    expect(account.snapshot(T0).positions[0]?.profit).toBe(125);
    expect(account.spec('EURUSD')?.tickValueLoss).toBe(6.25);
  });

  it.each([
    ['in full where the symbol says nothing', undefined, 2_314.1],
    ['the larger leg', 'larger_leg', 1_157.1],
    ['nothing', 0, 0],
    ['half a contract', 50_000, 578.53],
  ] as const)('a hedged lot counts %s', (_name, hedgedMargin, margin) => {
    const account = broker({ symbols: changed('EURUSD', hedgedMargin === undefined ? {} : { hedgedMargin }) });
    account.tradeByHand(hand('BUY', 1), T0);
    account.onQuote(quote('EURUSD', 1.157, 1.157));
    account.tradeByHand(hand('SELL', 1), T0);
    expect(account.snapshot(T0).account.margin).toBe(margin);
  });

  it('a hedge needs only the margin by which the whole grows', () => {
    const account = broker({ balance: 1_300, symbols: changed('EURUSD', { hedgedMargin: 'larger_leg' }) });
    account.tradeByHand(hand('BUY', 1), T0);
    expect(account.tradeByHand(hand('SELL', 1), T0)).toMatchObject({ deal: { entry: 'in' } });
    expect(account.tradeByHand(hand('SELL', 1), T0)).toMatchObject({ retcode: 10019 });
  });
});

describe('margin call and stop-out', () => {
  // The worked example of the MQL5 book: margin and profit in dollars, contract 100,000, leverage 100; call at 50 %, stop at 30 %.
  const book = () =>
    broker({
      balance: 9_921.24,
      commissionPerLot: 0,
      stopOut: { mode: 'percent', call: 50, stop: 30 },
      symbols: changed('EURUSD', { currencyMargin: 'USD', currencyBase: 'USD' }),
    });
  const level = (account: ReturnType<typeof broker>) => {
    const { margin, equity, marginLevel } = account.snapshot(T0).account;
    return [margin, equity, Number(marginLevel?.toFixed(2))];
  };

  it('992.12 % with one lot, 425.70 % with two', () => {
    const account = book();
    account.onQuote(quote('EURUSD', 1.2, 1.2));
    account.tradeByHand(hand('BUY', 1), T0);
    expect(level(account)).toEqual([1_000, 9_921.24, 992.12]);
    account.onQuote(quote('EURUSD', 1.2000131, 1.2000131));
    account.tradeByHand(hand('BUY', 1), T0);
    account.onQuote(quote('EURUSD', 1.19297, 1.19297));
    expect(level(account)).toEqual([2_000, 8_513.93, 425.7]);
    expect(account.marginState()).toBe('fine');
  });

  it('is warned first, then the most losing position goes, and in money the equity counts', () => {
    const account = book();
    account.onQuote(quote('EURUSD', 1.2, 1.2));
    account.tradeByHand(hand('BUY', 3), T0);
    account.tradeByHand(hand('BUY', 2), T0);
    expect(account.onQuote(quote('EURUSD', 1.1845, 1.1845))).toEqual([]);
    expect(account.marginState()).toBe('call');
    expect(account.onQuote(quote('EURUSD', 1.183, 1.183))).toMatchObject([{ reason: 'so', volume: 3 }]);
    const money = broker({ balance: 9_000, stopOut: { mode: 'money', call: 8_000, stop: 7_000 }, commissionPerLot: 0 });
    money.tradeByHand(hand('BUY', 1), T0);
    expect(money.onQuote(quote('EURUSD', 1.1461, 1.1462))).toEqual([]);
    expect(money.marginState()).toBe('call');
    expect(money.onQuote(quote('EURUSD', 1.137, 1.1371))).toMatchObject([{ reason: 'so' }]);
  });
});

describe('commission', () => {
  it.each([
    ['a lot, in halves', { per: 'lot', amount: 7, at: 'both' }, [-3.5, -3.5]],
    ['a lot, with the entry', { per: 'lot', amount: 7, at: 'entry' }, [-7, 0]],
    ['a million of turnover', { per: 'million', amount: 50, at: 'both' }, [-2.89, -2.89]],
  ] as const)('by %s', (_name, commission, paid) => {
    const account = broker({ commission });
    const { ticket } = done(account, buy());
    done(account, close(ticket));
    expect(account.deals(0).map((deal) => deal.commission + 0)).toEqual(paid);
  });
});

describe('swaps', () => {
  // Wednesday 6 May 2026; the server's day ends at 21:00 UTC in summer.
  const night = (day: number): number => Date.UTC(2026, 4, day, 21);
  const held = (swap: PaperSymbol['swap'], side: 'BUY' | 'SELL' = 'BUY') => {
    const account = broker({ commissionPerLot: 0, symbols: changed('EURUSD', swap === undefined ? {} : { swap }) });
    account.tradeByHand(hand(side, 1), T0);
    const after = (at: number): number | undefined => {
      account.onQuote(quote('EURUSD', 1.157, 1.1571, at));
      return account.snapshot(at).positions[0]?.swap;
    };
    return { account, after };
  };
  const points = { mode: 'points', long: -7, short: 3, triple: 3 } as const;

  it('one point is one dollar a lot, three times on Wednesday, none on weekends', () => {
    const { after } = held(points);
    expect([
      after(night(6) - 1),
      after(night(6)),
      after(night(7) - 1),
      after(night(7)),
      after(night(8)),
      after(night(10) + HOUR),
    ]).toEqual([0, -21, -21, -28, -35, -35]);
    expect(after(night(11))).toBe(-42);
  });

  it('the night is counted once however long nobody looked, and goes into the closing deal', () => {
    const { account, after } = held(points, 'SELL');
    expect(after(night(13) + HOUR)).toBe(9 + 3 + 3 + 3 + 3 + 9);
    const ticket = account.snapshot(T0).positions[0]?.ticket ?? '';
    const now = night(13) + HOUR;
    expect(account.execute({ ...close(ticket, 0.5), deadlineAt: now }, now).deals).toMatchObject([{ swap: 15 }]);
    expect(account.snapshot(now).positions[0]?.swap).toBe(15);
  });

  it('in money, and in percent a year of the value', () => {
    expect(held({ mode: 'deposit_currency', long: -2.5, short: 0, triple: 5 }).after(night(6))).toBe(-2.5);
    // 115,700 dollars * 3.6 % / 360
    expect(held({ mode: 'interest', long: -3.6, short: 0, triple: 5 }).after(night(6))).toBe(-11.57);
  });

  it('an account that is saved over midnight pays for it when it is back', () => {
    const { account } = held(points);
    const back = broker(
      { symbols: changed('EURUSD', { swap: points }) },
      undefined,
      JSON.parse(JSON.stringify(account.save())) as never,
    );
    back.onQuote(quote('EURUSD', 1.157, 1.1571, night(6) + 1));
    expect(back.snapshot(T0).positions[0]?.swap).toBe(-21);
  });

  it('the clock change moves the night by an hour', () => {
    const account = broker({ commissionPerLot: 0, symbols: changed('EURUSD', { swap: points }) });
    const friday = Date.UTC(2026, 9, 30, 12);
    account.onQuote(quote('EURUSD', 1.157, 1.1571, friday));
    account.tradeByHand(hand('BUY', 1), friday);
    const after = (at: number): number | undefined => {
      account.onQuote(quote('EURUSD', 1.157, 1.1571, at));
      return account.snapshot(at).positions[0]?.swap;
    };
    expect([after(Date.UTC(2026, 9, 30, 21) - 1), after(Date.UTC(2026, 9, 30, 21))]).toEqual([0, -7]);
    expect([after(Date.UTC(2026, 10, 2, 22) - 1), after(Date.UTC(2026, 10, 2, 22))]).toEqual([-7, -14]);
  });
});
