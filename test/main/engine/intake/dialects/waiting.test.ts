import { describe, expect, it } from 'vitest';
import { CANONICAL, FACTS, issuesOf, NOW, readAll, signalOf } from './samples.ts';

const BUY = { ticker: 'EURUSD', action: 'buy', sl: 1.08, tp: 1.12, time: new Date(NOW).toISOString() };
const LIMIT = { type: 'limit', price: 1.09, stopLimit: null, expiresAt: null };
const STOP = { type: 'stop', price: 1.11, stopLimit: null, expiresAt: null };

describe('an entry that waits for its price', () => {
  it.each<[string, unknown, object]>([
    ['TradersPost', { ...BUY, orderType: 'limit', limitPrice: '1.09' }, LIMIT],
    ['a close price beside it', { ...BUY, orderType: 'Limit', limitPrice: 1.09, price: 1.1001 }, LIMIT],
    ['one word', { ...BUY, action: 'buy_limit', price: 1.09 }, LIMIT],
    ['the constant of MetaTrader', { ...BUY, action: undefined, type: 'ORDER_TYPE_BUY_LIMIT', price: 1.09 }, LIMIT],
    ['the older constant', { ...BUY, action: undefined, cmd: 'OP_BUYSTOP', price: 1.11 }, STOP],
    ['a stop', { ...BUY, order_type: 'stop', stopPrice: 1.11 }, STOP],
    ['a stop by its price alone', { ...BUY, type: 'pending', entry: 1.11 }, STOP],
    ['a limit by its price alone', { ...BUY, orderType: 'pending', price: 1.09 }, LIMIT],
    [
      'both prices',
      { ...BUY, orderType: 'stop_limit', stopPrice: 1.11, limitPrice: 1.105 },
      { type: 'stop_limit', price: 1.11, stopLimit: 1.105 },
    ],
    [
      'an end',
      { ...BUY, action: 'buy limit', price: 1.09, valid_for: '600', timeInForce: 'GTC' },
      { ...LIMIT, expiresAt: NOW + 600_000 },
    ],
    ['a flag', { ...BUY, pending: true, price: 1.09 }, LIMIT],
    ['a limit of its own', { ...BUY, order_type: 'limit', entry_limit: 1.09 }, LIMIT],
    ['a line, by its price', '60099887,buylimit,EURUSD,price=1.09,sl=20,tp=40', LIMIT],
    ['a line, by pips from the market', '60099887,buystop,EURUSD,price=99,sl=20,tp=40', STOP],
    ['a line that names the unit', '60099887,buystop,EURUSD,entry_pips=99,sl=20,tp=40', STOP],
    ['a line that names the price', '60099887,buylimit,EURUSD,entry_price=1.09,sl_pips=20', LIMIT],
    ['names and values', 'symbol=EURUSD action=buylimit price=1.09 sl=1.08', LIMIT],
  ])('%s', (_name, body, pending) => {
    const signal = signalOf(body);
    expect(signal).toMatchObject({ kind: 'entry', side: 'BUY' });
    const rounded = { ...signal.pending!, price: Number(signal.pending!.price.toFixed(6)) };
    expect(rounded).toMatchObject(pending);
    expect(signal.entry).toBeCloseTo(signal.pending!.stopLimit ?? signal.pending!.price, 9);
  });

  it('counts the stop of a line from the price that it waits for', () => {
    expect(signalOf('60099887,sellstop,EURUSD,price=1.09,sl=20').stopLoss).toBeCloseTo(1.092, 9);
  });

  it.each<[string, unknown, string]>([
    ['a limit and no order of it', { ...BUY, limit: 1.09 }, 'limit: is for an order that waits'],
    ['a line of a type that lines do not have', '60099887,sellstoplimit,EURUSD,price=1.09,sl=20', 'command: must be buylimit'],
    ['no price', { ...BUY, orderType: 'limit' }, 'price: is missing: the price at which the limit order waits'],
    ['the price of the other type', { ...BUY, orderType: 'limit', stopPrice: 1.11 }, 'stopPrice: is not of a limit order'],
    ['one price of two', { ...BUY, orderType: 'stop limit', stopPrice: 1.11 }, 'limitPrice: is missing'],
    [
      'a trigger behind its limit',
      { ...BUY, orderType: 'stop limit', stopPrice: 1.1, limitPrice: 1.11 },
      'stopPrice: of a BUY stop_limit',
    ],
    ['an order for the day', { ...BUY, orderType: 'limit', price: 1.09, tif: 'day' }, 'tif: must be gtc'],
    ['a type without a price of its own', { ...BUY, type: 'pending', price: 1.1001 }, 'type: is a pending order of no type'],
    ['our own format in other words', { ...CANONICAL, type: 'limit' }, 'type: must be order_type in this format'],
    ['a price that does not wait', { ...BUY, stop_price: 1.08 }, 'stop_price: is for an order that waits for its price'],
    [
      'an Expert Advisor that has no such order',
      { ea_name: 'x', type: 'limit', symbol: 'EURUSD', direction: 'BUY', m5_bos_level: 1.09, trigger_price: 1.09 },
      'type: asks for an order that waits for its price, which this format does not have',
    ],
  ])('is refused with %s', (_name, body, issue) => {
    expect(issuesOf(body).some((found) => found.startsWith(issue))).toBe(true);
  });

  it('is refused on a market where the number may be pips or a price', () => {
    const yen = { ...FACTS, pipOf: () => 0.01, priceOf: () => 147.3 };
    expect(issuesOf('60099887,buystop,USDJPY,price=149,sl=30', yen)[0]).toContain(
      'can be 149 pips or the price 149: send entry_pips',
    );
    expect(signalOf('60099887,buylimit,USDJPY,price=149,sl=30', 'webhook', yen).pending?.price).toBeCloseTo(145.81, 9);
  });
});

describe('a turn', () => {
  const E = { ticker: 'EURUSD', sl: 1.12, tp: 1.08, price: 1.1 };
  const both = (body: unknown) => readAll(body).map(({ arrival }) => (arrival.kind === 'signal' ? arrival.signal : arrival));
  const LONG = { kind: 'exit', side: 'BUY' };
  const SHORT = { kind: 'exit', side: 'SELL' };
  const ANY = { kind: 'exit', exit: { anySide: true } };
  const SELL = { kind: 'entry', side: 'SELL' };

  it.each<[string, unknown, object, object]>([
    ['reverse and a side', { ...E, action: 'reverse', side: 'sell' }, LONG, SELL],
    ['reverse to a side', { ...E, action: 'Reverse to Short' }, LONG, SELL],
    ['close and open', { ...E, action: 'close_and_open', side: 'sell' }, LONG, SELL],
    ['flip', { ...E, action: 'flip_short' }, LONG, SELL],
    ['stop and reverse', { ...E, signal: 'stop and reverse', direction: 'short' }, LONG, SELL],
    ['close and reverse', { ...E, action: 'close_and_reverse', sentiment: 'short' }, LONG, SELL],
    ['a flag', { ...E, action: 'sell', reverse: true }, LONG, SELL],
    ['a flag as text', { ...E, action: 'sell', flip: 'yes' }, LONG, SELL],
    ['the position before', { ...E, action: 'sell', market_position: 'short', prev_market_position: 'long' }, LONG, SELL],
    ['exit one and enter the other', { ...E, action: 'exit long enter short' }, LONG, SELL],
    ['a turn that closes the same side', { ...E, action: 'closeshortopenshort' }, SHORT, SELL],
    ['both sides left', { ...E, action: 'closelongshortopenshort' }, ANY, SELL],
    ['a line', '60099887,closelongopenshort,EURUSD,sl=20,tp=40', LONG, SELL],
    ['a line of older syntax', '60099887,closelongsell,EURUSD,sl=20,tp=40', LONG, SELL],
    ['names and values', 'symbol=EURUSD; action=sell; market_position=short; prev_market_position=long; sl=1.12', LONG, SELL],
    ['our own format', { ...CANONICAL, kind: 'reverse' }, SHORT, { kind: 'entry', side: 'BUY' }],
  ])('is two signals: %s', (_name, body, first, second) => {
    const [exit, entry, ...more] = both(body);
    expect([exit, entry, more]).toMatchObject([first, second, []]);
    expect(new Set(readAll(body).map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });

  it('may wait for its price', () => {
    expect(both({ ...E, action: 'reverse', side: 'sell', orderType: 'limit', limitPrice: 1.105 })[1]).toMatchObject({
      pending: { type: 'limit', price: 1.105 },
    });
  });

  it.each<[string, unknown, object]>([
    ['names no side', { ...E, action: 'reverse' }, ANY],
    ['may mean either', { ...E, action: 'reverse long' }, ANY],
    ['names both', { ...E, action: 'reverse', side: 'buy', sentiment: 'short' }, ANY],
    ['has no stop', { ticker: 'EURUSD', action: 'flip to short' }, LONG],
  ])('closes and opens nothing where it %s', (_name, body, first) => {
    expect(both(body)).toMatchObject([first, { kind: 'invalid' }]);
  });

  it('is an exit alone where something says that nothing is held afterwards', () => {
    expect(both({ ...E, action: 'reverse', side: 'sell', market_position: 'flat' })).toMatchObject([{ kind: 'exit' }]);
    expect(both({ ...E, action: 'reverse', side: 'sell', note: 'late exit of yesterday' })).toMatchObject([{ kind: 'invalid' }]);
  });

  it.each(['no reversal', 'reverse: false'])('is none by the words %s', (text) => {
    expect(both({ ...E, action: 'sell', ...(text.includes(':') ? { reverse: false } : { comment: text }) })).toMatchObject([
      SELL,
    ]);
  });
});
