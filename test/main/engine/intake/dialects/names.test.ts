import { describe, expect, it } from 'vitest';
import { nearestTo, symbolNamed } from '#engine/intake/dialects/symbol-names.ts';
import { FACTS, issuesOf, NOW, signalOf } from './samples.ts';

const NAMES = {
  known: ['EURUSD', 'GBPUSD', 'XAUUSD', 'US30', 'NAS100', 'EURUSDT', 'CrudeOIL', 'DE40.cash'],
  atBroker: new Map([['EURGBP.ecn', 'GBPUSD']]),
};
const named = { ...FACTS, symbolNames: () => NAMES };

describe('a symbol', () => {
  it.each([
    ['EURUSD', 'EURUSD'],
    ['eurusd', 'EURUSD'],
    ['EUR/USD', 'EURUSD'],
    ['EUR-USD', 'EURUSD'],
    ['EURUSD.pro', 'EURUSD'],
    ['EURUSDm', 'EURUSD'],
    ['EURUSD.r', 'EURUSD'],
    ['EURUSD-ECN', 'EURUSD'],
    ['EURUSD_i', 'EURUSD'],
    ['EURUSDT', 'EURUSDT'],
    ['EURUSDT.x', 'EURUSDT'],
    ['XAUUSD.', 'XAUUSD'],
    ['GOLD', 'XAUUSD'],
    ['Gold.pro', 'XAUUSD'],
    ['DJ30', 'US30'],
    ['US100', 'NAS100'],
    ['GER40', 'DE40.cash'],
    ['DE30EUR', 'DE40.cash'],
    ['NAS100USD', 'NAS100'],
    ['US30USD', 'US30'],
    ['WTICOUSD', 'CrudeOIL'],
    ['EUR.USD', 'EURUSD'],
    ['JP225USD', null],
    ['NQ1!', null],
    ['DE40', 'DE40.cash'],
    ['crudeoil', 'CrudeOIL'],
    ['eurgbp.ECN', 'GBPUSD'],
    ['EURUSDXYZABC', null],
    ['EUR', null],
    ['AUDUSD', null],
  ])('%s is %s', (name, symbol) => {
    expect(symbolNamed(name, NAMES)).toBe(symbol);
  });

  it('is the plain one where the terminal has a variant of the market beside it', () => {
    const both = { known: ['XAUUSD.m', 'XAUUSD'], atBroker: new Map<string, string>() };
    expect([symbolNamed('GOLD', both), symbolNamed('Gold.x', both)]).toEqual(['XAUUSD', 'XAUUSD']);
  });

  it('of an exchange of shares is no index or metal of the same letters', () => {
    const symbolOf = (ticker: string): string => signalOf({ ticker, action: 'buy', price: 30, sl: 29 }, 'webhook', named).symbol;
    expect(['NYSE:DOW', 'NYSE:GOLD', 'TVC:GOLD', 'NASDAQ:NDX'].map(symbolOf)).toEqual(['DOW', 'GOLD', 'XAUUSD', 'NAS100']);
  });

  it('has its nearest one named where it is none', () => {
    expect([nearestTo('EURUDS', NAMES), nearestTo('XAUSD', NAMES), nearestTo('JP225', NAMES)]).toEqual([
      'EURUSD',
      'XAUUSD',
      null,
    ]);
    const body = { ticker: 'FX:EURUDS', action: 'buy', price: 1.1, sl: 1.09 };
    expect(issuesOf(body, named)).toContain('symbol: EURUDS is not a symbol of the terminal; EURUSD is');
  });

  it('is found in every format, nested too, for entries and exits', () => {
    const bodies = [
      { ticker: 'OANDA:EUR/USD', action: 'buy', price: 1.1, sl: 1.09 },
      { ticker: 'EURUSD.pro', action: 'exit' },
      { order: { ticker: 'eurusd.r' }, strategy: { order_action: 'sell', market_position: 'flat' } },
      '60099887,buy,EURUSDm,sl=20',
      '60099887,closelong,EURUSD.x',
      'symbol=EURUSD_i side=buy sl=1.09',
    ];
    expect(bodies.map((body) => signalOf(body, 'webhook', named).symbol)).toEqual(bodies.map(() => 'EURUSD'));
  });
});

describe('a time without a zone', () => {
  const phases = {
    ...{ symbol: 'EURUSD', trade_direction: 'BULL', current_price: 1.1 },
    phase_1_m5_bos: { price: 1.1 },
    phase_2_m1_break: { price: 1.1 },
    phase_3_m1_retest: { price: 1.1 },
    phase_4_ylipip: { triggered: true },
  };
  it("is the trade server's where one is heard", () => {
    const server = { ...FACTS, serverOffsetMs: () => 3 * 3_600_000 };
    expect(signalOf({ ...phases, timestamp: '2025.08.04 11:28' }, 'webhook', server).madeAt).toBe(NOW - 5_000);
    expect(signalOf({ ...phases, timestamp: '2025.08.04 08:28' }).madeAt).toBe(NOW - 5_000);
  });

  it('is UTC in flat JSON', () => {
    expect(
      signalOf({ ticker: 'EURUSD', action: 'buy', price: 1.1, sl: 1.09, timestamp: '2025-08-04T08:28:00.123456' }).madeAt,
    ).toBe(NOW - 4_877);
  });
});

describe('a chart of another timeframe', () => {
  const hourly = { ticker: 'EURUSD', action: 'buy', price: 1.1, sl: 1.09, interval: '60' };
  it('is no obstacle where the strategy is named, and asks for its name where it is not', () => {
    expect(signalOf({ ...hourly, strategy_id: 'm1_retest' })).toMatchObject({ strategyId: 'm1_retest', timeframe: 'M1' });
    expect(signalOf({ ...hourly, interval: 'H4', pattern_type: 'M5_BOS' })).toMatchObject({ pattern: 'M5_BOS', timeframe: 'M5' });
    expect(issuesOf(hourly)[0]).toContain(
      'interval: must be M1 or M5 (1 or 5); of another chart name the strategy: strategy_id m5_bos, m1_retest',
    );
    expect(issuesOf({ ...hourly, strategy_id: 'm5_bos', interval: 'weekly' })[0]).toContain('interval: must be M1 or M5');
  });
});
