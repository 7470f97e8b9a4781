import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { createPaperTerminal } from '#main/adapters/paper-broker/index.ts';
import { countingIds, virtualClock, type VirtualClock } from '#main/adapters/system/index.ts';
import { demoOffset, WARM_UP_BARS } from '#main/host/demo-offset.ts';
import { Runtime } from '#main/runtime/index.ts';
import { parseConfig } from '#shared/config';
import type { SignalLife } from '#shared/projection';

async function settle(clock: VirtualClock): Promise<void> {
  for (let quiet = 0; quiet < 2;) {
    await turnOfTheLoop();
    quiet = clock.runSoon() === 0 ? quiet + 1 : 0;
  }
}

/** Moves time on, timer by timer. */
async function advance(clock: VirtualClock, ms: number): Promise<void> {
  const until = clock.wallMs() + ms;
  await settle(clock);
  for (let due = clock.nextDue(); due !== null && due <= until; due = clock.nextDue()) {
    clock.advanceTo(Math.max(due, clock.wallMs()));
    await settle(clock);
  }
  clock.advanceTo(until);
  await settle(clock);
}

export type FirstStart = {
  /** Milliseconds of the engine's time from ready to the first card that asks the trader; null: none within the time. */
  readonly askedAfterMs: number | null;
  /** Why setups before it were refused. */
  readonly refused: readonly string[];
};

/** A first start with nothing configured: the demo market of the seed, at the given moment, watched for `withinMs`. */
export async function firstStart(nowMs: number, seed: number, withinMs: number, startupMs = 0): Promise<FirstStart> {
  const parsed = parseConfig({ paper: { seed } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  const config = parsed.value;
  const clock = virtualClock(nowMs);
  const terminal = createPaperTerminal({
    config: config.paper,
    clock,
    market: { kind: 'demo', historyBars: WARM_UP_BARS, offsetMinutes: () => demoOffset(config, clock.nowMs()) },
    dataFile: null,
  });
  clock.advanceBy(startupMs);
  const runtime = new Runtime({
    ...{ clock, terminal, ids: countingIds('first-'), journal: memoryJournal({ hashed: false }), config },
    ...{ log: { write: () => undefined }, notifier: { critical: () => undefined }, model: null, calendar: null },
    ...{ run: 'run-1', version: '0.0.0', mode: 'paper', previous: null },
    ...{ pulseMs: 1_000, refreshMs: 5_000, warmUpBars: WARM_UP_BARS },
    onBug: (error) => {
      throw error;
    },
  });
  const start = { isDone: false };
  const started = runtime.start([]).then(() => {
    start.isDone = true;
  });
  while (!start.isDone) {
    await turnOfTheLoop();
    if (clock.runSoon() === 0) clock.advanceBy(1);
  }
  await started;
  const ready = clock.nowMs();
  const asked = (): SignalLife | undefined => [...runtime.cockpit.signals.values()].find(({ card }) => card !== null);
  while (asked() === undefined && clock.nowMs() - ready < withinMs) await advance(clock, 1_000);
  return {
    askedAfterMs: asked() === undefined ? null : clock.nowMs() - ready,
    refused: [...runtime.cockpit.signals.values()].flatMap(({ reason }) =>
      reason === null ? [] : [`${reason.code}: ${reason.text}`],
    ),
  };
}
