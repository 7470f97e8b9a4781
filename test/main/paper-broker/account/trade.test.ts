import { describe, expect, it } from 'vitest';
import type { PaperAccount, PaperSymbol, TradeRequest } from '#main/paper-broker/index.ts';
import { PAPER_SYMBOLS } from '#main/paper-broker/index.ts';
import { retcodeName } from '#shared/domain';
import { broker, quote, T0 } from './a-broker.ts';

type Deal = Extract<TradeRequest, { action: 'deal' }>;
type Pending = Extract<TradeRequest, { action: 'pending' }>;

const deal = (changes: Partial<Deal> = {}): Deal => ({
  ...{ action: 'deal', symbol: 'EURUSD', type: 'buy', volume: 1, price: 1.1571, deviation: 10, filling: 'ioc' },
  ...{ stopLoss: null, takeProfit: null, position: null, magic: 0, comment: '' },
  ...changes,
});
const pending = (changes: Partial<Pending> = {}): Pending => ({
  ...{ action: 'pending', symbol: 'EURUSD', type: 'buy_limit', volume: 1, price: 1.156, stopLimit: 0, filling: 'return' },
  ...{ stopLoss: null, takeProfit: null, magic: 0, comment: '', lifetime: 'gtc', expiresAt: null },
  ...changes,
});
/** The four symbols, EURUSD changed. */
const symbols = (changes: Partial<PaperSymbol>): readonly PaperSymbol[] =>
  PAPER_SYMBOLS.map((spec) => (spec.symbol === 'EURUSD' ? { ...spec, ...changes } : spec));

let id = 0;
const ask = (account: PaperAccount, request: TradeRequest, nowMs = T0) => {
  const { answer } = account.trade(request, nowMs, String((id += 1)));
  return answer === null ? 0 : answer.retcode;
};
const ticketOf = (account: PaperAccount, request: TradeRequest, nowMs = T0): string => {
  const { answer } = account.trade(request, nowMs, String((id += 1)));
  if (answer === null || !('ticket' in answer)) throw new Error(JSON.stringify(answer));
  return answer.ticket;
};
const traceOf = (account: PaperAccount): string =>
  account
    .takeTransactions()
    .map(
      ({ kind, orderState, result }) =>
        kind + (orderState === null ? '' : `(${orderState})`) + (result === null ? '' : `(${result.retcode})`),
    )
    .join(' ');

describe('what the server tells, event for event', () => {
  it('an entry', () => {
    const account = broker();
    ask(account, deal());
    expect(traceOf(account)).toBe('ORDER_ADD(started) DEAL_ADD ORDER_DELETE(filled) HISTORY_ADD(filled) REQUEST(10009)');
  });

  it('an exit, with its deal before or after the order is gone, and both happen', () => {
    const traces = new Set<string>();
    for (let seed = 1; seed <= 20; seed++) {
      const account = broker({ seed });
      const position = ticketOf(account, deal());
      account.takeTransactions();
      ask(account, deal({ type: 'sell', position }));
      traces.add(traceOf(account));
    }
    expect([...traces].sort()).toEqual([
      'ORDER_ADD(started) DEAL_ADD ORDER_DELETE(filled) HISTORY_ADD(filled) REQUEST(10009)',
      'ORDER_ADD(started) ORDER_DELETE(filled) HISTORY_ADD(filled) DEAL_ADD REQUEST(10009)',
    ]);
  });

  it('stops that move, a working order, its removal, its fill, and a refusal', () => {
    const account = broker();
    const position = ticketOf(account, deal());
    account.takeTransactions();
    ask(account, { action: 'sltp', position, stopLoss: 1.15, takeProfit: null });
    expect(traceOf(account)).toBe('POSITION REQUEST(10009)');
    const order = ticketOf(account, pending());
    expect(traceOf(account)).toBe('ORDER_ADD(started) ORDER_UPDATE(placed) REQUEST(10009)');
    ask(account, { action: 'remove', order });
    expect(traceOf(account)).toBe('ORDER_DELETE(canceled) HISTORY_ADD(canceled) REQUEST(10009)');
    ask(account, pending());
    account.takeTransactions();
    account.onQuote(quote('EURUSD', 1.1558, 1.1559));
    expect(traceOf(account)).toBe('DEAL_ADD ORDER_DELETE(filled) HISTORY_ADD(filled)');
    ask(account, { action: 'remove', order });
    expect(traceOf(account)).toBe('REQUEST(10035)');
  });

  it('a close-by', () => {
    const account = broker();
    const position = ticketOf(account, deal());
    const by = ticketOf(account, deal({ type: 'sell', volume: 0.4, price: 1.157 }));
    account.takeTransactions();
    const { deals } = account.trade({ action: 'close_by', position, by, comment: '' }, T0, '1');
    expect(traceOf(account)).toBe(
      'ORDER_ADD(started) DEAL_ADD POSITION DEAL_ADD ORDER_DELETE(filled) HISTORY_ADD(filled) REQUEST(10009)',
    );
    // Bought at 1.1571, sold at 1.1570: 0.4 lots cost the spread once, and it is not paid again.
    expect(deals).toMatchObject([
      { entry: 'out_by', position, volume: 0.4, profit: -4 },
      { entry: 'out_by', position: by, volume: 0.4, profit: 0 },
    ]);
    expect(account.snapshot(T0).positions).toMatchObject([{ ticket: position, volume: 0.6 }]);
  });

  it('a stop that is hit tells of itself without being asked, and more than a terminal keeps is lost', () => {
    const account = broker();
    ask(account, deal({ stopLoss: 1.155 }));
    account.takeTransactions();
    account.onQuote(quote('EURUSD', 1.15, 1.1501));
    expect(traceOf(account)).toMatch(/DEAL_ADD/);
    for (let at = 0; at < 600; at++) ask(account, pending({ price: 1.149 }));
    expect(account.takeTransactions()).toHaveLength(1_024);
  });
});

describe('netting', () => {
  const netting = () => broker({ marginMode: 'netting', commissionPerLot: 0 });

  it('one position a symbol: the same side adds at the average, stops that come with it replace', () => {
    const account = netting();
    const ticket = ticketOf(account, deal({ stopLoss: 1.15 }));
    account.onQuote(quote('EURUSD', 1.1591, 1.1592));
    expect(ticketOf(account, deal({ volume: 2, takeProfit: 1.17 }))).toBe(ticket);
    expect(account.snapshot(T0)).toMatchObject({
      account: { marginMode: 'netting' },
      positions: [{ ticket, volume: 3, entry: 1.1585, stopLoss: 1.15, takeProfit: 1.17 }],
    });
  });

  it('the other side reduces, closes, and beyond that reverses in one deal that keeps the identifier', () => {
    const account = netting();
    const ticket = ticketOf(account, deal());
    const sell = (volume: number) => account.trade(deal({ type: 'sell', volume, price: 1.157 }), T0, '1').deals;
    expect(sell(0.4)).toMatchObject([{ entry: 'out', position: ticket, profit: -4 }]);
    expect(sell(1.6)).toMatchObject([{ entry: 'inout', position: ticket, profit: -6, volume: 1.6 }]);
    expect(account.snapshot(T0).positions).toMatchObject([{ identifier: ticket, direction: 'SELL', volume: 1, entry: 1.157 }]);
    const shown = account.snapshot(T0).positions[0]?.ticket ?? '';
    expect(shown).not.toBe(ticket);
    expect(ask(account, { action: 'sltp', position: shown, stopLoss: 1.16, takeProfit: null })).toBe(10009);
    expect(account.trade(deal(), T0, '1').deals).toMatchObject([{ entry: 'out', volume: 1 }]);
    expect(account.snapshot(T0).positions).toEqual([]);
  });

  it('what closes needs no margin', () => {
    const account = broker({ marginMode: 'netting', balance: 1_200 });
    ask(account, deal());
    expect([ask(account, deal({ volume: 0.5 })), ask(account, deal({ type: 'sell', volume: 1 }))]).toEqual([10019, 10009]);
  });
});

describe('execution and filling', () => {
  it.each([
    ['market', 'fok', 10030],
    ['market', 'ioc', 10009],
    ['market', 'return', 10030],
    ['exchange', 'fok', 10030],
    ['exchange', 'return', 10009],
    ['instant', 'fok', 10009],
    ['instant', 'boc', 10030],
    ['request', 'return', 10009],
  ] as const)('%s execution with %s: %i', (execution, filling, code) => {
    expect(ask(broker({ symbols: symbols({ execution }) }), deal({ filling }))).toBe(code);
  });

  it('instant keeps to the price or requotes, request says it changed, market takes the price there is', () => {
    const far = deal({ price: 1.157, deviation: 9 });
    const code = (execution: NonNullable<PaperSymbol['execution']>) => ask(broker({ symbols: symbols({ execution }) }), far);
    expect([code('instant'), code('request'), code('market')]).toEqual([10004, 10020, 10009]);
    expect(ask(broker({ symbols: symbols({ execution: 'instant' }) }), deal({ price: 1.157, deviation: 10 }))).toBe(10009);
    expect(ask(broker({ symbols: symbols({ execution: 'instant' }) }), deal({ price: 0 }))).toBe(10015);
  });

  it('a part: IOC gives the rest up, RETURN leaves it to the next price in the same position, FOK takes nothing', () => {
    const part = (execution: NonNullable<PaperSymbol['execution']>, filling: Deal['filling']) => {
      let struck = false;
      const strike = () => (struck ? null : ((struck = true), { kind: 'partial_fill', share: 0.4 } as const));
      const account = broker({ symbols: symbols({ execution, filling: ['fok', 'ioc'] }) }, { strike });
      const code = ask(account, deal({ filling }));
      const { orders } = account.snapshot(T0);
      account.onQuote(quote('EURUSD', 1.157, 1.1571, T0 + 100));
      return [code, orders.map(({ volume }) => volume), account.snapshot(T0).positions.map(({ volume }) => volume)];
    };
    expect(part('market', 'ioc')).toEqual([10010, [], [0.4]]);
    expect(part('exchange', 'return')).toEqual([10010, [0.6], [1]]);
    expect(part('market', 'fok')).toEqual([10006, [], []]);
  });

  it.each(['filled', 'rejected'] as const)('10008 and %s three seconds later', (ends) => {
    const account = broker({}, { strike: () => ({ kind: 'placed', afterMs: 3_000, ends }) });
    const request = deal({ comment: 'C:A' });
    expect(ask(account, request)).toBe(10008);
    expect(account.probe('A')).toMatchObject({ kind: 'unreachable' });
    expect(ask(account, { action: 'remove', order: account.snapshot(T0).orders[0]?.ticket ?? '' })).toBe(10041);
    expect(account.onQuote(quote('EURUSD', 1.157, 1.1571, T0 + 2_999))).toEqual([]);
    expect(account.onQuote(quote('EURUSD', 1.157, 1.1571, T0 + 3_000))).toHaveLength(ends === 'filled' ? 1 : 0);
    expect(account.probe('A').kind).toBe(ends === 'filled' ? 'found' : 'absent');
  });

  it('a position that is being closed can be neither closed again nor changed', () => {
    let n = 0;
    const account = broker({}, { strike: () => ((n += 1) === 2 ? { kind: 'placed', afterMs: 50, ends: 'filled' } : null) });
    const position = ticketOf(account, deal());
    const end = deal({ type: 'sell', position });
    expect([ask(account, end), ask(account, end)]).toEqual([10008, 10039]);
    expect(ask(account, { action: 'sltp', position, stopLoss: 1.15, takeProfit: null })).toBe(10028);
    account.onQuote(quote('EURUSD', 1.157, 1.1571, T0 + 60));
    expect(account.snapshot(T0).positions).toEqual([]);
  });
});

describe('working orders', () => {
  it.each([
    ['a limit below the market', { price: 1.156 }, 10009],
    ['a limit above it', { price: 1.158 }, 10015],
    ['a stop above', { type: 'buy_stop', price: 1.158 }, 10009],
    ['a stop too near', { type: 'buy_stop', price: 1.15715 }, 10015],
    ['off the grid', { price: 1.1560004 }, 10015],
    ['a stop-limit', { type: 'buy_stop_limit', price: 1.158, stopLimit: 1.1575 }, 10009],
    ['a stop-limit whose limit is beyond its stop', { type: 'buy_stop_limit', price: 1.158, stopLimit: 1.159 }, 10015],
    ['stops measured from its own price', { stopLoss: 1.1559 }, 10009],
    ['stops on the wrong side of its own price', { stopLoss: 1.1565 }, 10016],
    ['an expiration that is over', { lifetime: 'specified', expiresAt: T0 }, 10022],
    ['one as maker only, not offered', { filling: 'boc' }, 10030],
    ['too much', { volume: 51 }, 10014],
  ] as const)('%s', (_name, changes, code) => {
    expect(ask(broker(), pending(changes))).toBe(code);
  });

  it('a stop-limit becomes its limit at the stop, and fills at the limit or better', () => {
    const account = broker();
    ask(account, pending({ type: 'buy_stop_limit', price: 1.158, stopLimit: 1.1575 }));
    account.onQuote(quote('EURUSD', 1.1579, 1.158));
    expect(account.snapshot(T0).orders).toMatchObject([{ price: 1.1575 }]);
    expect(account.onQuote(quote('EURUSD', 1.1573, 1.1574))).toMatchObject([{ entry: 'in', price: 1.1575 }]);
  });

  it('expires at its moment, or at the end of the server day', () => {
    const account = broker();
    ask(account, pending({ lifetime: 'specified', expiresAt: T0 + 1_000 }));
    ask(account, pending({ lifetime: 'day' }));
    account.onQuote(quote('USDJPY', 150, 150.01, T0 + 1_000));
    expect(account.snapshot(T0).orders).toHaveLength(1);
    const midnight = Date.UTC(2026, 4, 6, 21);
    account.onQuote(quote('USDJPY', 150, 150.01, midnight - 1));
    expect(account.snapshot(T0).orders).toHaveLength(1);
    account.onQuote(quote('USDJPY', 150, 150.01, midnight));
    expect(account.snapshot(T0).orders).toEqual([]);
    expect(traceOf(account)).toMatch(/ORDER_DELETE\(expired\) HISTORY_ADD\(expired\)$/);
  });

  it('is modified, and not within the freeze level', () => {
    const account = broker({ symbols: symbols({ freezeLevel: 20 }) });
    const order = ticketOf(account, pending());
    const modify = (price: number) =>
      ({
        action: 'modify',
        order,
        price,
        stopLimit: 0,
        stopLoss: null,
        takeProfit: null,
        lifetime: 'gtc',
        expiresAt: null,
      }) as const;
    expect([ask(account, modify(1.156)), ask(account, modify(1.155))]).toEqual([10025, 10009]);
    account.onQuote(quote('EURUSD', 1.1551, 1.1552));
    expect([ask(account, modify(1.154)), ask(account, { action: 'remove', order })]).toEqual([10029, 10029]);
  });
});

describe('what a broker may forbid', () => {
  const sell = deal({ type: 'sell', price: 1.157 });
  it.each([
    ['disabled', {}, { tradeMode: 'disabled' }, [deal()], 10017],
    ['long only', {}, { tradeMode: 'long_only' }, [sell], 10042],
    ['short only', {}, { tradeMode: 'short_only' }, [deal()], 10043],
    ['close only', {}, { tradeMode: 'close_only' }, [deal()], 10044],
    ['so many lots a direction', {}, { volumeLimit: 1.5 }, [pending(), deal()], 10034],
    ['the other direction has its own limit', {}, { volumeLimit: 1.5 }, [pending(), sell], 10009],
    ['hedging', { hedgingProhibited: true }, {}, [deal(), sell], 10046],
    ['too many orders', { orderLimit: 1 }, {}, [pending(), pending()], 10033],
    ['too many positions', { positionLimit: 1 }, {}, [deal(), deal()], 10040],
    ['too many requests', { requestLimit: { count: 2, withinMs: 1_000 } }, {}, [deal(), deal(), deal()], 10024],
    ['stops with the entry', { stopsAfterEntry: true }, {}, [deal({ stopLoss: 1.15 })], 10016],
  ] as const)('%s', (_name, settings, spec, requests, code) => {
    const account = broker({ ...settings, symbols: symbols(spec) });
    expect(requests.map((request) => ask(account, request)).at(-1)).toBe(code);
  });

  it('requests are counted within their time only', () => {
    const account = broker({ requestLimit: { count: 1, withinMs: 1_000 } });
    expect([ask(account, deal(), T0), ask(account, deal(), T0 + 999), ask(account, deal(), T0 + 1_000)]).toEqual([
      10009, 10024, 10009,
    ]);
  });

  it('closing another than the oldest on a FIFO account, though a stop may', () => {
    const account = broker({ fifoClose: true });
    const first = ticketOf(account, deal());
    const second = ticketOf(account, deal({ stopLoss: 1.156 }));
    expect(ask(account, deal({ type: 'sell', position: second }))).toBe(10045);
    expect(account.onQuote(quote('EURUSD', 1.155, 1.1551))).toMatchObject([{ reason: 'sl', position: second }]);
    expect(ask(account, deal({ type: 'sell', position: first }))).toBe(10009);
  });

  it('trading on a holiday, and the market opens after it', () => {
    const account = broker({ alwaysOpen: false, holidays: ['2026-05-06'] });
    expect(ask(account, deal())).toBe(10018);
    expect(account.opensAt('EURUSD', T0)).toBe(Date.UTC(2026, 4, 6, 21));
  });

  it.each([
    10004, 10006, 10007, 10011, 10012, 10013, 10014, 10015, 10016, 10017, 10018, 10019, 10020, 10021, 10022, 10023, 10024, 10026,
    10027, 10028, 10029, 10030, 10031, 10032, 10033, 10034, 10035, 10036, 10038, 10039, 10040, 10041, 10042, 10043, 10044, 10045,
    10046,
  ])('any return code can be had from a fault: %i', (retcode) => {
    const account = broker({}, { strike: () => ({ kind: 'refuse', retcode, text: retcodeName(retcode) }) });
    expect([ask(account, deal()), account.snapshot(T0).positions]).toEqual([retcode, []]);
  });

  it.each([10011, 10012, 10031] as const)('%i may also come after the order was done', (retcode) => {
    const account = broker({}, { strike: () => ({ kind: 'timeout', retcode }) });
    expect([ask(account, deal()), account.snapshot(T0).positions.length]).toEqual([retcode, 1]);
  });

  it('comments are cut to 31 characters, or written over', () => {
    const account = broker();
    ask(account, deal({ comment: `C:${'x'.repeat(40)}` }));
    expect(account.snapshot(T0).positions[0]?.clientOrderId).toHaveLength(29);
    const own = broker({}, { strike: () => ({ kind: 'comment_replaced', text: 'from broker' }) });
    ask(own, deal({ comment: 'C:A' }));
    expect([own.snapshot(T0).positions[0]?.clientOrderId, own.deals(0)[0]?.clientOrderId]).toEqual([null, 'A']);
  });
});
