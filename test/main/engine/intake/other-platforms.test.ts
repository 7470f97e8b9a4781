import { describe, expect, it } from 'vitest';
import { issuesOf, read, readAll, signalOf } from './dialects/samples.ts';

/** The market stands at 1.1000 to 1.1001. */
const short = (body: unknown): string => {
  const { kind, side, symbol, stopLoss, exit, pending } = signalOf(body);
  const of = exit?.anySide === true ? 'any' : side;
  const part = exit?.part === undefined ? '' : ` ${JSON.stringify(exit.part)}`;
  return kind === 'entry' ? `${pending?.type ?? 'market'} ${of} ${symbol} ${stopLoss}` : `${kind} ${of} ${symbol}${part}`;
};
const ENTRY = { symbol: 'EURUSD', action: 'sell', sl: 1.1043, tp: 1.0911 };

describe("words of other platforms' messages", () => {
  it.each([
    [
      'an action type',
      { actionType: 'ORDER_TYPE_BUY', symbol: 'EURUSD', volume: 0.02, stopLoss: 1.0957 },
      'market BUY EURUSD 1.0957',
    ],
    [
      'an action type that waits',
      { actionType: 'ORDER_TYPE_SELL_LIMIT', symbol: 'EURUSD', openPrice: 1.1033, stopLoss: 1.1071 },
      'limit SELL EURUSD 1.1071',
    ],
    ['an action type that closes', { actionType: 'POSITIONS_CLOSE_SYMBOL', symbol: 'EURUSD' }, 'exit any EURUSD'],
    [
      'an action type that closes a part',
      { actionType: 'POSITION_PARTIAL', symbol: 'EURUSD', volume: 0.4 },
      'exit any EURUSD {"lots":0.4}',
    ],
    [
      'the order in "data"',
      { symbol: 'EURUSD', data: 'buy', quantity: '0.2', sl: 1.0951, token: 't' },
      'market BUY EURUSD 1.0951',
    ],
    ['an exit in "data"', { symbol: 'EURUSD', data: 'exit', quantity: '0', token: 't' }, 'exit any EURUSD'],
    ['the side of a trade', { tradeSide: 'SELL', symbolName: 'EURUSD', stopLoss: 1.1047 }, 'market SELL EURUSD 1.1047'],
    ['a pair', { pair: 'EUR/USD', action: 'buy', sl: 1.0958 }, 'market BUY EURUSD 1.0958'],
    [
      'an event that enters',
      { event_type: 'ENTRY', asset: 'EURUSD', side: 'LONG', entry: 1.1, sl: 1.0963 },
      'market BUY EURUSD 1.0963',
    ],
    ['an event that ends a long', { event_type: 'EXIT', asset: 'EURUSD', side: 'LONG', price: 1.1007 }, 'exit BUY EURUSD'],
    [
      'a share of the position',
      { ticker: 'EURUSD', action: 'exit', quantityType: 'percent_of_position', quantity: 40 },
      'exit any EURUSD {"percent":40}',
    ],
  ])('%s', (_, body, wanted) => expect(short(body)).toBe(wanted));

  it.each([
    ['pos', { pos: 0 }],
    ['pos in words', { pos: 'flat' }],
    ['target_position', { target_position: 0 }],
    ['desiredPosition', { desiredPosition: 0 }],
    ...(
      [
        'target_size target_contracts desired_qty new_size final_position remaining remaining_lots net_position netSize',
        'current_position position_after holdings exposure target_weight positionAmt pos_qty position_volume',
      ]
        .join(' ')
        .split(' ') satisfies readonly string[]
    ).map((key): [string, object] => [key, { [key]: key.length % 2 === 0 ? 0 : '0.0' }]),
    ['net_position in words', { net_position: 'Flat' }],
  ])('a position of nothing closes, by whatever name: %s', (_, held) =>
    expect(short({ ...ENTRY, ...held })).toBe('exit BUY EURUSD'),
  );

  it("TradingView's own text closes the part that leaves a position", () => {
    const text = (order: string, left: string): string =>
      `Grid (4): order ${order} @ 1 filled on EURUSD. New strategy position is ${left}`;
    expect([short(text('sell', '3')), short(text('buy', '-1'))]).toEqual([
      'exit BUY EURUSD {"percent":25}',
      'exit SELL EURUSD {"percent":50}',
    ]);
    expect([text('sell', '-3'), text('buy', '1')].map((one) => issuesOf(one)[0])).toEqual(
      Array(2).fill(expect.stringContaining('has no stop')),
    );
  });
});

describe('what says that nothing is to be traded', () => {
  it.each(['test', 'isTest', 'dry_run', 'simulated', 'paperTrade'])('%s opens nothing', (key) => {
    expect(issuesOf({ ...ENTRY, [key]: true })).toEqual([
      `${key}: says that it is a test: nothing is opened by it; leave it out to trade`,
    ]);
    expect(short({ ...ENTRY, [key]: false })).toBe('market SELL EURUSD 1.1043');
    expect(short({ symbol: 'EURUSD', action: 'close', [key]: true })).toBe('exit any EURUSD');
  });

  it.each(['enabled', 'active', 'open', 'is_entry'])('%s: false opens nothing', (key) => {
    expect(issuesOf({ ...ENTRY, [key]: false })[0]).toContain('is false: nothing is opened by it');
    expect(short({ ...ENTRY, [key]: true })).toBe('market SELL EURUSD 1.1043');
  });

  it('0 is off too', () => expect(issuesOf({ ...ENTRY, enabled: 0 })[0]).toContain('is 0: nothing is opened by it'));

  it('a candle has an open too', () =>
    expect(short({ ...ENTRY, open: 1.0994, close: 1.1001 })).toBe('market SELL EURUSD 1.1043'));
});

it.each(['Zavřít pozici', 'Zavři', 'Uzavřít', 'ukončit', 'Zatvoriť', 'închide', 'tutup', 'закрити', 'κλείσιμο', 'اغلاق'])(
  '%s says close',
  (word) => {
    const { arrival } = read({ symbol: 'EURUSD', action: 'buy', note: word, sl: 1.09 });
    expect(arrival.kind === 'signal' && arrival.signal.kind === 'entry').toBe(false);
  },
);

describe('what tells of something else than an order', () => {
  const LONG = { symbol: 'EURUSD', side: 'long', sl: 1.0964 };
  it.each([
    ...['INVALIDATED', 'FAILED_MSS', 'SetupFailed', 'COMPLETE', 'order_rejected', 'EXPIRED', 'Target Reached', 'level hit'],
    ...['trade_update', 'sl_moved', 'orderModified', 'heartbeat', 'info', 'watch', 'no-op skip', 'error', 'daily report'],
  ])('an event %s opens nothing', (event) => {
    expect(issuesOf({ ...LONG, event })[0]).toMatch(/: nothing is opened by it|is not carried out/);
    expect(issuesOf({ ...LONG, state: event })[0]).toMatch(/: nothing is opened by it|and asks for none/);
  });

  it.each([{ signal: 'neutral' }, { signal: 0 }, { signal: '0' }, { status: 'failed' }, { type: 'log' }])(
    '%j opens nothing',
    (said) => expect(issuesOf({ ...LONG, ...said })[0]).toContain('nothing is opened by it'),
  );

  it.each([
    { valid: false },
    { confirmed: 'no' },
    { trade_allowed: 0 },
    { cancelled: true },
    { isExpired: 'true' },
    { heartbeat: true },
  ])('%j opens nothing', (flag) => expect(issuesOf({ ...LONG, ...flag })[0]).toContain('nothing is opened by it'));

  it.each([{ require_market_position: 'long' }, { only_if_flat: true }, { ifNoPosition: 'yes' }])(
    'a condition is not passed over: %j',
    (condition) => expect(issuesOf({ ...LONG, ...condition })[0]).toContain('is a condition that is not looked at here'),
  );

  it.each([
    ...[{ event: 'LONG_ENTRY' }, { event: 'bar_close' }, { event: 'GoldenCross' }, { status: 'active' }, { state: 'confirmed' }],
    ...[{ valid: true }, { cancelled: false }, { heartbeat: false }, { only_if_flat: false }, { comment: 'failed breakdown' }],
  ])('%j is no obstacle', (said) => expect(short({ ...LONG, ...said })).toBe('market BUY EURUSD 1.0964'));

  it('an end stays an end', () => {
    expect(short({ ...LONG, event: 'position_closed' })).toBe('exit BUY EURUSD');
    expect(short({ ...LONG, event: 'failed: exit long' })).toBe('exit BUY EURUSD');
  });
});

describe('what is closed before it opens', () => {
  const BUY = { symbol: 'EURUSD', action: 'buy', sl: 1.0966 };
  const both = (body: unknown) =>
    readAll(body).map(({ arrival }) =>
      arrival.kind !== 'signal'
        ? arrival.kind
        : `${arrival.signal.kind} ${arrival.signal.exit?.anySide === true ? 'any' : arrival.signal.side}`,
    );
  it.each([{ close_opposite: true }, { closeOppositeTrades: 'true' }, { exit_opposite: 1 }])('the other side: %j', (flag) =>
    expect(both({ ...BUY, ...flag })).toEqual(['exit SELL', 'entry BUY']),
  );
  it.each([{ flatten_first: 'true' }, { closeExisting: true }])('whatever is held: %j', (flag) =>
    expect(both({ ...BUY, ...flag })).toEqual(['exit any', 'entry BUY']),
  );
  it.each([{ close_opposite: false }, { flatten_first: 'no' }])('nothing: %j', (flag) =>
    expect(both({ ...BUY, ...flag })).toEqual(['entry BUY']),
  );

  it('an order of the other side that does not say what is held afterwards only closes', () => {
    const sell = { symbol: 'EURUSD', action: 'sell', sl: 1.1041, prev_market_position: 'long' };
    expect(both(sell)).toEqual(['exit BUY', 'invalid']);
    expect(both({ ...sell, market_position: 'short' })).toEqual(['exit BUY', 'entry SELL']);
    expect(both({ ...sell, action: 'short' })).toEqual(['exit BUY', 'entry SELL']);
    expect(both({ ...sell, prev_market_position: 'flat' })).toEqual(['entry SELL']);
  });
});

describe('the same shape in other clothes', () => {
  it.each<[string, unknown, string]>([
    ['capitals', { ACTION: 'BUY', SYMBOL: 'EURUSD', SL: 1.0967 }, 'market BUY EURUSD 1.0967'],
    ['capitals inside', { OrderAction: 'Sell', Instrument: 'EURUSD', StopLoss: 1.1042 }, 'market SELL EURUSD 1.1042'],
    ['hyphens', { 'strategy-order-action': 'sell', ticker: 'EURUSD', sl: 1.1046 }, 'market SELL EURUSD 1.1046'],
    ['wrapped', { data: { symbol: 'EURUSD', side: 'buy', sl: 1.0968 }, key: 'k' }, 'market BUY EURUSD 1.0968'],
    ['wrapped twice', { body: { alert: { Ticker: 'EURUSD', Side: 'buy', SL: 1.0969 } } }, 'market BUY EURUSD 1.0969'],
    ['the action inside', { symbol: 'EURUSD', order: { side: 'buy' }, sl: 1.0971 }, 'market BUY EURUSD 1.0971'],
    ['a symbol to trade', 'long tradesymbol=EURUSD sl=1.0972 lotsize=0.2', 'market BUY EURUSD 1.0972'],
    ['a symbol first', 'EURUSD short sl=1.1047', 'market SELL EURUSD 1.1047'],
    ['a symbol behind', 'buy EURUSD sl=1.0973 tp=1.1088', 'market BUY EURUSD 1.0973'],
    ['a close in a line', 'closelong tradesymbol=EURUSD', 'exit BUY EURUSD'],
    ['two pairs', 'signal=exitshort,symbol=EURUSD', 'exit SELL EURUSD'],
    ['a pair a line', 'key=k;\ncommand=CLOSEPOSITION;\naccount=a;\ninstrument=EURUSD;', 'exit any EURUSD'],
    ['an order a line', 'symbol=EURUSD\r\naction=sell\r\nsl=1.1048\r\n', 'market SELL EURUSD 1.1048'],
  ])('%s', (_, body, wanted) => expect(short(body)).toBe(wanted));

  it('the name of a script is no symbol', () => {
    expect(short({ script: 'Gold', market: 'EURUSD', action: 'close' })).toBe('exit any EURUSD');
    expect(short({ script: 'Gold', Symbol: 'EURUSD', action: 'buy', sl: 1.0976 })).toBe('market BUY EURUSD 1.0976');
  });

  it('the time is looked at in any spelling', () => {
    const { madeAt } = signalOf({ Symbol: 'EURUSD', action: 'buy', sl: 1.0974, Time: '2025-08-04T08:28:01Z' });
    expect(madeAt).toBe(Date.UTC(2025, 7, 4, 8, 28, 1));
  });

  it.each<[string, unknown]>([
    ['an exit around an entry', { exit: { symbol: 'EURUSD', side: 'buy', sl: 1.0975 } }],
    ['a word outside against the one inside', { action: 'close', data: { action: 'buy', symbol: 'EURUSD', sl: 1.0975 } }],
    ['two orders', { order: { symbol: 'EURUSD', side: 'buy', sl: 1.09 }, signal: { symbol: 'EURUSD', side: 'sell', sl: 1.11 } }],
    ['two spellings', { Action: 'sell', action: 'buy', symbol: 'EURUSD', sl: 1.0975 }],
  ])('opens nothing: %s', (_, body) => {
    for (const { arrival } of readAll(body)) expect(arrival.kind === 'signal' && arrival.signal.kind === 'entry').toBe(false);
  });
});

describe('what an order does to a position, in the words of exchanges', () => {
  it.each([
    ['openClose', { openClose: 'C' }],
    ['position_effect', { position_effect: 'CLOSING' }],
    ['offset', { offset: 'close_today' }],
    ['a flag of an order that only closes', { closeOnTrigger: true }],
    ['the side that is held', { posSide: 'long' }],
  ])('closes: %s', (_, effect) => expect(short({ ...ENTRY, ...effect })).toBe('exit BUY EURUSD'));

  it.each([
    ['openClose', { openClose: 'O' }],
    ['a position that is there afterwards', { net_position: -0.3, remaining: 0.3 }],
    ['offset in hours', { offset: 3 }],
    ['no change of levels', { update_sl: false, update_tp: 0 }],
    ['no reason to exit', { exit_reason: '', closed_at: null }],
  ])('opens as before: %s', (_, effect) => expect(short({ ...ENTRY, ...effect })).toBe('market SELL EURUSD 1.1043'));

  it.each([
    ['a reason to exit', { exit_reason: 'trail' }],
    ['the time of an end', { closed_at: '2026-03-02 10:00' }],
    ['no opening', { opening: false }],
    ['levels that are changed', { update_sl: true }],
  ])('is refused where it contradicts: %s', (_, effect) => expect(issuesOf({ ...ENTRY, ...effect })).not.toEqual([]));

  it.each(['Margin call', 'Stop', 'stop2', 'LX', 'out', 'EOD', 'end of session'])(
    'closes where the label of a sale is %j, and such a word as an action is none',
    (label) => {
      expect(short({ ...ENTRY, order_id: label })).toBe('exit BUY EURUSD');
      if (label !== 'Margin call') expect(issuesOf({ ...ENTRY, action: label })).not.toEqual([]);
    },
  );

  it.each([
    ...[
      'XL',
      'L-X',
      'L TP',
      'Long SL',
      'SL_Long',
      'TP/SL',
      'TP1 (long)',
      'Exit TP or SL',
      'Break-even',
      'time stop',
      'Profit',
      'Target 2',
    ],
    ...['Ausstieg', 'saída', 'sortir', 'wyjście', '利確', '止损'],
  ])('closes where the label of a sale is %j', (label) => expect(short({ ...ENTRY, order_id: label })).toBe('exit BUY EURUSD'));
  it.each(['Long', 'L1', 't1', 'BE', 'Long Stop entry', 'slope', 'tp-strategy 4', 'Target hunter'])(
    'opens where it is %j',
    (label) => expect(short({ ...ENTRY, order_id: label })).toBe('market SELL EURUSD 1.1043'),
  );
  it.each(['end', 'finish', 'end trade', 'kill', 'panic', 'Terminate position'])('an action %j closes', (action) =>
    expect(short({ symbol: 'EURUSD', action })).toBe('exit any EURUSD'),
  );
  it('what is sold to the last is closed', () => expect(short({ symbol: 'EURUSD', action: 'sell_all' })).toBe('exit BUY EURUSD'));
  it.each([{ pnl: 14.2 }, { realizedPnl: '-3' }, { exit_price: 1.1002 }])(
    'opens nothing with the numbers of an end: %j',
    (numbers) => {
      expect(issuesOf({ ...ENTRY, ...numbers })[0]).toContain('says close');
      expect(short({ ...ENTRY, ...Object.fromEntries(Object.keys(numbers).map((key) => [key, 0])) })).toBe(
        'market SELL EURUSD 1.1043',
      );
    },
  );

  it('reads an instrument by the name that exchanges give it', () =>
    expect(short({ instId: 'EURUSD', side: 'buy', sl: 1.0957 })).toBe('market BUY EURUSD 1.0957'));
});
