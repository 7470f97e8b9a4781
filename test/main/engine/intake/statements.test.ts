import { describe, expect, it } from 'vitest';
import { isPartOnly, numberOf, percentIn, sizeIn } from '#engine/intake/intent/size.ts';
import { statementsOf } from '#engine/intake/intent/statements.ts';

const said = (body: object) => statementsOf(body as never).map(({ path: _path, shown, ...rest }) => [shown, rest]);
const what = (body: object) => said(body).map(([, rest]) => rest);

describe('what a field says of the intent', () => {
  it.each<[object, unknown[]]>([
    [
      { action: 'buy' },
      [{ says: 'verb', verb: { does: 'open', side: 'BUY', names: 'order', waits: false }, isDirection: false }],
    ],
    [
      { direction: 'short' },
      [{ says: 'verb', verb: { does: 'open', side: 'SELL', names: 'position', waits: false }, isDirection: true }],
    ],
    [{ action: 'close long' }, [{ says: 'verb', verb: { does: 'close', held: 'BUY' }, isDirection: false }]],
    [{ action: 'sell to close' }, [{ says: 'verb', verb: { does: 'close', held: 'BUY' }, isDirection: false }]],
    [{ action: 'buy to cover' }, [{ says: 'verb', verb: { does: 'close', held: 'SELL' }, isDirection: false }]],
    [{ action: 'cancel' }, [{ says: 'verb', verb: { does: 'cancel', side: null }, isDirection: false }]],
    [{ market_position: 'flat' }, [{ says: 'after', held: 'flat' }]],
    [{ market_position: 'long' }, [{ says: 'after', held: 'BUY' }]],
    [{ prev_market_position: 'short' }, [{ says: 'before', held: 'SELL' }]],
    [{ market_position_size: 0 }, [{ says: 'after', held: 'flat' }]],
    [{ market_position_size: 2 }, [{ says: 'left', amount: 2 }]],
    [
      { market_position_size: -2 },
      [
        { says: 'after', held: 'SELL' },
        { says: 'left', amount: 2 },
      ],
    ],
    [{ close: 1.1 }, []],
    [{ close: true }, [{ says: 'only-closes', held: null }]],
    [{ close: 'false' }, []],
    [{ close: '{{close}}' }, []],
    [{ exit: 1 }, [{ says: 'only-closes', held: null }]],
    [{ exit: 1.1 }, []],
    [{ reduce_only: true }, [{ says: 'only-closes', held: null }]],
    [{ reduce_only: 0 }, []],
    [{ note: 'please close it' }, [{ says: 'closing-label', held: null }]],
    [{ note: 'daily close above' }, []],
    [{ note: 'brexit' }, []],
  ])('%j', (body, says) => expect(what(body)).toEqual(says));

  it('is told with the field and its value, forty letters of it, in any nesting', () => {
    expect(said({ a: { b: [{ action: 'buy' }] } })[0]?.[0]).toBe('a.b[0].action "buy"');
    expect(said({ '': 'close all' })[0]?.[0]).toBe('"" "close all"');
    const long = `close ${'x'.repeat(60)}`;
    expect(said({ note: long })[0]?.[0]).toBe(`note "${long.slice(0, 40)}"`);
    const nested = (depth: number): object => (depth === 0 ? { action: 'buy' } : { a: nested(depth - 1) });
    expect([what(nested(16)).length, what(nested(17)).length]).toEqual([1, 0]);
  });

  it('an object in the place of a flag closes, unless it is a plan of numbers', () => {
    expect(what({ close: { when: 'now' } })[0]).toEqual({ says: 'only-closes', held: null });
    expect(what({ exit: { tp: 1.1, sl: 1.2 } })).toEqual([]);
  });
});

describe('a number as senders write it', () => {
  it.each([
    ['1', 1],
    ['-1.5', -1.5],
    ['1,5', 1.5],
    ['.5', 0.5],
    ['1.', 1],
    ['+2', 2],
    ['50%', 50],
    ['0.5 lots', 0.5],
    ['1 lot', 1],
    ['3 contracts', 3],
    ['100units', 100],
    ['1e3', 1_000],
    ['1e999', null],
    ['1 000', null],
    ['one', null],
    ['', null],
  ])('%s', (text, number) => expect(numberOf(text)).toBe(number));
});

describe('a size', () => {
  it.each<[string, string, unknown]>([
    ['lots', '0.5', { counted: 'lots', amount: 0.5, isZero: false }],
    ['lots', '0', { counted: 'lots', amount: 0, isZero: true }],
    ['quantity', '50%', { counted: 'percent', amount: 50, isZero: false }],
    ['quantity', '50 percent', { counted: 'percent', amount: 50, isZero: false }],
    ['quantity', '1000 units', { counted: 'units', amount: 1_000, isZero: false }],
    ['quantity', '0.1 lots', { counted: 'lots', amount: 0.1, isZero: false }],
    ['quantity', '$250', { counted: 'money', amount: 250, isZero: false, currency: 'USD' }],
    ['quantity', '€1,250', { counted: 'money', amount: 1_250, isZero: false, currency: 'EUR' }],
    ['quantity', '250 GBP', { counted: 'money', amount: 250, isZero: false, currency: 'GBP' }],
    ['quantity', '12 £', { counted: 'money', amount: 12, isZero: false, currency: 'GBP' }],
    ['quantity', 'half', { counted: 'percent', amount: 50, isZero: false }],
    ['quantity', 'much', null],
    ['usd', '$ 100', { counted: 'money', amount: 100, isZero: false, currency: 'USD' }],
    ['notional', '0', { counted: 'money', amount: 0, isZero: true }],
    ['usd', 'much', null],
    ['colour', '5', null],
  ])('%s %s', (key, text, size) => expect(sizeIn(key, text)).toEqual(size));
});

describe('how much of a position a text closes', () => {
  it.each<[string, boolean, number | null]>([
    ['close 50%', false, 50],
    ['close 33,5 % of it', false, 33.5],
    ['exit long 12.5%', false, 12.5],
    ['reduce by 7,5 pct', false, 7.5],
    ['trim 12.5 percent', false, 12.5],
    ['25 % of the position', false, 25],
    ['+2 % profit', false, null],
    ['+2 % profit', true, 2],
    ['close half', false, 50],
    ['TP1_half', false, 50],
    ['closeHalf', false, 50],
    ['a third', false, 100 / 3],
    ['close a quarter', false, 25],
    ['¼', true, 25],
    ['close', true, null],
  ])('%s, as a command: %s', (text, isCommand, percent) => expect(percentIn(text, isCommand)).toBe(percent));

  it.each([
    ['partial close', true],
    ['reduce', true],
    ['reduce only', false],
    ['TP1 hit', true],
    ['take profit 2 reached', true],
    ['tp', false],
    ['closelongpct', true],
    ['trim long', true],
    ['scale out', true],
    ['close all', false],
  ])('%s speaks of a part: %s', (text, is) => expect(isPartOnly(text)).toBe(is));
});

describe('what a field says of an order that was made, or waits', () => {
  const made = [{ says: 'made' }];
  const waits = (type: string) => [{ says: 'waits', type }];
  it.each<[what: string, body: object, says: unknown[]]>([
    ['a status that is over', { status: 'Filled' }, made],
    ['a state that is over', { state: 'Done' }, made],
    ['a status that is not', { status: 'working' }, []],
    ['a word of the same sound in a note', { note: 'filled' }, []],
    ['what only a trade has, whatever it is', { fill_price: 'at best' }, made],
    ['a number of a deal', { deal: 3 }, made],
    ['a deal of nought', { deal: 0 }, []],
    ['a kind of order that waits', { type: 'Stop-Limit' }, waits('stop_limit')],
    ['how it is executed', { execution: 'pending' }, waits('pending')],
    ['the kind of something inside a level', { levels: { type: 'limit' } }, []],
    ['the word in a note', { note: 'limit' }, []],
    ['a market order', { order_type: 'mkt' }, []],
    ['a kind that nobody knows', { order_type: 'iceberg' }, [{ says: 'verb', verb: { does: 'other' }, isDirection: false }]],
    ['a kind inside a stop', { sl: { order_type: 'iceberg' } }, []],
    ['an action inside a stop', { sl: { action: 'buy' } }, []],
    ['an id that a program made', { signal_id: 'close-7' }, []],
    ['an id that is words', { signal_id: 'close all' }, [{ says: 'closing-label', held: null }]],
    ['the same letters under another name', { id: 'close-7' }, [{ says: 'closing-label', held: null }]],
    ['what is held before', { prev_position: 'flat' }, [{ says: 'before', held: 'flat' }]],
    ['a word for nothing held', { position: 'none' }, [{ says: 'after', held: 'flat' }]],
    ['a word for nothing that is known', { position: 'what' }, []],
  ])('%s', (_what, body, says) => expect(what(body)).toEqual(says));
});
