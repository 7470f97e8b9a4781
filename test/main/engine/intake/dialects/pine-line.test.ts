import { describe, expect, it } from 'vitest';
import { FACTS, issuesOf, malformedOf, read, signalOf } from './samples.ts';

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
    ['60012345,buystop,EURUSD,price=1.2,sl=1,tp=1', 'command: asks for an order that waits for its price'],
    ['60012345,buy,XAUUSD,price=2000,sl=1,tp=1', 'symbol: must be a symbol whose pip size is known'],
    ['60012345,buy,XAUUSD,sl=1,tp=1', 'price: is missing, and there is no quote'],
    ['60012345,buy,EURUSD,tp=10', 'sl: is missing'],
    ['60012345,buy,EURUSD,sl=99999,tp=10', 'sl: must not lead to a price below zero'],
    ['60012345,buy,EURUSD,sl={{plot_0}},tp=10', ''],
  ])('refuses %s', (line, issue) => {
    if (issue === '') expect(malformedOf(line)).toContain('neither JSON');
    else expect(issuesOf(line).some((found) => found.startsWith(issue))).toBe(true);
  });

  it('closes also when the last quote is old', () => {
    const silent = { ...FACTS, priceOf: () => null };
    expect(signalOf('60012345,closelong,EURUSD', 'webhook', silent)).toMatchObject({ kind: 'exit', entry: 1.1001 });
  });

  it('never quotes a secret that stands in the wrong place', () => {
    expect(signalOf('60012345,buy,secret=hidden,EURUSD,sl=1,tp=1').symbol).toBe('EURUSD');
    expect(JSON.stringify(read('60012345,buy,secret=hidden,sl=x,tp=1'))).not.toContain('hidden');
  });

  it('is one line, and the same whatever its licence, secret and blanks', () => {
    expect(malformedOf('60012345,buy,EURUSD,sl=1,tp=1\n60012345,sell,EURUSD,sl=1,tp=1')).toContain('neither JSON');
    expect(read('70099999,BUY,EURUSD,sl=1,tp=2,secret=a').fingerprint).toBe(
      read('60012345, buy, EURUSD, tp=2, sl=1').fingerprint,
    );
  });
});
