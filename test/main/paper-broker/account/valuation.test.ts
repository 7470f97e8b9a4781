import { describe, expect, it } from 'vitest';
import { broker, buy, close, done, quote, T0 } from './a-broker.ts';

describe('margin', () => {
  it('FOREX: lots * contract / leverage in the base currency, bought at the ask', () => {
    const account = broker({ balance: 9_921.24 + 3.5 + 10, commissionPerLot: 7 });
    done(account, buy());
    expect(account.snapshot(T0).account).toMatchObject({ margin: 1157.1, equity: 9_921.24 });
  });

  it('the worked example of the MQL5 book: margin 1000, equity 9921.24 gives 992.12 %', () => {
    const account = broker({ balance: 9_921.24 + 3.5 + 6.67 });
    done(account, buy({ symbol: 'USDJPY', stopLoss: 149, takeProfit: null }));
    const { margin, equity, marginLevel } = account.snapshot(T0).account;
    expect({ margin, equity, marginLevel: Number(marginLevel?.toFixed(2)) }).toEqual({
      margin: 1000,
      equity: 9_921.24,
      marginLevel: 992.12,
    });
  });

  it('CFD leverage: lots * contract * price / leverage', () => {
    const account = broker();
    done(account, buy({ symbol: 'XAUUSD', volume: 0.5, stopLoss: 3290, takeProfit: null }));
    expect(account.snapshot(T0).account.margin).toBe(1650.1);
  });
});

describe('profit in account currency', () => {
  it('yen profit becomes dollars at the ask, a yen loss at the bid', () => {
    const account = broker({ commissionPerLot: 0 });
    const { ticket } = done(account, buy({ symbol: 'USDJPY', stopLoss: 149, takeProfit: null }));
    account.onQuote(quote('USDJPY', 150.51, 150.52));
    // (150.51 - 150.01) * 100,000 = 50,000 JPY / 150.52
    expect(account.execute(close(ticket), T0).deals).toMatchObject([{ profit: 332.18 }]);
    const losing = done(account, buy({ clientOrderId: 'B', symbol: 'USDJPY', stopLoss: 149, takeProfit: null }));
    account.onQuote(quote('USDJPY', 150.02, 150.03));
    // (150.02 - 150.52) * 100,000 = -50,000 JPY / 150.02
    expect(account.execute(close(losing.ticket, null, 'Y'), T0).deals).toMatchObject([{ profit: -333.29 }]);
  });

  it('an account in yen has no fractions; one in euro pays the dearer side', () => {
    const yen = broker({ currency: 'JPY', balance: 1_000_000, commissionPerLot: 0 });
    done(yen, buy({ volume: 0.1 }));
    expect(yen.snapshot(T0).positions[0]?.profit).toBe(-150);
    const euro = broker({ currency: 'EUR', commissionPerLot: 0 });
    done(euro, buy({ volume: 1 }));
    expect(euro.snapshot(T0).positions[0]?.profit).toBe(-8.64);
  });
});

describe('a symbol as the terminal describes it', () => {
  it('has tick values at the current rates', () => {
    const account = broker();
    expect(account.spec('EURUSD')).toMatchObject({ tickValueProfit: 1, tickValueLoss: 1, pip: 0.0001, point: 0.00001 });
    const yen = account.spec('USDJPY');
    expect([yen?.tickValueProfit, yen?.tickValueLoss]).toEqual(
      [100 / 150.01, 100 / 150].map((value) => expect.closeTo(value, 9)),
    );
    account.onQuote(quote('USDJPY', 160, 160.01));
    expect(account.spec('USDJPY')?.tickValueLoss).toBeCloseTo(0.625, 9);
    expect(account.spec('XAUUSD')).toMatchObject({ tickValueLoss: 1, contractSize: 100, pip: 0.1 });
    expect(account.spec('EURCHF')).toBeNull();
  });
});
