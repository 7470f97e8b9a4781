import { describe, expect, test } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import { createEngine, fold, packEngine } from '#engine';
import { EngineLoop } from '#main/runtime/engine-loop.ts';
import { Meters } from '#main/runtime/meters.ts';
import { unpackCandles, type Bar } from '#shared/domain';
import type { Input } from '#shared/events';

const MINUTE = 60_000;
const NOON = Date.parse('2026-03-04T12:00:00Z');
const GRID = { point: 1e-5, digits: 5, pip: 1e-4, stopsLevel: 0, tickSize: 1e-5 };

const barAt = (minute: number, more: Partial<Bar> = {}): Bar => ({
  ...{ symbol: 'EURUSD', timeframe: 'M1', time: NOON + minute * MINUTE, open: 1.1, high: 1.1002, low: 1.0999, close: 1.1001 },
  ...{ volume: minute, spreadPoints: 8, source: 'live' },
  ...more,
});

function aLoop() {
  const clock = virtualClock(NOON);
  const journal = memoryJournal({ hashed: false });
  const performed: string[] = [];
  const loop: EngineLoop = new EngineLoop({
    ...{ clock, journal, meters: new Meters(), log: { write: () => undefined }, run: 'run-1' },
    perform: (effect) => void performed.push(effect.kind),
    publish: () => undefined,
    onFault: (_kind, error) => {
      throw error;
    },
  });
  const takes = (input: Input): void => {
    loop.post('normal', { actor: 'terminal', correlationId: 'run-1', causationId: null, make: () => input });
    clock.runSoon();
  };
  const closes = (bar: Bar, spec = GRID): void => {
    clock.advanceTo(Math.max(clock.nowMs(), bar.time + MINUTE));
    takes({ type: 'bar.closed', payload: { bar, spec } });
  };
  const told = () =>
    journal
      .read(0, 1_000)
      .map(({ type, payload }) => (type === 'bars.closed' ? `${payload.candles.symbol} ${payload.count}` : type));
  const folded = () => {
    const engine = createEngine();
    for (const record of journal.read(0, 1_000)) fold(engine, record);
    return engine;
  };
  return { clock, journal, loop, performed, takes, closes, told, folded };
}

const FACT: Input = { type: 'drill.began', payload: { id: 'd' } };
const NOTHING: Input = { type: 'terminal.settled', payload: { deals: [] } };

describe('candles from which nothing follows', () => {
  test('are known to the detector at once, and go on record before the next thing that is recorded', () => {
    const { loop, takes, closes, told, folded, journal } = aLoop();
    closes(barAt(0));
    closes(barAt(1));
    takes(NOTHING);
    expect([told(), loop.holdsCandles, loop.engine.market.get('EURUSD')?.lastTime]).toEqual([[], true, NOON + MINUTE]);
    takes(FACT);
    expect([told(), loop.holdsCandles]).toEqual([['EURUSD 2', 'drill.began'], false]);
    expect(JSON.stringify(packEngine(folded()))).toBe(JSON.stringify(packEngine(loop.engine)));
    const [first] = journal.read(0, 1);
    expect(first).toMatchObject({ at: NOON + 2 * MINUTE, actor: 'terminal', payload: { from: NOON, until: NOON + MINUTE } });
  });

  test('wait for an hour at most, each symbol in a record of its own, and come back as they were', () => {
    const { closes, told, journal, loop, folded } = aLoop();
    const bars = Array.from({ length: 61 }, (_, minute) => barAt(minute));
    for (const bar of bars) {
      closes(bar);
      closes({ ...bar, symbol: 'GBPUSD' });
    }
    expect(told()).toEqual(['EURUSD 60', 'GBPUSD 59']);
    const back = journal
      .read(0, 9)
      .flatMap((record) => (record.type === 'bars.closed' ? unpackCandles(record.payload.candles) : []));
    expect(back.filter(({ symbol }) => symbol === 'EURUSD')).toEqual(bars.slice(0, 60));
    loop.recordHeld();
    expect([told().slice(2), JSON.stringify(packEngine(folded()))]).toEqual([
      ['GBPUSD 2', 'EURUSD 1'],
      JSON.stringify(packEngine(loop.engine)),
    ]);
  });

  test('are one record only while they are of one kind; what cannot be packed or comes twice is recorded as it is', () => {
    const { closes, told } = aLoop();
    closes(barAt(0, { source: 'history' }));
    closes(barAt(1)); // live
    closes(barAt(2), { ...GRID, stopsLevel: 5 });
    closes(barAt(3, { close: 1.100_000_5 }));
    closes(barAt(3));
    expect(told()).toEqual(['EURUSD 1', 'bar.closed', 'EURUSD 1', 'bar.closed', 'bar.closed']);
  });

  test('are with the state that is kept, and none is left when the run ends', () => {
    const { loop, closes, told, folded } = aLoop();
    closes(barAt(0));
    loop.recordHeld();
    expect([told(), JSON.stringify(packEngine(folded()))]).toEqual([['EURUSD 1'], JSON.stringify(packEngine(loop.engine))]);
    closes(barAt(1));
    loop.urgent({ actor: 'engine', correlationId: 'run-1', causationId: null, make: () => FACT });
    loop.close();
    expect(told()).toEqual(['EURUSD 1', 'EURUSD 1', 'drill.began']);
  });
});
