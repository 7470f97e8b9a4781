import { basename } from 'node:path';
import { TIMEFRAME_MS } from '#shared/domain';
import type { Config } from '#shared/config';
import { createReplayTerminal } from '../adapters/paper-broker/index.ts';
import { countingIds, virtualClock } from '../adapters/system/index.ts';
import { paperSymbol, type PaperSymbol } from '../paper-broker/index.ts';
import type { Notifier } from '#ports';
import { Runtime } from '../runtime/index.ts';
import { StartFault } from '../host/options.ts';
import { ReplayPlayer, settled } from './replay-player.ts';
import { reportOf, type ReplayReport, type ReplayRequest } from './replay-report.ts';
import { VERSION } from '../host/version.ts';

const MINUTE = TIMEFRAME_MS.M1;
/** The player beats once a minute of history; by itself the engine only has to notice that a long gap went by. */
const IDLE_PULSE_MS = 6 * 60 * MINUTE;
const SILENT: Notifier = { critical: () => undefined };

/**
 * Runs history through the same engine, runtime and paper terminal as the live cockpit, in virtual time. Nothing depends on
 * the machine's clock, on chance or on the disk, so the same input gives the same output, byte for byte.
 */
export async function replayHistory(request: ReplayRequest): Promise<ReplayReport> {
  const { point } = specOf(request.symbol, request.specs);
  const times = timesOf(request);
  const clock = virtualClock(times.from - 1);
  const terminal = createReplayTerminal({
    config: { ...request.config.paper, alwaysOpen: true },
    clock,
    file: { name: basename(request.file), kind: request.prices.kind },
    symbols: [request.symbol],
    specs: request.specs,
    history: request.history,
  });
  const runtime = new Runtime({
    clock,
    ids: countingIds('replay'),
    journal: request.journal,
    terminal,
    log: request.log,
    notifier: SILENT,
    model: null,
    calendar: null,
    run: 'replay',
    version: VERSION,
    mode: 'replay',
    config: autoConfig(request.config),
    previous: null,
    pulseMs: IDLE_PULSE_MS,
    refreshMs: IDLE_PULSE_MS,
    warmUpBars: request.history.length,
    onBug: (error) => {
      throw error;
    },
  });
  await settled(clock, runtime, runtime.start([]));
  const equity: { at: number; equity: number }[] = [];
  const player = new ReplayPlayer(clock, runtime, terminal, equity, request.rearm);
  if (request.prices.kind === 'bars') await player.playBars(request.prices.bars, point, request.onProgress);
  else await player.playTicks(request.prices.ticks, request.onProgress);
  const report = reportOf(runtime, terminal, request, times, equity);
  runtime.seal('history ended');
  return { ...report, journal: { records: request.journal.stats().records, head: request.journal.stats().chainHead } };
}

/** Approvals are automatic: there is no trader to click. */
const autoConfig = (config: Config): Config => ({ ...config, approvals: { ...config.approvals, mode: 'auto' } });

const specOf = (symbol: string, specs: readonly PaperSymbol[]): PaperSymbol => {
  const spec = specs.find((one) => one.symbol === symbol) ?? paperSymbol(symbol);
  if (spec === undefined) throw new StartFault([`There is no specification of ${symbol}: give one with --spec FILE`]);
  return spec;
};

function timesOf({ prices }: ReplayRequest): { readonly from: number; readonly to: number } {
  if (prices.kind === 'bars') return { from: prices.bars[0]?.time ?? 0, to: (prices.bars.at(-1)?.time ?? 0) + MINUTE };
  return { from: prices.ticks[0]?.at ?? 0, to: prices.ticks.at(-1)?.at ?? 0 };
}
