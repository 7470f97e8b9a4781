import { expect, test } from 'vitest';
import { TerminalMirror } from '#main/adapters/mt5/terminal-mirror.ts';
import { TerminalReader } from '#main/adapters/mt5/terminal-reader.ts';
import { WatchedSymbols } from '#main/adapters/mt5/watched-symbols.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import type { Asked } from '#shared/bridge';
import { HELLO, NOON, SYMBOL } from './lines-in-hand.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A broker with these names; every subscription is answered until `answers` is off. */
function watched(symbols: readonly string[], names: readonly string[]) {
  const mirror = new TerminalMirror(symbols, {}, () => ({}));
  mirror.begin(HELLO);
  mirror.take({ t: 'names', seq: 1, names: [...names] });
  const world = { subscribed: [] as string[], logged: [] as string[], answers: true };
  const reader: TerminalReader = new TerminalReader(mirror, virtualClock(NOON), (asked: Asked) => {
    if (!world.answers || asked.op !== 'sub') return false;
    world.subscribed.push(asked.sym);
    queueMicrotask(() => {
      const line = { ...SYMBOL, sym: asked.sym, q: asked.q };
      mirror.take(line);
      reader.take(line);
    });
    return true;
  });
  const log = {
    write: (level: string, text: string, fields?: object) =>
      void world.logged.push(`${level}: ${text}${JSON.stringify(fields ?? '')}`),
  };
  return { world, watch: new WatchedSymbols(mirror, reader, log) };
}

test('the symbols the broker has are subscribed under its names; a guess is named, and so is what is missing', async () => {
  const { world, watch } = watched(['EURUSD', 'GBPUSD', 'USDJPY', 'AUDUSD'], ['EURUSD', 'GBPUSD.r', 'AUDUSD_a', 'AUDUSD_b']);
  await watch.begin();
  expect(world.subscribed).toEqual(['EURUSD', 'GBPUSD.r']);
  expect(world.logged).toEqual([
    'warn: GBPUSD is taken to be GBPUSD.r: confirm it in Settings, or under mt5.symbols""',
    'warn: The broker has no symbol that is surely USDJPY.""',
    'warn: The broker has no symbol that is surely AUDUSD. It could be AUDUSD_a, AUDUSD_b: choose it in Settings, or name it under mt5.symbols.""',
  ]);
});

test('every sixtieth heartbeat each of them is described again, counted from the beginning of the session', async () => {
  const { world, watch } = watched(['EURUSD', 'GBPUSD'], ['EURUSD', 'GBPUSD']);
  const beats = async (count: number): Promise<number> => {
    for (let beat = 0; beat < count; beat += 1) watch.beat();
    await turn();
    return world.subscribed.length;
  };
  await watch.begin();
  expect([await beats(59), await beats(1), await beats(59), await beats(1)]).toEqual([2, 4, 4, 6]);
  await beats(30);
  await watch.begin();
  expect([await beats(59), await beats(1)]).toEqual([8, 10]);
});

test('one that cannot be described again is named, and stands as it was', async () => {
  const { world, watch } = watched(['EURUSD'], ['EURUSD']);
  await watch.begin();
  world.answers = false;
  for (let beat = 0; beat < 60; beat += 1) watch.beat();
  await turn();
  expect(world.logged).toEqual(['warn: EURUSD could not be refreshed{"error":"the Expert Advisor is not connected"}']);
});

test('one that has no tick value yet is asked for again, less and less often, until it is described', async () => {
  const mirror = new TerminalMirror(['EURUSD', 'GBPUSD'], {}, () => ({}));
  mirror.begin({ ...HELLO, currency: 'CHF' });
  mirror.take({ t: 'names', seq: 1, names: ['EURUSD', 'GBPUSD'] });
  const beats: number[] = [];
  let [beat, isPriced] = [0, false];
  const reader: TerminalReader = new TerminalReader(mirror, virtualClock(NOON), (asked: Asked) => {
    if (asked.op !== 'sub') return false;
    if (asked.sym === 'GBPUSD') beats.push(beat);
    const priceless = asked.sym === 'GBPUSD' && !isPriced ? { tickProfit: 0, tickLoss: 0, bid: 0, ask: 0, ms: 0 } : {};
    const line = { ...SYMBOL, sym: asked.sym, q: asked.q, ...priceless };
    queueMicrotask(() => {
      mirror.take(line);
      reader.take(line);
    });
    return true;
  });
  const watch = new WatchedSymbols(mirror, reader, { write: () => undefined });
  await watch.begin();
  for (beat = 1; beat <= 40; beat += 1) {
    isPriced = beat >= 20;
    watch.beat();
    await turn();
  }
  expect([beats, mirror.symbols]).toEqual([
    [0, 1, 3, 7, 15, 31],
    ['EURUSD', 'GBPUSD'],
  ]);
});
