import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { virtualClock } from '#main/adapters/system/index.ts';
import { Meters } from '#main/runtime/meters.ts';
import { TerminalWatch } from '#main/runtime/terminal-watch.ts';
import { createEngine } from '#engine';
import type { Input } from '#shared/events';

const NOON = Date.parse('2026-03-04T12:00:00Z');
const DAY = 86_400_000;
const REFRESH_MS = 5_000;
type Posted = { lane: string; correlationId: string; input: Input };

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 4; turn += 1) await turnOfTheLoop();
};
const bar = (time: number, changes: object = {}) => ({ symbol: 'EURUSD', timeframe: 'M1', time, source: 'live', ...changes });
const deal = (changes: object = {}) => ({
  ticket: 'd1',
  order: 'o1',
  position: '7',
  entry: 'out',
  at: NOON,
  clientOrderId: null,
  ...changes,
});

/** A watch alone, over a terminal that a test makes speak. */
function watching(terminal: object = {}, warmUpBars = 10) {
  const clock = virtualClock(NOON);
  const engine = createEngine();
  const posted: Posted[] = [];
  const logged: unknown[][] = [];
  const seen = { looks: 0, wakes: 0, beats: 0, offs: 0, observed: 0, since: [] as number[] };
  let tell: (news: object) => void = () => undefined;
  const loop = {
    engine,
    isIdle: true,
    isClosed: false,
    post: (lane: string, mail: { correlationId: string; make(): Input }) =>
      void posted.push({ lane, correlationId: mail.correlationId, input: mail.make() }),
  };
  const meters = new Meters();
  const watch = new TerminalWatch(
    loop as never,
    {
      clock,
      run: 'run-5',
      warmUpBars,
      refreshMs: REFRESH_MS,
      log: { write: (...line: unknown[]) => void logged.push(line) },
      terminal: {
        symbols: () => ['EURUSD'],
        spec: (symbol: string) =>
          symbol === 'NONE' ? null : { symbol, point: 1, digits: 2, pip: 3, stopsLevel: 4, tickSize: 5, contractSize: 6 },
        history: () => Promise.resolve([]),
        deals: (since: number) => (seen.since.push(since), Promise.resolve([])),
        onNews: (listener: typeof tell) => {
          tell = listener;
          return () => void (seen.offs += 1);
        },
        ...terminal,
      },
    } as never,
    meters,
    {
      refresh: () => void (seen.looks += 1),
      wake: () => void (seen.wakes += 1),
      observe: () => ((seen.observed += 1), Promise.resolve()),
    } as never,
    () => void (seen.beats += 1),
  );
  const hears = async (news: object): Promise<void> => {
    tell(news);
    await settled();
  };
  const bars = () => posted.flatMap(({ input }) => (input.type === 'bar.closed' ? [input.payload] : []));
  return { watch, hears, clock, engine, loop, posted, logged, meters, seen, bars };
}

describe('candles', () => {
  test('that close go to the detector with what a price of their symbol is', async () => {
    const { watch, hears, posted, meters } = watching();
    watch.listen();
    await hears({ kind: 'bar', bar: bar(60) });
    expect(posted).toEqual([
      {
        lane: 'normal',
        correlationId: 'run-5',
        input: {
          type: 'bar.closed',
          payload: { bar: bar(60), spec: { point: 1, digits: 2, pip: 3, stopsLevel: 4, tickSize: 5 } },
        },
      },
    ]);
    expect(meters.agent('detector').lastSeenAt).toBe(NOON);
  });

  test.each([
    ['of five minutes, which are folded from those of one', { timeframe: 'M5' }],
    ['of a symbol that the terminal does not have', { symbol: 'NONE' }],
  ])('%s are left out', async (_what, changes) => {
    const { watch, hears, posted, meters } = watching();
    watch.listen();
    await hears({ kind: 'bar', bar: bar(60, changes) });
    expect([posted, meters.agent('detector').lastSeenAt]).toEqual([[], null]);
  });

  test('of the past are loaded as past, and only what the detector has not seen', async () => {
    const asked: unknown[] = [];
    const { watch, engine, bars } = watching({
      history: (symbol: string, count: number) => (asked.push([symbol, count]), Promise.resolve([bar(60), bar(120), bar(180)])),
    });
    engine.market.set('EURUSD', { lastTime: 120 } as never);
    await watch.warmUp();
    expect([asked, bars().map((one) => [one.bar.time, one.bar.source])]).toEqual([[['EURUSD', 10]], [[180, 'history']]]);
  });

  test('are not asked for where none are wanted', async () => {
    let asked = 0;
    const { watch } = watching({ history: () => ((asked += 1), Promise.resolve([])) }, 0);
    await watch.warmUp();
    expect(asked).toBe(0);
  });

  test('that close while older ones are read wait for them, and are not told twice', async () => {
    let answer: (bars: readonly object[]) => void = () => undefined;
    let asked = 0;
    const { watch, hears, bars, engine } = watching({
      history: () => ((asked += 1), new Promise((resolve) => (answer = resolve))),
    });
    watch.listen();
    await hears({ kind: 'link', link: 'up' });
    await hears({ kind: 'link', link: 'up' });
    await hears({ kind: 'bar', bar: bar(180) });
    await hears({ kind: 'bar', bar: bar(240) });
    const early = bars().length;
    answer([bar(120), bar(180)]);
    engine.market.set('EURUSD', { lastTime: 0 } as never);
    await settled();
    // What the detector was given from the history is behind it by now.
    expect([early, asked, bars().map((one) => one.bar.time)]).toEqual([0, 1, [120, 180, 180, 240]]);
    await hears({ kind: 'bar', bar: bar(300) });
    expect(bars().at(-1)?.bar.time).toBe(300);
  });

  test('held back and seen meanwhile are dropped', async () => {
    let answer: (bars: readonly object[]) => void = () => undefined;
    const { watch, hears, bars, engine } = watching({ history: () => new Promise((resolve) => (answer = resolve)) });
    watch.listen();
    await hears({ kind: 'link', link: 'up' });
    await hears({ kind: 'bar', bar: bar(180) });
    await hears({ kind: 'bar', bar: bar(240) });
    engine.market.set('EURUSD', { lastTime: 180 } as never);
    answer([]);
    await settled();
    expect(bars().map((one) => one.bar.time)).toEqual([240]);
  });

  test('that cannot be read cost nothing but themselves: it is in the log, and those that close are taken', async () => {
    const { watch, hears, bars, logged } = watching({ history: () => Promise.reject(new Error('no history')) });
    watch.listen();
    await hears({ kind: 'link', link: 'up' });
    await hears({ kind: 'bar', bar: bar(60) });
    expect([bars().length, logged]).toEqual([
      1,
      [['warn', 'Candles could not be read; the detector goes on with those that close', { error: 'Error: no history' }]],
    ]);
  });
});

describe('news', () => {
  test.each<readonly [object, number, number]>([
    [{ kind: 'link', link: 'down' }, 1, 0],
    [{ kind: 'link', link: 'up' }, 1, 0],
    [{ kind: 'obstacle' }, 1, 1],
    [{ kind: 'bar', bar: bar(60) }, 0, 0],
    [{ kind: 'deal', deal: deal({ entry: 'in' }) }, 0, 0],
  ])('%j: looks %s, wakes %s', async (news, looks, wakes) => {
    const { watch, hears, seen } = watching();
    watch.listen();
    await hears(news);
    expect([seen.looks, seen.wakes]).toEqual([looks, wakes]);
  });

  test('of a link that is gone reads no candles; of one that is back it does', async () => {
    let asked = 0;
    const { watch, hears } = watching({ history: () => ((asked += 1), Promise.resolve([])) });
    watch.listen();
    await hears({ kind: 'link', link: 'down' });
    const down = asked;
    await hears({ kind: 'link', link: 'up' });
    expect([down, asked]).toEqual([0, 1]);
  });

  test('of a price shows that the terminal lives, and moves nothing where nothing is managed', async () => {
    const { watch, hears, meters, seen } = watching();
    watch.listen();
    await hears({ kind: 'quote', quote: { symbol: 'EURUSD', bid: 1, ask: 1.1, at: NOON } });
    expect([meters.agent('terminal').lastSeenAt, seen.beats, seen.looks]).toEqual([NOON, 0, 0]);
  });

  test('is not waited for: a look comes at its interval, on and on, until the end', () => {
    const { watch, clock, seen } = watching();
    watch.listen();
    clock.advanceBy(REFRESH_MS - 1);
    const early = seen.looks;
    clock.advanceBy(1 + 2 * REFRESH_MS);
    expect([early, seen.looks]).toEqual([0, 3]);
    watch.stop();
    clock.advanceBy(10 * REFRESH_MS);
    expect([seen.looks, seen.offs]).toEqual([3, 1]);
  });

  test('but not while the breaker of reading is open', () => {
    const { watch, clock, engine, seen } = watching();
    engine.cockpit.breakers.set('terminal/read', { state: 'ISOLATED', failures: 0 });
    watch.listen();
    clock.advanceBy(3 * REFRESH_MS);
    expect(seen.looks).toBe(0);
  });
});

describe('a deal', () => {
  test.each<readonly [string, object, object, number]>([
    ['of an open position: from before it was opened', { positions: { openedAt: 5_000 } }, {}, 4_999],
    ['of a trade that is over: from before that was opened', { trade: { openedAt: 6_000 } }, {}, 5_999],
    [
      'of an open position that traded before: of the position',
      { positions: { openedAt: 9_000 }, trade: { openedAt: 6_000 } },
      {},
      8_999,
    ],
    ['of nothing that is known: a day back', {}, {}, NOON - DAY - 1],
  ])(
    'that ends something is read with its history, %s',
    async (_what, known: { positions?: object; trade?: object }, changes, since) => {
      const { watch, hears, engine, seen } = watching();
      if (known.positions !== undefined)
        engine.cockpit.positions.set('7', { position: known.positions, signalId: null } as never);
      if (known.trade !== undefined) Object.assign(engine.cockpit, { trades: [{ ticket: '7', ...known.trade }] });
      watch.listen();
      await hears({ kind: 'deal', deal: deal(changes) });
      expect(seen.since).toEqual([since]);
    },
  );

  test('comes with the last two hundred of its own position, in its signal’s story, ahead of all else', async () => {
    const own = Array.from({ length: 201 }, (_, at) => deal({ ticket: `d${at}` }));
    const { watch, hears, engine, posted } = watching({
      deals: () => Promise.resolve([deal({ ticket: 'x', position: '8' }), ...own]),
    });
    engine.cockpit.positions.set('7', { position: { openedAt: 1 }, signalId: 's1' } as never);
    engine.cockpit.signals.set('s1', { traceId: 'story-1' } as never);
    watch.listen();
    await hears({ kind: 'deal', deal: deal() });
    expect(posted).toEqual([
      {
        lane: 'critical',
        correlationId: 'story-1',
        input: { type: 'terminal.dealt', payload: { deal: deal(), history: own.slice(1) } },
      },
    ]);
  });

  test('whose history cannot be read is settled by the next look, which comes at once; it is out until then', async () => {
    let fail: (error: Error) => void = () => undefined;
    const { watch, hears, seen, posted, logged } = watching({ deals: () => new Promise((_, reject) => (fail = reject)) });
    watch.listen();
    await hears({ kind: 'deal', deal: deal() });
    const out = watch.inFlight;
    fail(new Error('no answer'));
    await settled();
    expect([out, watch.inFlight, seen.looks, posted]).toEqual([1, 0, 1, []]);
    expect(logged).toEqual([['error', 'Deals could not be read; the next snapshot settles it', { error: 'Error: no answer' }]]);
  });

  test.each<readonly [string, object, object, boolean]>([
    ['by its own id', { ticket: '99' }, { clientOrderId: 'CID' }, true],
    ['by the broker’s number', { ticket: 'o1' }, {}, true],
    ['not one of another order', { ticket: '99' }, {}, false],
    ['not one that was sent to be filled at once', { ticket: 'o1', request: { op: 'open' } }, {}, false],
  ])('that fills a resting order of ours asks for a look: %s', async (_what, order, changes, isLooked) => {
    const { watch, hears, engine, seen } = watching();
    const pending = { type: 'limit', price: 1, expiresAt: null };
    engine.cockpit.openOrders.add('CID');
    engine.cockpit.orders.set('CID', {
      clientOrderId: 'CID',
      state: 'working',
      request: { op: 'open', pending },
      ...order,
    } as never);
    watch.listen();
    await hears({ kind: 'deal', deal: deal({ entry: 'in', ...changes }) });
    expect([seen.looks, seen.since]).toEqual([isLooked ? 1 : 0, []]);
  });
});

test('a start looks once, and waits until what it has loaded is decided', async () => {
  const { watch, loop, clock, seen } = watching();
  let asked = 0;
  // Idle at the third time of asking, which comes with the third turn of the host's loop.
  Object.defineProperty(loop, 'isIdle', { get: () => (asked += 1) >= 3 });
  let isDone = false;
  const caught = watch.catchUp().then(() => (isDone = true));
  await settled();
  const early = [asked, isDone];
  clock.runSoon();
  await caught;
  expect([seen.observed, early, asked]).toEqual([1, [1, false], 3]);
});
