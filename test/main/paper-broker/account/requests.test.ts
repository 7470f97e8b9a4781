import { describe, expect, it } from 'vitest';
import { PaperAccount } from '#main/paper-broker/index.ts';
import { broker, buy, close, codeOf, done, quote, SETTINGS, T0 } from './a-broker.ts';

describe('opening', () => {
  it('fills a buy at the ask and a sell at the bid, and answers 10009 with position and deal', () => {
    const account = broker();
    expect(account.execute(buy(), T0)).toMatchObject({
      answer: { outcome: { kind: 'confirmed', retcode: 10009, price: 1.1571, volume: 1, at: T0 } },
      deals: [
        {
          entry: 'in',
          direction: 'BUY',
          price: 1.1571,
          profit: 0,
          commission: -3.5,
          reason: 'expert',
          clientOrderId: 'A',
          magic: 7,
        },
      ],
    });
    expect(done(account, buy({ clientOrderId: 'B', side: 'SELL', stopLoss: 1.16, takeProfit: 1.15 })).price).toBe(1.157);
    expect(account.snapshot(T0).positions).toMatchObject([
      { direction: 'BUY', entry: 1.1571, current: 1.157, profit: -10, clientOrderId: 'A' },
      { direction: 'SELL', entry: 1.157, current: 1.1571, profit: -10, clientOrderId: 'B' },
    ]);
  });

  it('slips to the worse by 0..max points and repeats for the same seed', () => {
    const prices = (seed: number): (number | null)[] => {
      const account = broker({ slippagePoints: 3, seed });
      return Array.from({ length: 40 }, (_, at) => done(account, buy({ clientOrderId: `c${at}`, volume: 0.01 })).price);
    };
    expect([...new Set(prices(5))].sort()).toEqual([1.1571, 1.15711, 1.15712, 1.15713]);
    expect(prices(5)).toEqual(prices(5));
    expect(prices(5)).not.toEqual(prices(6));
  });

  it.each([
    ['unknown symbol', { symbol: 'EURCHF' }, 10013],
    ['too little', { volume: 0.001 }, 10014],
    ['too much', { volume: 51 }, 10014],
    ['not a step', { volume: 0.015 }, 10014],
    ['stop on the wrong side', { stopLoss: 1.158 }, 10016],
    ['stop measured from the bid, 9 points', { stopLoss: 1.15691 }, 10016],
    ['stop at the stops level', { stopLoss: 1.1569 }, 10009],
    ['target too near', { takeProfit: 1.15709 }, 10016],
    ['no target', { takeProfit: null }, 10009],
    ['stop between two ticks', { stopLoss: 1.156004 }, 10016],
    ['sell stop measured from the ask', { side: 'SELL', stopLoss: 1.15719, takeProfit: null }, 10016],
    ['sell stop at the stops level', { side: 'SELL', stopLoss: 1.1572, takeProfit: null }, 10009],
    ['no money', { volume: 9 }, 10019],
    ['a comment that would be cut', { clientOrderId: 'x'.repeat(30) }, 10013],
  ] as const)('%s -> %#', (_name, change, retcode) => {
    expect(codeOf(broker(), buy(change))).toBe(retcode);
  });

  it('says no without a price, outside trading hours, past the deadline and with the button off', () => {
    expect(codeOf(new PaperAccount(SETTINGS), buy())).toBe(10021);
    const saturday = Date.UTC(2026, 4, 9, 12);
    expect(codeOf(broker({ alwaysOpen: false }), buy({ deadlineAt: saturday }), saturday)).toBe(10018);
    expect(broker().execute(buy(), T0 + 1_001).answer.outcome).toEqual({
      kind: 'refused',
      retcode: 0,
      text: 'Expired: 1 ms past its deadline, not sent',
      at: T0 + 1_001,
    });
    const off = broker();
    off.setAlgoTrading(false);
    expect(codeOf(off, buy())).toBe(10027);
    expect(off.snapshot(T0).account.algoTrading).toBe(false);
  });
});

describe('closing', () => {
  it('closes all, with profit at the bid, the other half of the commission and the position gone', () => {
    const account = broker();
    const { ticket } = done(account, buy());
    account.onQuote(quote('EURUSD', 1.1581, 1.1582));
    expect(account.execute(close(ticket), T0)).toMatchObject({
      deals: [{ entry: 'out', direction: 'SELL', profit: 100, commission: -3.5, clientOrderId: 'X', position: ticket }],
    });
    expect(account.snapshot(T0)).toMatchObject({ positions: [], account: { balance: 10_093, margin: 0, marginLevel: null } });
    expect(codeOf(account, close(ticket, null, 'Y'))).toBe(10036);
  });

  it('closes a part, margin and commission in proportion, ticket kept', () => {
    const account = broker();
    const { ticket } = done(account, buy());
    done(account, close(ticket, 0.4));
    expect(account.snapshot(T0)).toMatchObject({
      positions: [{ ticket, volume: 0.6, commission: -2.1, clientOrderId: 'A' }],
      account: { margin: 694.26 },
    });
    expect(codeOf(account, close(ticket, 0.7, 'Y'))).toBe(10038);
    expect(codeOf(account, close(ticket, 0.001, 'Z'))).toBe(10014);
  });
});

describe('modifying', () => {
  const modify = (ticket: string, stopLoss: number | null, clientOrderId: string) =>
    ({ op: 'modify', clientOrderId, ticket, stopLoss, takeProfit: 1.16, deadlineAt: T0 + 1 }) as const;

  it('moves stops that are far enough away, and removes one only when asked', () => {
    const account = broker();
    const { ticket } = done(account, buy());
    expect(codeOf(account, modify(ticket, 1.1565, 'M1'))).toBe(10009);
    expect(codeOf(account, modify(ticket, 1.1565, 'M2'))).toBe(10025);
    expect(codeOf(account, modify(ticket, 1.15695, 'M3'))).toBe(10016);
    expect(codeOf(account, modify('1', 1.1565, 'M4'))).toBe(10036);
    expect(account.snapshot(T0).positions[0]?.stopLoss).toBe(1.1565);
    expect(codeOf(account, modify(ticket, null, 'M5'))).toBe(10009);
    expect(account.snapshot(T0).positions[0]?.stopLoss).toBeNull();
  });
});
