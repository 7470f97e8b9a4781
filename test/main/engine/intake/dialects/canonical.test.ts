import { describe, expect, it } from 'vitest';
import { CANONICAL, FACTS, issuesOf, NOW, read, signalOf } from './samples.ts';

describe('canonical JSON', () => {
  it('is read whole', () => {
    expect(signalOf(CANONICAL)).toEqual({
      signalId: 'tv-20250804-0001',
      source: 'webhook',
      dialect: 'canonical',
      kind: 'entry',
      symbol: 'EURUSD',
      timeframe: 'M5',
      pattern: 'M5_BOS',
      side: 'BUY',
      entry: 1.1572,
      stopLoss: 1.1564,
      takeProfit: 1.1592,
      levels: {
        currentPrice: 1.15722,
        previousHigh: 1.157,
        previousLow: 1.1555,
        structureBreak: 1.157,
        breakLevel: null,
        retestLevel: null,
      },
      riskPercent: null,
      volumeMax: null,
      madeAt: Date.UTC(2025, 7, 4, 8, 28),
      metadata: { source: 'my-relay' },
    });
  });

  it.each([
    ...['BUY', 'buy', 'Long', 'BULL', 'bullish'].map((word) => [word, 'BUY']),
    ...['SELL', 'sell', 'Short', 'BEAR', 'Bearish'].map((word) => [word, 'SELL']),
  ])('takes %s as %s', (direction, side) => {
    const price_levels = side === 'BUY' ? CANONICAL.price_levels : { entry: 1.1, stop_loss: 1.2, take_profit: 1 };
    expect(signalOf({ ...CANONICAL, direction, price_levels }).side).toBe(side);
  });

  const levels = (change: object) => ({ ...CANONICAL, price_levels: { ...CANONICAL.price_levels, ...change } });
  const without = (key: string) => Object.fromEntries(Object.entries(CANONICAL).filter(([name]) => name !== key));
  it.each<[string, unknown, string]>([
    ['no symbol', { ...without('symbol') }, 'symbol: is missing'],
    ['a symbol with a blank', { ...CANONICAL, symbol: 'EUR USD' }, 'symbol: must be a symbol'],
    ['no direction', without('direction'), 'direction: is missing: must be BUY or SELL'],
    ['a direction that is none', { ...CANONICAL, direction: 'UP' }, 'direction: must be BUY or SELL'],
    ['no prices', without('price_levels'), 'price_levels: is missing'],
    ['prices that are a list', { ...CANONICAL, price_levels: [1] }, 'price_levels: must be an object'],
    ['no entry', levels({ entry: null }), 'price_levels.entry: is missing: must be a positive number'],
    ['no stop', levels({ stop_loss: undefined }), 'price_levels.stop_loss: is missing'],
    ['no target', levels({ take_profit: undefined }), 'price_levels.take_profit: is missing'],
    ['a negative price', levels({ entry: -1 }), 'price_levels.entry: must be a positive number, not -1'],
    ['a zero price', levels({ stop_loss: 0 }), 'price_levels.stop_loss: must be a positive number, not 0'],
    ['a price as text', levels({ entry: '1.1572' }), 'price_levels.entry: must be a positive number, not "1.1572"'],
    [
      'a BUY stop above',
      levels({ stop_loss: 1.16 }),
      'price_levels.stop_loss: must be below the entry of a BUY (1.1572), not 1.16',
    ],
    ['a stop at the entry', levels({ stop_loss: 1.1572 }), 'price_levels.stop_loss: must be below'],
    ['a BUY target below', levels({ take_profit: 1.15 }), 'price_levels.take_profit: must be above the entry of a BUY'],
    ['a SELL with BUY prices', { ...CANONICAL, direction: 'SELL' }, 'price_levels.stop_loss: must be above the entry of a SELL'],
    ['another timeframe', { ...CANONICAL, timeframe: 'H1' }, 'timeframe: must be M1 or M5, not "H1"'],
    ['another pattern', { ...CANONICAL, pattern_type: 'FVG' }, 'pattern_type: must be M5_BOS or M1_BREAK_RETEST'],
    ['a time without a zone', { ...CANONICAL, timestamp: '2025-08-04T08:28:00' }, 'timestamp: must be a time with a zone'],
    ['a day that is none', { ...CANONICAL, timestamp: '2025-02-30T08:28:00Z' }, 'timestamp: must be a time'],
    ['seconds', { ...CANONICAL, timestamp: 1754296080 }, 'timestamp: must be a time'],
    ['a time as digits', { ...CANONICAL, timestamp: '1754296080000' }, 'timestamp: must be a time'],
    ['an empty lot', { ...CANONICAL, volume: 0 }, 'volume: must be a positive number of lots'],
    ['no money to risk', { ...CANONICAL, risk_money: 0 }, 'risk_money: must be a positive amount of the account currency'],
    ['money as text', { ...CANONICAL, risk_money: '100' }, 'risk_money: must be a positive amount of the account currency'],
    ['risk over all', { ...CANONICAL, risk_percent: 101 }, 'risk_percent: must be a number above 0'],
    ['an unknown kind', { ...CANONICAL, kind: 'hedge' }, 'kind: must be entry, exit or cancel'],
    ['a long id', { ...CANONICAL, signal_id: 'x'.repeat(129) }, 'signal_id: must be text of 1 to 128'],
    ['an id with a line break', { ...CANONICAL, signal_id: 'a\nb' }, 'signal_id: must be text'],
    [
      'an infinite price',
      JSON.stringify(CANONICAL).replace('1.1572,', '1e999,'),
      'price_levels.entry: must be a positive number, not "Infinity"',
    ],
    ['metadata that is text', { ...CANONICAL, metadata: 'x' }, 'metadata: must be an object'],
  ])('refuses %s', (_name, body, issue) => {
    expect(issuesOf(body).some((found) => found.startsWith(issue))).toBe(true);
  });

  it('names everything that is wrong at once, and keeps the id', () => {
    const { arrival } = read({ ...CANONICAL, direction: 'UP', timeframe: 'D', price_levels: {} });
    expect(arrival).toMatchObject({ kind: 'invalid', signalId: 'tv-20250804-0001' });
    expect(arrival.kind === 'invalid' && arrival.issues.map(({ path }) => path).sort()).toEqual([
      'direction',
      'price_levels.entry',
      'price_levels.stop_loss',
      'price_levels.take_profit',
      'timeframe',
    ]);
  });

  it('takes times with any zone and epoch milliseconds; none means when it came', () => {
    const at = (timestamp: unknown) => signalOf({ ...CANONICAL, timestamp }).madeAt;
    const utc = Date.UTC(2025, 7, 4, 8, 28);
    expect([at('2025-08-04T11:28:00+03:00'), at('2025-08-04 05:28:00-0300'), at(utc), at('2025-08-04T08:28:00.123456Z')]).toEqual(
      [utc, utc, utc, utc + 123],
    );
    expect(at(undefined)).toBe(NOW);
  });

  it('takes the missing one of timeframe and pattern from the other', () => {
    expect(signalOf({ ...CANONICAL, timeframe: undefined, pattern_type: 'm1_break_retest' })).toMatchObject({
      timeframe: 'M1',
      pattern: 'M1_BREAK_RETEST',
    });
    expect(signalOf({ ...CANONICAL, pattern_type: undefined, timeframe: 'm5' })).toMatchObject({
      timeframe: 'M5',
      pattern: 'M5_BOS',
    });
    expect(issuesOf({ ...CANONICAL, pattern_type: undefined, timeframe: undefined })[0]).toContain('pattern_type: is missing');
  });

  it('keeps unknown keys, unknown levels and a described market, but no secrets', () => {
    const body = {
      ...CANONICAL,
      volume: { current_volume: 1500 },
      momentum: { rsi: 60, token: 'no' },
      secret: 'no',
      break_level: 1.1569,
      price_levels: { ...CANONICAL.price_levels, pivot: 1.2 },
    };
    const signal = signalOf(body);
    expect(signal.volumeMax).toBeNull();
    expect(signal.levels.breakLevel).toBe(1.1569);
    expect(signal.metadata).toEqual({
      source: 'my-relay',
      momentum: { rsi: 60 },
      'price_levels.pivot': 1.2,
      market_volume: { current_volume: 1500 },
    });
  });

  it('reads exits and cancels without prices, taking the quote as the price', () => {
    const exit = { kind: 'exit', symbol: 'EURUSD', timeframe: 'M5', direction: 'BUY' };
    expect(signalOf(exit)).toMatchObject({ kind: 'exit', side: 'BUY', entry: 1.1001, stopLoss: null });
    expect(signalOf({ ...exit, kind: 'CANCEL' }).kind).toBe('cancel');
    expect(issuesOf({ ...exit, symbol: 'GBPUSD' })).toEqual(['symbol: GBPUSD has no quote, and no position of it is held']);
  });

  it('reads exits and cancels that name no setup, also when the last quote is old', () => {
    const silent = { ...FACTS, priceOf: () => null };
    const body = { kind: 'exit', symbol: 'EURUSD', direction: 'SELL' };
    const wanted = { kind: 'exit', side: 'SELL', entry: 1.1, pattern: 'M5_BOS', timeframe: 'M5' };
    expect(signalOf(body, 'webhook', silent)).toMatchObject(wanted);
    expect(signalOf({ ...body, kind: 'cancel' }, 'webhook', silent).kind).toBe('cancel');
  });
});
