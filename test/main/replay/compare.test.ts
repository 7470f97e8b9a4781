import { describe, expect, it } from 'vitest';
import { compareText, comparedReport } from '#main/replay/index.ts';
import { pricesDigest } from '#main/replay/prices-digest.ts';

const AT = Date.UTC(2026, 2, 4, 10);
const trade = (minutes: number, pnl: number, changes: object = {}) => ({
  ...{ symbol: 'EURUSD', side: 'BUY', openedAt: AT + minutes * 60_000, closedAt: AT + (minutes + 5) * 60_000 },
  ...{ volume: 0.5, pnl, r: pnl / 100 },
  ...changes,
});
const report = (changes: object = {}) => ({
  ...{ version: '1.2.3', source: 'file EURUSD_M1.csv, bars', from: AT, to: AT + 1, digests: { config: 'c', prices: 'p' } },
  config: { cells: { u1: { minScore: 0.5 } }, symbols: ['EURUSD'] },
  assumptions: ['Every card is approved'],
  verdict: { rulebook: 'Own', breach: null },
  balance: { start: 1_000, end: 1_100, currency: 'USD' },
  extremes: { fall: { from: { equity: 1_050 }, to: { equity: 1_000 } } },
  statistics: {
    summary: { count: 2, winRate: 0.5, profitFactor: null, meanR: 0.25, net: 100 },
    trade: { longestLosing: 1, sqn: null },
    daily: { sharpe: 1, sortino: null, calmar: null },
    exposure: 0.1,
  },
  trades: [trade(0, 100), trade(30, -50)],
  ...changes,
});
const compared = (a: object, b: object): string =>
  compareText(comparedReport('a.json', JSON.stringify(a)), comparedReport('b.json', JSON.stringify(b)));

describe('two replays beside each other', () => {
  it('that are the same say so', () => {
    const text = compared(report(), report());
    expect(text).toContain('The settings are the same.');
    expect(text).toContain('Trades: 2 the same, 0 that ended otherwise, 0 in A alone, 0 in B alone');
    expect(text).not.toContain('note:');
  });

  it('what keeps them from being compared comes first', () => {
    const other = { digests: { config: 'c', prices: 'q' }, version: '1.2.4', assumptions: ['No card is approved'] };
    const lines = compared(report(), report({ ...other, balance: { start: 1, end: 1, currency: 'EUR' } })).split('\n');
    expect(lines.slice(1, 6)).toEqual([
      '  note: the prices are not the same: differences may come from them alone',
      '  note: the versions are not the same: the engine may decide differently',
      '  note: the accounts are in different currencies',
      '  note: only A: Every card is approved',
      '  note: only B: No card is approved',
    ]);
  });

  it('settings by their path, figures with their difference, and nothing where one has none', () => {
    const config = { cells: { u1: { minScore: 0.8 } }, symbols: ['EURUSD', 'XAUUSD'], more: true };
    const { statistics } = report();
    const text = compared(
      report(),
      report({ config, statistics: { ...statistics, summary: { ...statistics.summary, net: 40, profitFactor: 2 } } }),
    );
    expect(text).toContain('  cells.u1.minScore: 0.5 -> 0.8\n  more: - -> true\n  symbols: ["EURUSD"] -> ["EURUSD","XAUUSD"]');
    expect(text).toMatch(/^net +100\.00 +40\.00 +-60\.00$/m);
    expect(text).toMatch(/^profit factor +- +2\.00 +-$/m);
    expect(text).toMatch(/^largest fall +50\.00 +50\.00 +0\.00$/m);
  });

  it('trades are the same decision within a minute, on one side of one symbol', () => {
    const text = compared(
      report({ trades: [trade(0, 100), trade(30, -50), trade(60, 10), trade(90, 5)] }),
      report({
        trades: [trade(1, 100, { closedAt: AT + 300_000 }), trade(30, 70), trade(60, 10, { side: 'SELL' }), trade(92, 5)],
      }),
    );
    expect(text).toContain('Trades: 1 the same, 1 that ended otherwise, 2 in A alone, 2 in B alone');
    expect(text).toContain('-50.00 (-0.50 R) at 2026-03-04 10:35 -> +70.00 (+0.70 R) at 2026-03-04 10:35');
  });

  it('a breach has its moment', () => {
    const verdict = { rulebook: 'Own', breach: { rule: 'daily', at: AT } };
    expect(compared(report(), report({ verdict }))).toContain(
      'A  Own: survived\nB  Own: the daily floor was crossed at 2026-03-04 10:00',
    );
  });

  it('what is no report is named', () => {
    expect(() => comparedReport('x.json', 'text')).toThrow('x.json: is no JSON');
    expect(() => comparedReport('x.json', '{}')).toThrow('x.json: is no report of a replay that can be compared (version:');
  });
});

describe('the digest of prices', () => {
  const tick = (bid: number) => ({ symbol: 'EURUSD', bid, ask: bid + 0.5, at: AT });
  const ticks = (...bids: readonly number[]) =>
    pricesDigest({ kind: 'ticks', series: [{ symbol: 'EURUSD', rows: bids.map(tick) }] });

  it('is that of every price in its order', () => {
    expect(ticks(1, 2)).toBe(ticks(1, 2));
    expect(new Set([ticks(1, 2), ticks(2, 1), ticks(1), ticks()]).size).toBe(4);
    expect(pricesDigest({ kind: 'ticks', series: [{ symbol: 'GBPUSD', rows: [] }] })).not.toBe(ticks());
  });
});
