import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read, issuesOf, signalOf } from './samples.ts';

/** An entry that is taken as it stands: whatever opens a trade below differs from it by what the case adds. */
const ENTRY = { ticker: 'EURUSD', action: 'buy', price: 1.1, sl: 1.09, tp: 1.12 };
const LONG = { kind: 'exit', side: 'BUY' };
const SHORT = { kind: 'exit', side: 'SELL' };
const ANY = { kind: 'exit', exit: { anySide: true } };

/** Forms in which senders ask to end a trade. Each has the levels of an entry beside it, as templates do. */
const FORMS: readonly (readonly [string, Record<string, unknown>, object])[] = [
  ['a bare exit', { action: 'exit' }, ANY],
  ['an exit whose sentiment is flat', { action: 'exit', sentiment: 'flat' }, ANY],
  ['an exit of a sentiment', { action: 'exit', sentiment: 'long' }, LONG],
  ['flat as the order action', { action: undefined, order_action: 'flat', order_contracts: 3 }, ANY],
  ['close beside a side of an order', { action: 'close', side: 'sell' }, ANY],
  ['close beside a direction', { action: 'close', direction: 'short' }, SHORT],
  ['flat beside a close side', { action: 'flat', close_side: 'long' }, LONG],
  ['two words', { action: 'Close Long' }, LONG],
  ['closeall', { action: 'closeall' }, ANY],
  ['close_short', { action: 'CLOSE_SHORT' }, SHORT],
  ['closebuy', { action: 'closebuy' }, LONG],
  ['sell to close', { action: 'sell_to_close' }, LONG],
  ['buy to cover', { action: 'buyToCover' }, SHORT],
  ['liquidate', { action: 'liquidate' }, ANY],
  ['a type', { action: undefined, type: 'close' }, ANY],
  ['a signal type', { signal_type: 'CLOSE', ticket: 5_120_077 }, ANY],
  ['a signal of a long', { action: undefined, side: 'LONG', signal: 'EXIT' }, LONG],
  ['a position of nothing', { action: 'sell', contracts: '1', position_size: '0' }, LONG],
  ['a position of 0.0', { action: 'sell', market_position_size: '0.0' }, LONG],
  ['flat afterwards', { action: 'sell', marketPosition: 'flat', prevMarketPosition: 'long' }, LONG],
  ['flat, nested', { action: undefined, strategy: { order_action: 'sell', market_position: 'flat' } }, LONG],
  ['flat under a short name', { action: 'buy', mar_pos: 'flat' }, SHORT],
  ['an order that only reduces', { action: 'sell', reduce_only: true }, LONG],
  ['reduceOnly as text', { action: 'sell', reduceOnly: 'true' }, LONG],
  ['the long side sold', { action: 'sell', positionSide: 'LONG' }, LONG],
  ['a flag', { action: 'sell', closePosition: true }, LONG],
  ['a name of the order', { action: 'sell', comment: 'Close entry(s) order Long' }, LONG],
  ['a leg', { action: 'sell', order_id: 'TP2' }, LONG],
  ['an id that is a command', { action: 'buy', id: 'Exit Short' }, SHORT],
  ['an odd interval', { action: 'sell', sentiment: 'flat', interval: '15' }, LONG],
  ['an odd risk', { action: 'sell', sentiment: 'flat', risk: '1%' }, LONG],
  ['no price', { action: 'sell', sentiment: 'flat', price: 0 }, LONG],
  ['a price that was not there', { action: 'sell', sentiment: 'flat', price: 'NaN', time: '{{timenow}}' }, LONG],
  ['another language', { action: 'schließen' }, ANY],
  ['another script', { action: '平仓' }, ANY],
  ['a flag that is 1', { action: 'sell', exit: 1 }, LONG],
  ['a flag that is "1"', { action: 'sell', flat: '1' }, LONG],
  ['a number in a flag that is never a price', { action: 'sell', close_position: 2 }, LONG],
];

describe('the side that an exit ends', () => {
  it.each<[what: string, change: Record<string, unknown>, wanted: object]>([
    ['what was held before', { action: 'exit', prev_position: 'short' }, SHORT],
    ['what was held before, and nothing after', { action: 'exit', prev_position: 'short', position: 'flat' }, SHORT],
    ['nothing before and nothing after', { action: 'exit', prev_position: 'flat', position: 'flat' }, ANY],
    ['one before and the other named', { action: 'close long', prev_position: 'short' }, ANY],
    ['one before and the same named', { action: 'close short', prev_position: 'short' }, SHORT],
    ['one named and the other held afterwards', { action: 'close short', position: 'long' }, ANY],
    ['a label that names it', { action: 'exit', comment: 'close short' }, SHORT],
  ])('%s', (_what, change, wanted) => expect(signalOf({ ...ENTRY, ...change })).toMatchObject(wanted));
});

describe('what ends a trade', () => {
  it.each(FORMS)('%s', (_name, change, wanted) => {
    expect(signalOf({ ...ENTRY, ...change })).toMatchObject(wanted);
  });

  it.each(['closed-0', 'entry-exit', 'flat1', 'exit-2026-01-05T10:00', 'close_17'])(
    'an id of a program is no label: %s',
    (id) => {
      expect(signalOf({ ...ENTRY, signal_id: id })).toMatchObject({ kind: 'entry', side: 'BUY', signalId: id });
    },
  );

  it.each(['Close Long', 'exit', 'close_all', 'Exit Long 2'])('a label in the place of an id is read: %s', (id) => {
    expect(signalOf({ ...ENTRY, signal_id: id })).toMatchObject({ kind: 'exit' });
  });

  it('says what it made of a side that is not named', () => {
    expect(signalOf({ ticker: 'EURUSD', action: 'exit' }).exit?.notes).toEqual([
      'no side is named: all that its source opened in EURUSD is meant',
    ]);
    expect(signalOf({ ticker: 'EURUSD', action: 'closelong' }).exit).toBeUndefined();
  });

  it('is a cancel where that is the word, of a side or of both', () => {
    expect(signalOf({ ...ENTRY, action: 'cancel', side: 'buy' })).toMatchObject({ kind: 'cancel', side: 'BUY' });
    expect(signalOf({ ...ENTRY, action: 'cancel_all' })).toMatchObject({ kind: 'cancel', exit: { anySide: true } });
  });
});

describe('what asks for nothing we do', () => {
  it.each<[string, object, string]>([
    ['a size of nothing', { quantity: 0 }, 'quantity: must be a positive number of lots: 0 opens nothing'],
    ['two sides', { side: 'sell' }, 'side: must agree with action (BUY), not SELL'],
    ['a part of a long', { action: 'sell', market_position: 'long' }, 'market_position: must agree with action (SELL), not BUY'],
    ['a record of a fill', { ticket: 5_120_078, deal: 4_410_031 }, 'ticket: tells of a trade that was made'],
    ['a status', { status: 'FILLED' }, 'status: tells of a trade that was made'],
    ['a price of an order that does not wait', { limitPrice: 1.09 }, 'limitPrice: is for an order that waits for its price'],
    ['two types', { orderType: 'limit', type: 'buy stop' }, 'type: must agree with orderType (limit), not stop'],
    ['a type that nobody knows', { orderType: 'market if touched' }, 'orderType: is not carried out by a signal'],
    ['a move of levels', { action: 'breakeven' }, 'action: is not carried out by a signal'],
    ['a closing word astray', { note: 'the exit was late yesterday' }, 'note: says close, and action "buy" opens'],
    ['a closing word in an odd field', { flow: { step: 'exit' } }, 'flow.step: says close, and action "buy" opens'],
    ['an odd flag', { close_hedge: true }, 'close_hedge: says close, and action "buy" opens'],
    ['an odd flag as text', { close_hedge: 'true' }, 'close_hedge: says close, and action "buy" opens'],
    ['a test', { action: 'test' }, 'action: connection test, never traded'],
  ])('%s', (_name, change, issue) => {
    expect(issuesOf({ ...ENTRY, ...change }).find((found) => found.startsWith(issue))).toBeDefined();
  });
});

describe('what only sounds like an end', () => {
  it.each<[string, object]>([
    ['an indicator', { strategy: 'Close Cross' }],
    ['a candle', { comment: 'bar close above the average' }],
    ['a coin', { comment: 'BTC long' }],
    ['a price of a candle', { close: 1.1, bar: { close: 1.1, open: 1.09 } }],
    ['a flag that is off', { reduce_only: false, closePosition: 'no', exit: '' }],
    ['a position that is held', { market_position: 'long', market_position_size: '1', prev_market_position: 'flat' }],
    ['an unfilled ticket', { ticket: 0, deal: '' }],
    ['a price to exit at', { exit: 1.12 }],
    ['a price to be flat at', { flat: '1.12' }],
    ['a candle that closed at 1', { close: 1 }],
    ['a flag that is 0', { close_position: 0, exit: 0 }],
    ['levels that name themselves', { sl: { type: 'stop', stopPrice: 1.09 }, tp: { type: 'limit', limitPrice: 1.12 } }],
  ])('%s', (_name, change) => {
    expect(signalOf({ ...ENTRY, ...change })).toMatchObject({ kind: 'entry', side: 'BUY' });
  });
});

describe('whatever says close', () => {
  const words = [
    'close',
    'exit',
    'flat',
    'reduce',
    'liquidate',
    'close all',
    'closelong',
    'EXIT_SHORT',
    'flatten',
    'cover',
    'cerrar',
  ];
  const keys = [
    ...[
      'action',
      'side',
      'order_action',
      'signal',
      'type',
      'signal_type',
      'command',
      'kind',
      'event',
      'direction',
      'comment',
      'id',
    ],
    ...[
      'order_id',
      'message',
      'note',
      'market_position',
      'sentiment',
      'reason',
      'x_1',
      'close_side',
      'strategy',
      'tag',
      'status',
    ],
  ];
  const cased = (word: string) => fc.mixedCase(fc.constant(word), { untoggleAll: (text) => text.toLowerCase() });
  const nest = (value: object, depth: number): object => (depth === 0 ? value : { [`level${depth}`]: nest(value, depth - 1) });
  const levels = { price: 1.1, sl: 1.09, tp: 1.12, price_levels: { entry: 1.1, stop_loss: 1.09, take_profit: 1.12 } };
  const base = fc
    .record({
      symbol: fc.constantFrom('ticker', 'symbol'),
      opener: fc.constantFrom<object>({ action: 'buy' }, { side: 'long' }, { order_action: 'BUY' }, { direction: 'BUY' }),
      canonical: fc.boolean(),
    })
    .map(({ symbol, opener, canonical }) => {
      const { price_levels, ...flat } = levels;
      const shape = canonical ? { price_levels, pattern_type: 'M5_BOS', direction: 'BUY', symbol: 'EURUSD' } : flat;
      return { [symbol]: 'EURUSD', ...opener, ...shape };
    });

  it('never opens, in any field, nesting and case', () => {
    const body = fc
      .tuple(base, fc.constantFrom(...keys), fc.constantFrom(...words).chain(cased), fc.integer({ min: 0, max: 4 }))
      .map(([entry, key, word, depth]) => ({ ...entry, ...nest({ [key]: word }, depth) }));
    fc.assert(
      fc.property(body, (sent) => {
        const { arrival } = read(sent);
        expect(arrival.kind === 'signal' ? arrival.signal.kind : arrival.kind).not.toBe('entry');
        if (arrival.kind !== 'invalid') return;
        expect(arrival.issues[0]?.message.length).toBeGreaterThan(10);
      }),
      { numRuns: 2_000 },
    );
  });

  it('and the same body without it opens', () => {
    fc.assert(fc.property(base, (sent) => signalOf(sent).kind === 'entry'));
  });
});

describe('an id that may be a name', () => {
  const id = (change: object) => signalOf({ ...ENTRY, id: 'Long', time: '2025-08-04T08:28:00Z', ...change }).signalId;

  it('identifies with its symbol and time, and never alone', () => {
    expect(id({})).toMatch(/^Long-[0-9a-f]{16}$/);
    expect(id({ price: 1.1001 })).toBe(id({}));
    expect([id({ time: '2025-08-04T08:27:00Z' }), id({ time: undefined })]).not.toContain(id({}));
    expect(id({ time: undefined })).toMatch(/^sha-/);
  });

  it('is taken as it is where it is a number, long, or promised', () => {
    expect([id({ id: 'ord-20260117' }), id({ id: undefined, signal_id: 'Long' })]).toEqual(['ord-20260117', 'Long']);
  });
});
