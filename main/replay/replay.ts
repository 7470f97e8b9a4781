import { basename } from 'node:path';
import { TIMEFRAME_MS } from '#shared/domain';
import type { Config } from '#shared/config';
import { createReplayTerminal } from '../adapters/paper-broker/index.ts';
import { countingIds, virtualClock } from '../adapters/system/index.ts';
import { paperSymbol, type PaperSymbol } from '../paper-broker/index.ts';
import type { Notifier } from '#ports';
import { Runtime } from '../runtime/index.ts';
import { StartFault, VERSION } from '../host/index.ts';
import { EquityTrack } from './equity-track.ts';
import { checkRates, RateFeed } from './rates.ts';
import { factsOfBars, factsOfTicks, type PriceFacts } from './price-facts.ts';
import { ReplayCollector } from './replay-collector.ts';
import { ReplayPlayer, settled } from './replay-player.ts';
import { reportOf, type ReplayReport } from './replay-report.ts';
import { ALL_AT_ONCE, answerCards, asksNobody, type Approvals } from './trader-model.ts';
import type { ReplayRequest } from './replay-request.ts';

const MINUTE = TIMEFRAME_MS.M1;
/** The player beats once a minute of history; by itself the engine only has to notice that a long gap went by. */
const IDLE_PULSE_MS = 6 * 60 * MINUTE;
const CALENDAR_EVERY_MS = 60 * MINUTE;
const SILENT: Notifier = { critical: () => undefined };

/**
 * Runs history through the same engine, runtime and paper terminal as the live cockpit, in virtual time. Nothing depends on
 * the machine's clock, on chance or on the disk, so the same input gives the same output, byte for byte.
 */
export async function replayHistory(request: ReplayRequest): Promise<ReplayReport> {
  const { rates = [], approvals = ALL_AT_ONCE } = request;
  const spec = specOf(request.symbol, request.specs);
  const config = replayConfig(request.config, approvals);
  checkRates(spec, config.paper.currency, rates);
  const facts =
    request.prices.kind === 'bars'
      ? factsOfBars(request.prices.bars, spec.hours)
      : factsOfTicks(request.prices.ticks, spec.hours);
  checkDecimals(facts, spec, request.file);
  const times = timesOf(request);
  const clock = virtualClock(times.from - 1);
  const terminal = createReplayTerminal({
    config: config.paper,
    clock,
    file: { name: basename(request.file), kind: request.prices.kind },
    symbols: [request.symbol, ...rates.map(({ symbol }) => symbol)],
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
    calendar: request.calendar?.at(() => clock.nowMs()) ?? null,
    run: 'replay',
    version: VERSION,
    mode: 'replay',
    config,
    previous: null,
    pulseMs: IDLE_PULSE_MS,
    refreshMs: IDLE_PULSE_MS,
    warmUpBars: request.history.length,
    onBug: (error) => {
      throw error;
    },
  });
  const rateFeed = new RateFeed(rates);
  rateFeed.begin(terminal, times.from - 1);
  answerCards(runtime, clock, approvals);
  const told = new ReplayCollector(runtime, terminal);
  await settled(clock, runtime, runtime.start([]));
  const track = new EquityTrack();
  const { rearm, intrabar = 'pessimistic' } = request;
  const player = new ReplayPlayer({ clock, runtime, terminal, spec, track, told, rateFeed, rearm, intrabar });
  if (request.prices.kind === 'bars') await player.playBars(request.prices.bars, request.onProgress);
  else await player.playTicks(request.prices.ticks, request.onProgress);
  told.shadows.end();
  track.end(clock.nowMs(), terminal.replay.money().equity);
  const report = reportOf({ runtime, terminal, request, times, told, track, player, facts });
  runtime.seal('history ended');
  return { ...report, journal: { records: request.journal.stats().records, head: request.journal.stats().chainHead } };
}

/** Nobody is asked where every card is approved at once. Markets keep their hours, as the recorded ones did. */
const replayConfig = (config: Config, approvals: Approvals): Config => ({
  ...config,
  approvals: { ...config.approvals, mode: asksNobody(approvals) ? 'auto' : 'confirm' },
  paper: { ...config.paper, alwaysOpen: false },
  // A calendar of the past does not change: it is looked at again for what has come nearer.
  calendar: { ...config.calendar, refreshMs: CALENDAR_EVERY_MS },
});

const specOf = (symbol: string, specs: readonly PaperSymbol[]): PaperSymbol => {
  const spec = specs.find((one) => one.symbol === symbol) ?? paperSymbol(symbol);
  if (spec === undefined) throw new StartFault([`There is no specification of ${symbol}: give one with --spec FILE`]);
  return spec;
};

/** Prices counted in points would be traded as they stand, a hundred thousand times too high. */
function checkDecimals({ decimals, low }: PriceFacts, { symbol, digits }: PaperSymbol, file: string): void {
  if (digits < 3 || decimals > 0 || low < 10 ** digits / 100) return;
  throw new StartFault([
    `${file}: its prices are whole numbers, and ${symbol} has ${digits} decimals: give --scale ${(10 ** -digits).toFixed(digits)}`,
  ]);
}

function timesOf({ prices }: ReplayRequest): { readonly from: number; readonly to: number } {
  if (prices.kind === 'bars') return { from: prices.bars[0]?.time ?? 0, to: (prices.bars.at(-1)?.time ?? 0) + MINUTE };
  return { from: prices.ticks[0]?.at ?? 0, to: prices.ticks.at(-1)?.at ?? 0 };
}
