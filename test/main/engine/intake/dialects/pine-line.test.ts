import { describe, expect, it } from 'vitest';
import { FACTS, issuesOf, read, readAll, signalOf } from './samples.ts';

describe('a PineConnector line', () => {
  it('has its stop and target in pips from the price', () => {
    const signal = signalOf(
      '60012345, buy , FX:EURUSD, sl=20, tp=40.5, price=1.1000, vol_lots=0.1, secret=hush, comment="x"',
      'tradingview',
    );
    expect(signal).toMatchObject({
      dialect: 'pine-line',
      kind: 'entry',
      side: 'BUY',
      symbol: 'EURUSD',
      entry: 1.1,
      volumeMax: 0.1,
      metadata: { comment: '"x"' },
    });
    expect(signal.stopLoss).toBeCloseTo(1.098, 9);
    expect(signal.takeProfit).toBeCloseTo(1.10405, 9);
    expect(JSON.stringify(signal)).not.toMatch(/hush|60012345/);
  });

  it('takes the quote where it names no price', () => {
    const signal = signalOf('60012345,bearish,eurusd,sl=10,tp=10');
    expect(signal).toMatchObject({ side: 'SELL', entry: 1.1 });
    expect(signal.stopLoss).toBeCloseTo(1.101, 9);
  });

  it('closes and cancels', () => {
    expect(signalOf('60012345,closelong,EURUSD')).toMatchObject({ kind: 'exit', side: 'BUY' });
    expect(signalOf('60012345,closeall,EURUSD')).toMatchObject({ kind: 'exit', exit: { anySide: true } });
    expect(signalOf('60012345,cancelshort,EURUSD')).toMatchObject({ kind: 'cancel', side: 'SELL' });
  });

  it.each([
    ['60012345,buystop,EURUSD,price=1.09,sl=10,tp=10', 'price: is neither a price near the market nor a distance'],
    ['60012345,buystop,EURUSD,sl=10,tp=10', 'price: is missing'],
    ['60012345,cancellongbuystop,EURUSD,price=1.2', 'command: is not carried out by a signal'],
    ['60012345,buy,XAUUSD,price=2000,sl=1,tp=1', 'symbol: must be a symbol whose pip size is known'],
    ['60012345,buy,XAUUSD,sl=1,tp=1', 'price: is missing, and there is no quote'],
    ['60012345,buy,EURUSD,tp=10', 'sl: is missing'],
    ['60012345,buy,EURUSD,sl=99999,tp=10', 'sl: is neither a price near the market nor a distance within 5% of it'],
    ['60012345,buy,EURUSD,sl=1.2', 'sl: is neither a price near the market nor a distance'],
    ['60012345,buy,EURUSD,sl=1.1051', 'sl: is neither a price near the market nor a distance'],
    ['60012345,buy,EURUSD,sl={{plot_0}},tp=10', 'sl: must be a positive number of pips, or a price'],
    ['60012345,buy,EURUSD,sl=20,beoffset=10', 'beoffset: needs the gain at which the stop goes to the entry'],
    ['60012345,buy,EURUSD,sl=20,trailtrig=10', 'trailtrig: needs the distance at which the stop follows'],
    ['60012345,buy,EURUSD,sl=20,trailmode=2', 'trailmode: is not carried out'],
    ['60012345,buy,EURUSD,sl=20,spread=3', 'spread: is not carried out'],
    ['60012345,cancellongbuy,EURUSD', 'command: is not carried out by a signal'],
    ['60012345,newsltplong,EURUSD,sl=10', 'command: is not carried out by a signal'],
  ])('refuses %s', (line, issue) => {
    expect(issuesOf(line).some((found) => found.startsWith(issue))).toBe(true);
  });

  it('closes also when the last quote is old', () => {
    const silent = { ...FACTS, priceOf: () => null };
    expect(signalOf('60012345,closelong,EURUSD', 'webhook', silent)).toMatchObject({ kind: 'exit', entry: 1.1001 });
  });

  it('never quotes a secret that stands in the wrong place', () => {
    expect(signalOf('60012345,buy,secret=hidden,EURUSD,sl=9,tp=9').symbol).toBe('EURUSD');
    expect(JSON.stringify(read('60012345,buy,secret=hidden,sl=x,tp=1'))).not.toContain('hidden');
  });

  it('is the same whatever its licence, secret and blanks', () => {
    const both = readAll('60012345,buy,EURUSD,sl=5,tp=5\n60012345,sell,EURUSD,sl=5,tp=5');
    expect(both.map(({ arrival }) => arrival.kind === 'signal' && arrival.signal.side)).toEqual(['BUY', 'SELL']);
    expect(read('70099999,BUY,EURUSD,sl=1,tp=2,secret=a').fingerprint).toBe(
      read('60012345, buy, EURUSD, tp=2, sl=1').fingerprint,
    );
  });

  it.each<[string, number, number | null]>([
    ['sl=25,tp=45', 1.0976, 1.1046],
    ['sl=1.0951,tp=1.1102', 1.0951, 1.1102],
    ['sl=1.0951', 1.0951, null],
    ['sl_pips=25,tp_price=1.1102', 1.0976, 1.1102],
    ['sl_price=1.0951,tp_pips=45', 1.0951, 1.1046],
  ])('reads %s as what it can only be', (levels, stop, target) => {
    const signal = signalOf(`60012345,buy,EURUSD,risk=1,${levels}`);
    expect([signal.stopLoss, signal.takeProfit, signal.riskPercent]).toEqual([
      expect.closeTo(stop, 9),
      target === null ? null : expect.closeTo(target, 9),
      1,
    ]);
  });

  it.each<[string, string, string]>([
    ['XAUUSD', 'sl=3341.2,tp=3380.4', 'price'],
    ['USDJPY', 'sl=150,tp=150', 'pips'],
    ['USDJPY', 'sl=146.8,tp=148.1', 'unclear'],
    ['USDJPY', 'sl=30,tp=60', 'pips'],
  ])('tells the unit on %s of %s: %s', (symbol, levels, unit) => {
    const market = { XAUUSD: [3352.4, 0.1], USDJPY: [147.3, 0.01] }[symbol] ?? [1, 1];
    const facts = { ...FACTS, pipOf: () => market[1]!, priceOf: () => market[0]! };
    const line = `60012345,buy,${symbol},${levels}`;
    if (unit === 'unclear') {
      expect(issuesOf(line, facts)).toEqual(['sl: can be 146.8 pips or the price 146.8: send sl_pips or sl_price']);
      return;
    }
    const stated = Number(/sl=([\d.]+)/.exec(levels)?.[1]);
    const wanted = unit === 'price' ? stated : market[0]! - stated * market[1]!;
    expect(signalOf(line, 'webhook', facts).stopLoss).toBeCloseTo(wanted, 9);
  });
});
