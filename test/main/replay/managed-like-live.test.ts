import { expect, test } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { createPaperTerminal } from '#main/adapters/paper-broker/index.ts';
import { countingIds, virtualClock } from '#main/adapters/system/index.ts';
import { replayHistory } from '#main/replay/index.ts';
import { createRecordedMarket, ticksOfBar } from '#main/paper-broker/index.ts';
import { settled } from '#main/replay/replay-player.ts';
import { Runtime } from '#main/runtime/index.ts';
import { parseConfig, type Config } from '#shared/config';
import type { Bar, Quote } from '#shared/domain';
import type { JournalRecord } from '#shared/events';
import { walkedBars } from '#test/bench/world/prices.ts';

const POINT = 0.00001;
const LOG = { write: () => undefined };
const management = {
  breakEvenAtR: 0.6,
  trailing: 'r',
  trailingStartR: 0.8,
  trailingDistance: 0.5,
  partials: [{ atR: 0.5, percent: 30 }, { atR: 1, percent: 30 }], // prettier-ignore
  maxMinutes: 90,
  maxAdverseR: 0.8,
  weakeningPercent: 20,
};

function configured(): Config {
  const profile = { sessions: ['any'], management };
  const cells = { u1: { minScore: 0.5 }, u2: { minProbability: 0.3, minConfidence: 0.3 } };
  const parsed = parseConfig({
    approvals: { mode: 'auto' },
    strategies: { m5_bos: profile, m1_retest: profile },
    paper: { symbols: ['EURUSD'], alwaysOpen: true },
    cells,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

/** The moves about open positions, in order, as the journal has them. */
const movesIn = (records: readonly JournalRecord[]) =>
  records.flatMap((record) =>
    record.type === 'order.intended' && record.payload.managed !== undefined
      ? [[record.payload.managed.rule, record.payload.managed.text, record.at, record.payload.request.op]]
      : [],
  );

async function replayed(config: Config, ticks: readonly Quote[], history: readonly Bar[]): Promise<readonly JournalRecord[]> {
  const journal = memoryJournal({});
  const prices = { kind: 'ticks', series: [{ symbol: 'EURUSD', rows: ticks }] } as const;
  const asked = { file: 'EURUSD.csv', prices, history, specs: [], config, journal, log: LOG };
  await replayHistory({ ...asked, rearm: 'never' });
  return journal.read(0, Number.MAX_SAFE_INTEGER);
}

/** The same prices over the paper terminal as it runs live: its own beat, and a look at the clock every second. */
async function live(config: Config, ticks: readonly Quote[], history: readonly Bar[]): Promise<readonly JournalRecord[]> {
  const [first, last] = [ticks[0]?.at ?? 0, ticks.at(-1)?.at ?? 0];
  const clock = virtualClock(first - 250);
  const journal = memoryJournal({});
  const market = createRecordedMarket({ name: 'EURUSD.csv', kind: 'ticks', quotes: ticks, history, playFromMs: null });
  const terminal = createPaperTerminal({
    ...{ config: config.paper, clock, dataFile: null, latency: false },
    market: { kind: 'file', market },
  });
  const runtime = new Runtime({
    ...{ clock, ids: countingIds('live'), journal, terminal, log: LOG, notifier: { critical: () => undefined } },
    ...{ model: null, calendar: null, run: 'live', version: '0', mode: 'paper', config, previous: null },
    ...{ pulseMs: 1_000, refreshMs: 5_000, warmUpBars: history.length },
    onBug: (error) => {
      throw error;
    },
  });
  await settled(clock, runtime, runtime.start([]));
  for (let due = clock.nextDue(); due !== null && due <= last; due = clock.nextDue()) {
    clock.advanceTo(Math.max(due, clock.wallMs()));
    await settled(clock, runtime);
  }
  return journal.read(0, Number.MAX_SAFE_INTEGER);
}

test('the same prices give the same moves in a replay and live on paper, at the same moments', { timeout: 240_000 }, async () => {
  const bars = walkedBars(1_400, Date.UTC(2026, 0, 7, 20));
  const [history, played] = [bars.slice(0, 600), bars.slice(600)];
  // None at the very moment a candle closes, at which live and replay may take the one or the other first.
  const ticks = played.flatMap((bar) => ticksOfBar(bar, POINT).map((tick) => ({ ...tick, at: tick.at + 500 })));
  const config = configured();
  const [past, now] = [movesIn(await replayed(config, ticks, history)), movesIn(await live(config, ticks, history))];
  const last = Math.min(Number(past.at(-1)?.[2] ?? 0), Number(now.at(-1)?.[2] ?? 0));
  expect(new Set(past.map(([rule]) => rule))).toEqual(new Set(['partial', 'break_even', 'trailing']));
  const until = (moves: typeof past) => moves.filter(([, , at]) => Number(at) <= last);
  expect(until(now)).toEqual(until(past));
});
