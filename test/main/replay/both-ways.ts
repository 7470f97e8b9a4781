import { memoryJournal } from '#main/adapters/journal/index.ts';
import { createPaperTerminal, createReplayTerminal } from '#main/adapters/paper-broker/index.ts';
import { countingIds, virtualClock, type VirtualClock } from '#main/adapters/system/index.ts';
import { createRecordedMarket, paperSymbol, type Faults } from '#main/paper-broker/index.ts';
import { EquityTrack } from '#main/replay/equity-track.ts';
import { RateFeed } from '#main/replay/rates.ts';
import { ReplayCollector } from '#main/replay/replay-collector.ts';
import { ReplayPlayer, settled } from '#main/replay/replay-player.ts';
import { Runtime, RuntimeService } from '#main/runtime/index.ts';
import type { Calendar, Journal, Terminal } from '#ports';
import type { Config } from '#shared/config';
import type { Bar, Quote } from '#shared/domain';
import type { JournalRecord } from '#shared/events';

const PIP = 0.0001;
const NO_FAULTS = (): Faults => ({ strike: () => null });
const LOG = { write: () => undefined };
const HOURS_6 = 6 * 3_600_000;
export const round = (price: number): number => Number(price.toFixed(5));

/** What a sender or a trader does at a price of the story: a signal, or other terms for an entry that waits. */
export type Act =
  | { readonly tick: number; readonly signal: (ask: number, at: number) => Record<string, unknown> }
  | { readonly tick: number; readonly replace: string; readonly by: number };

/** What happens, in a replay and live: prices of one symbol after a past, acts in the order of their prices. */
export type Story = {
  readonly config: Config;
  readonly ticks: readonly Quote[];
  readonly history: readonly Bar[];
  readonly acts: readonly Act[];
  readonly faults?: () => Faults;
  readonly calendar?: Calendar;
};

type Stage = { readonly clock: VirtualClock; readonly runtime: Runtime; readonly service: RuntimeService };

function staged(
  clock: VirtualClock,
  terminal: Terminal,
  journal: Journal,
  { config, history, calendar = null }: Omit<Story, 'calendar'> & { readonly calendar?: Calendar | null },
  isLive: boolean,
): Stage {
  const [pulseMs, refreshMs] = isLive ? [1_000, 5_000] : [HOURS_6, HOURS_6];
  const runtime = new Runtime({
    ...{ clock, ids: countingIds('run'), journal, terminal, log: LOG, notifier: { critical: () => undefined } },
    ...{ model: null, calendar, run: 'run', version: '0', mode: isLive ? 'paper' : 'replay', config, previous: null },
    ...{ pulseMs, refreshMs, warmUpBars: history.length },
    onBug: (error) => {
      throw error;
    },
  });
  const loopLag = () => ({ p50: null, p99: null, max: null });
  const service = new RuntimeService({ runtime, setup: null, rehearsal: null, loopLag, sign: () => '' });
  return { clock, runtime, service };
}

/** Shortly after a price, at the same moment in both. */
async function perform({ clock, runtime, service }: Stage, act: Act, tick: Quote): Promise<void> {
  const at = tick.at + 100;
  if (clock.nowMs() < at) clock.advanceTo(at);
  await settled(clock, runtime);
  if ('signal' in act) {
    const body = JSON.stringify(act.signal(tick.ask, at));
    void service.submit({ source: 'webhook', body, receivedAt: at, traceId: `t-${body.slice(14, 24)}`, nonce: null });
  } else {
    const life = runtime.cockpit.signals.get(act.replace);
    const { request } = runtime.cockpit.orders.get(life?.orders[0] ?? '') ?? {};
    if (request?.op !== 'open' || request.pending === undefined) return;
    const by = act.by * PIP * (request.side === 'BUY' ? 1 : -1);
    const terms = { price: round(request.pending.price + by), stopLoss: round(request.stopLoss + by) };
    void service.command('order.replace', { order: act.replace, ...terms }, 'trader:test');
  }
  await settled(clock, runtime);
}

/** The records of the story as a replay plays it. */
export async function replayed(story: Story): Promise<readonly JournalRecord[]> {
  const { config, ticks, history, acts, faults = NO_FAULTS } = story;
  const clock = virtualClock((ticks[0]?.at ?? 0) - 1);
  const journal = memoryJournal({});
  const file = { name: 'EURUSD.csv', kind: 'ticks' } as const;
  const terminal = createReplayTerminal({ config: config.paper, clock, file, symbols: ['EURUSD'], history, faults: faults() });
  const stage = staged(clock, terminal, journal, story, false);
  await settled(clock, stage.runtime, stage.runtime.start([]));
  const player = new ReplayPlayer({
    ...{ clock, runtime: stage.runtime, terminal, specs: [paperSymbol('EURUSD')!], rateFeed: new RateFeed([]) },
    ...{ track: new EquityTrack(), rearm: 'never', intrabar: 'path' },
    told: new ReplayCollector(stage.runtime, terminal),
  });
  let from = 0;
  for (const act of acts) {
    await player.playTicks([{ symbol: 'EURUSD', rows: ticks.slice(from, act.tick + 1) }]);
    await perform(stage, act, ticks[act.tick]!);
    from = act.tick + 1;
  }
  await player.playTicks([{ symbol: 'EURUSD', rows: ticks.slice(from) }]);
  return journal.read(0, Number.MAX_SAFE_INTEGER);
}

/** The records of the story over the paper terminal as it runs live: its own beat, and a look at the clock every second. */
export async function live(story: Story): Promise<readonly JournalRecord[]> {
  const { config, ticks, history, acts, faults = NO_FAULTS } = story;
  const clock = virtualClock((ticks[0]?.at ?? 0) - 250);
  const journal = memoryJournal({});
  const market = createRecordedMarket({ name: 'EURUSD.csv', kind: 'ticks', quotes: ticks, history, playFromMs: null });
  const terminal = createPaperTerminal({
    ...{ config: config.paper, clock, dataFile: null, latency: false, faults: faults() },
    market: { kind: 'file', market },
  });
  const stage = staged(clock, terminal, journal, story, true);
  await settled(clock, stage.runtime, stage.runtime.start([]));
  const until = async (ms: number): Promise<void> => {
    for (let due = clock.nextDue(); due !== null && due <= ms; due = clock.nextDue()) {
      clock.advanceTo(Math.max(due, clock.wallMs()));
      await settled(clock, stage.runtime);
    }
  };
  for (const act of acts) {
    await until((ticks[act.tick]?.at ?? 0) + 99);
    await perform(stage, act, ticks[act.tick]!);
  }
  await until(ticks.at(-1)?.at ?? 0);
  return journal.read(0, Number.MAX_SAFE_INTEGER);
}
