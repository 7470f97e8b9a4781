import { describe, expect, it } from 'vitest';
import { FACTS, issuesOf, readAll, signalOf } from './samples.ts';

const FLAT = { ticker: 'OANDA:EURUSD', action: 'buy', price: '1.1000', sl: '1.0990', tp: '1.1020', time: '2025-08-04T08:28:00Z' };

describe('flat JSON', () => {
  it('reads text as numbers and strips the exchange', () => {
    expect(signalOf(FLAT, 'tradingview')).toMatchObject({
      source: 'tradingview',
      dialect: 'flat',
      symbol: 'EURUSD',
      side: 'BUY',
      entry: 1.1,
      stopLoss: 1.099,
      takeProfit: 1.102,
      timeframe: 'M5',
      pattern: 'M5_BOS',
      madeAt: Date.UTC(2025, 7, 4, 8, 28),
    });
  });

  it('reads an amount of money to risk, and refuses one that is none', () => {
    expect(signalOf({ ...FLAT, risk_money: '150' })).toMatchObject({ riskMoney: 150, metadata: {} });
    expect(signalOf(FLAT).riskMoney).toBeUndefined();
    expect(issuesOf({ ...FLAT, risk_money: '-1' })[0]).toContain('risk_money: must be a positive amount of the account currency');
  });

  it('never keeps a secret, and gives the same fingerprint with and without one', () => {
    const secrets = { secret: 's3cret-s3cret', passphrase: 's3cret', key: 's3cret', note: { api_key: 's3cret', kept: 1 } };
    const more = {
      webhook_secret: 's3cret',
      bot_secret: 's3cret',
      api_token: 's3cret',
      user_key: 's3cret',
      deep: { secretKey: 's3cret' },
    };
    expect(JSON.stringify(signalOf({ ...FLAT, ...more }))).not.toContain('s3cret');
    expect(JSON.stringify(signalOf({ ...FLAT, ...secrets }))).not.toContain('s3cret');
    expect(signalOf({ ...FLAT, secret: 'a' }).signalId).toBe(signalOf(FLAT).signalId);
  });

  it.each([
    ['price', '{{close}}'],
    ['price', 'NaN'],
    ['sl', '{{plot_0}}'],
    ['tp', 'null'],
    ['time', '{{timenow}}'],
    ['ticker', '{{ticker}}'],
    ['price', '1,1000'],
    ['price', 'Infinity'],
    ['price', '0x10'],
    ['price', '-1'],
  ])('refuses an unusable %s: %s', (key, value) => {
    expect(issuesOf({ ...FLAT, [key]: value }).map((issue) => issue.split(':')[0])).toContain(key);
  });

  it('names the field in which a placeholder left bare text behind', () => {
    expect(issuesOf('{"ticker":"EURUSD","action":"buy","price":{{close}}}')).toContain(
      'price: must be a positive number, not "{{close}}"',
    );
  });

  it('takes a stop alone: the strategy makes the target', () => {
    expect(signalOf({ ...FLAT, tp: '' })).toMatchObject({ stopLoss: 1.099, takeProfit: null });
  });

  it.each(['qty', 'lot', 'lotSize', 'lot_size', 'size', 'order_contracts', 'amount', 'contracts', 'orderSize'])(
    'never trades more than %s',
    (key) => {
      expect(signalOf({ ...FLAT, [key]: '0.01' }).volumeMax).toBe(0.01);
      expect(signalOf({ ...FLAT, [key]: 0.3, volume: 0.2 }).volumeMax).toBe(0.2);
      expect(issuesOf({ ...FLAT, [key]: 'some' })[0]).toContain(`${key}: must be a positive number`);
    },
  );

  it.each(['Enter Long', 'go long', 'BUY MARKET', 'open_buy'])('opens by %s', (action) => {
    expect(signalOf({ ...FLAT, action })).toMatchObject({ kind: 'entry', side: 'BUY' });
    expect(signalOf({ ...FLAT, action: undefined, type: action })).toMatchObject({ kind: 'entry', side: 'BUY' });
  });

  it('reads thousands that are set off, and a pair with a slash', () => {
    const gold = { ...FLAT, price: '3,360.36', sl: '3,352.36', tp: '3,376.36' };
    expect(signalOf(gold)).toMatchObject({ entry: 3360.36, stopLoss: 3352.36, takeProfit: 3376.36 });
    expect(signalOf({ ...FLAT, ticker: 'EUR/USD' }).symbol).toBe('EURUSD');
    expect(issuesOf({ ...FLAT, price: '1,1000' })[0]).toContain('write a decimal point');
  });

  it('reads TradersPost stops and targets', () => {
    const body = {
      ticker: 'EURUSD',
      action: 'sell',
      sentiment: 'short',
      signalPrice: 1.1,
      stopLoss: { type: 'stop', percent: 1 },
      takeProfit: { limitPrice: '1.08' },
    };
    const signal = signalOf(body);
    expect(signal).toMatchObject({ side: 'SELL', takeProfit: 1.08 });
    expect(signal.stopLoss).toBeCloseTo(1.111, 9);
    expect(signalOf({ ...body, takeProfit: { amount: 0.01 } }).takeProfit).toBeCloseTo(1.09, 9);
    expect(issuesOf({ ...body, stopLoss: { trailPrice: 1 } })[0]).toContain(
      'stopLoss: must be a price, a distance with its unit',
    );
  });

  it('takes the quote where the alert has no price', () => {
    expect(signalOf({ ...FLAT, price: undefined }).entry).toBe(1.1001);
    expect(issuesOf({ ...FLAT, price: undefined }, { ...FACTS, priceOf: () => null })).toEqual([
      'price: is missing, and there is no quote to use instead',
    ]);
    const exit = { ...FLAT, price: undefined, action: 'closelong' };
    expect(signalOf(exit, 'webhook', { ...FACTS, priceOf: () => null }).entry).toBe(1.1001);
  });

  it.each<[string, object, object]>([
    [
      'a strategy leaving its long',
      { action: 'sell', market_position: 'flat', prev_market_position: 'long' },
      { kind: 'exit', side: 'BUY' },
    ],
    ['a strategy leaving its short', { action: 'buy', market_position: 'flat' }, { kind: 'exit', side: 'SELL' }],
    ['exit of a named side', { action: 'exit', sentiment: 'long' }, { kind: 'exit', side: 'BUY' }],
    ['closeshort', { action: 'closeshort' }, { kind: 'exit', side: 'SELL' }],
    ['an exit of no side', { action: 'exit' }, { kind: 'exit', exit: { anySide: true } }],
    ['cancel', { action: 'cancel', sentiment: 'bearish' }, { kind: 'cancel', side: 'SELL' }],
  ])('reads %s', (_name, change, read) => {
    expect(signalOf({ ...FLAT, ...change })).toMatchObject(read);
  });

  it.each<[string, object, string]>([
    ['no stop', { sl: undefined }, 'sl: is missing'],
    ['an unknown action', { action: 'add' }, 'action: must be buy, sell, exit, reverse or cancel'],
    ['a contradiction', { market_position: 'short' }, 'market_position: must agree with action (BUY)'],
    ['a stop above', { sl: '1.2' }, 'sl: must be below the entry of a BUY'],
    ['an hourly interval', { interval: '60' }, 'interval: must be M1 or M5'],
  ])('refuses %s', (_name, change, issue) => {
    expect(issuesOf({ ...FLAT, ...change }).some((found) => found.startsWith(issue))).toBe(true);
  });

  it('leaves a long before it turns short, whatever is made of the short', () => {
    const turn = {
      ...FLAT,
      id: 'Short',
      action: 'sell',
      market_position: 'short',
      prev_market_position: 'long',
      sl: '1.2',
      tp: '1',
    };
    const [exit, entry, ...more] = readAll(turn).map(({ arrival }) => arrival);
    expect([exit, entry, more]).toMatchObject([
      { kind: 'signal', signal: { kind: 'exit', side: 'BUY', signalId: expect.stringMatching(/^Short-.*-exit$/) } },
      { kind: 'signal', signal: { kind: 'entry', side: 'SELL', signalId: expect.stringMatching(/^Short-[0-9a-f]{16}$/) } },
      [],
    ]);
    expect(readAll({ ...turn, sl: undefined }).map(({ arrival }) => arrival.kind)).toEqual(['signal', 'invalid']);
    expect(readAll({ ...turn, id: undefined }).map(({ fingerprint }) => fingerprint)).toHaveLength(2);
    expect(new Set(readAll({ ...turn, id: undefined }).map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });

  it('takes the interval of the chart', () => {
    expect(signalOf({ ...FLAT, interval: '1' })).toMatchObject({ timeframe: 'M1', pattern: 'M1_BREAK_RETEST' });
  });
});
