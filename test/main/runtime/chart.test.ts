import { describe, expect, it } from 'vitest';
import { createSymbolMarket, onBar } from '#engine/market';
import { chartView } from '#main/runtime/views/index.ts';
import { contract } from '#shared/ipc';
import type { BarsAsk } from '#ports';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const SPEC = { point: 0.00001, digits: 5, pip: 0.0001, stopsLevel: 0, tickSize: 0.00001 };
const MIN = 60_000;
const START = Date.parse('2025-08-04T00:00:00Z');

/** A market that swings up and down for so many minutes, wider and wider: it makes swings, and breaks them. */
function swinging(minutes: number) {
  const market = createSymbolMarket('EURUSD');
  const price = (minute: number): number => 1.1 + Math.sin(minute / 22) * (0.001 + minute / 4e5);
  for (let minute = 0; minute < minutes; minute += 1) {
    const [open, close] = [price(minute), price(minute + 1)];
    const bar = { open, close, high: Math.max(open, close) + 0.00004, low: Math.min(open, close) - 0.00004 };
    const about = { symbol: 'EURUSD', timeframe: 'M1', volume: 10, spreadPoints: 8, source: 'history' } as const;
    onBar(market, { ...about, ...bar, time: START + minute * MIN }, SPEC);
  }
  return market;
}
const ALL: BarsAsk = { timeframe: 'M5', from: null, to: null };
const told = (market: ReturnType<typeof swinging>, ask: BarsAsk = ALL) =>
  chartView(new Map([['EURUSD', market]]), 'EURUSD', 'a test', ask);

describe('a chart', () => {
  const market = swinging(1_200);

  it('has the marks of the detector itself, and is within the bounds of the contract', () => {
    const found = told(market);
    const { swings, breaks } = market.structure;
    expect([swings.length > 6, breaks.length > 2, market.retests.length > 0]).toEqual([true, true, true]);
    expect(found.marks.swings).toEqual(swings);
    expect(found.marks.breaks.map(({ level, at }) => [level, at])).toEqual(breaks.map(({ level, at }) => [level, at]));
    expect(found.marks.retests.map(({ armedAt, end }) => [armedAt, end])).toEqual(
      [...market.retests, ...(market.retest === null ? [] : [market.retest])].map(({ armedAt, end }) => [armedAt, end]),
    );
    expect(contract['market.chart'].reply.parse(found)).toEqual(found);
  });

  it('leaves out what lies before its first candle or after what was asked for', () => {
    const [from, to] = [START + 300 * MIN, START + 700 * MIN];
    const { bars, marks } = told(market, { timeframe: 'M5', from, to });
    const times = [...marks.swings.map(({ time }) => time), ...marks.breaks.map(({ at }) => at)];
    expect([bars?.[0]?.time, times.length > 2]).toEqual([from, true]);
    expect(times.filter((at) => at < from || at >= to)).toEqual([]);
  });

  it('of a symbol without candles has none, which is not the same as empty', () => {
    expect(chartView(new Map(), 'EURUSD', 'a test', ALL)).toMatchObject({
      bars: null,
      known: null,
      marks: { swings: [], breaks: [] },
    });
  });

  it('never tells more candles than the window takes', () => {
    const found = told(swinging(5_000), { ...ALL, timeframe: 'M1' });
    expect(found.bars?.length).toBe(600);
    expect(contract['market.chart'].reply.safeParse(found).success).toBe(true);
  });
});

describe('the window asks for a chart', () => {
  it('and is told of the terminal’s symbols only; nothing of it is recorded', async () => {
    const story = await CockpitInMemory.open({});
    const before = story.records.length;
    const wanted = { timeframe: 'M1', from: null, to: null } as const;
    const [known, unknown] = [
      await story.act('market.chart', { ...wanted, symbol: 'EURUSD' }),
      await story.act('market.chart', { ...wanted, symbol: 'NOSUCH' }),
    ];
    expect([known.ok && known.value.symbol, unknown.ok ? null : unknown.error.code]).toEqual(['EURUSD', 'unknown_symbol']);
    expect(story.records.length).toBe(before);
  });
});
