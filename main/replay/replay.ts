import { basename } from 'node:path';
import { TIMEFRAME_MS, type Bar, type Quote } from '#shared/domain';
import type { Config } from '#shared/config';
import { createReplayTerminal } from '../adapters/paper-broker/index.ts';
import { countingIds, virtualClock } from '../adapters/system/index.ts';
import { paperSymbol, type PaperSymbol } from '../paper-broker/index.ts';
import type { Notifier } from '#ports';
import { Runtime } from '../runtime/index.ts';
import { StartFault, VERSION } from '../host/index.ts';
import type { SymbolFacts } from './data-quality.ts';
import { EquityTrack } from './equity-track.ts';
import { checkRates, RateFeed, type RatedSymbol } from './rates.ts';
import { factsOfBars, factsOfTicks, type PriceFacts } from './price-facts.ts';
import { SHARES, tickOf } from './inside-bar.ts';
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
  const symbols = request.prices.series.map(({ symbol }) => symbol);
  const specs = symbols.map((symbol) => specOf(symbol, request.specs));
  const config = replayConfig(request.config, approvals);
  const facts = factsOf(request.prices, specs);
  const known = symbols.length === 1 ? [] : lastKnown(request, specs);
  const givers = checkRates(facts.map(ratedFrom(known)), config.paper.currency, rates);
  for (const one of facts) checkDecimals(one, one.spec, request.file);
  const times = timesOf(request);
  const clock = virtualClock(times.from - 1);
  const terminal = createReplayTerminal({
    config: config.paper,
    clock,
    file: { name: basename(request.file), kind: request.prices.kind },
    symbols: [...symbols, ...rates.map(({ symbol }) => symbol)],
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
    warmUpBars: mostOfOne(request.history),
    onBug: (error) => {
      throw error;
    },
  });
  const rateFeed = new RateFeed(rates);
  rateFeed.begin(terminal, times.from - 1);
  for (const quote of known) terminal.feedTick(quote);
  answerCards(runtime, clock, approvals);
  const told = new ReplayCollector(runtime, terminal);
  await settled(clock, runtime, runtime.start([]));
  const track = new EquityTrack();
  const { rearm, intrabar = 'pessimistic' } = request;
  const player = new ReplayPlayer({ clock, runtime, terminal, specs, track, told, rateFeed, rearm, intrabar });
  if (request.prices.kind === 'bars') await player.playBars(request.prices.series, request.onProgress);
  else await player.playTicks(request.prices.series, request.onProgress);
  told.shadows.end();
  track.end(clock.nowMs(), terminal.replay.money().equity);
  const report = reportOf({ runtime, terminal, request, times, told, track, player, facts, givers });
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

/** From the first price of all to the last one, with its minute. */
function timesOf({ prices }: ReplayRequest): { readonly from: number; readonly to: number } {
  const ends =
    prices.kind === 'bars'
      ? prices.series.map(({ rows }) => [rows[0]?.time ?? 0, (rows.at(-1)?.time ?? 0) + MINUTE] as const)
      : prices.series.map(({ rows }) => [rows[0]?.at ?? 0, rows.at(-1)?.at ?? 0] as const);
  return { from: Math.min(...ends.map(([from]) => from)), to: Math.max(...ends.map(([, to]) => to)) };
}

function factsOf(prices: ReplayRequest['prices'], specs: readonly PaperSymbol[]): readonly SymbolFacts[] {
  const facts =
    prices.kind === 'bars'
      ? prices.series.map(({ rows }, index) => factsOfBars(rows, specs[index]?.hours ?? 'fx'))
      : prices.series.map(({ rows }, index) => factsOfTicks(rows, specs[index]?.hours ?? 'fx'));
  return specs.flatMap((spec, index) => {
    const own = facts[index];
    return own === undefined ? [] : [{ ...own, spec }];
  });
}

/** What the bars from before the first price say of each symbol: a rate that is known when another one begins. Ticks make bars of their own. */
function lastKnown({ history, prices }: ReplayRequest, specs: readonly PaperSymbol[]): readonly Quote[] {
  if (prices.kind === 'ticks') return [];
  return specs.flatMap((spec) => {
    const last = history.findLast(({ symbol }) => symbol === spec.symbol);
    return last === undefined ? [] : [tickOf(last, spec, last.close, SHARES[3])];
  });
}

/** A symbol from the first price on that is known of it. */
const ratedFrom =
  (known: readonly Quote[]) =>
  ({ spec, from }: SymbolFacts): RatedSymbol => ({
    ...spec,
    from: known.find(({ symbol }) => symbol === spec.symbol)?.at ?? from,
  });

/** The most bars of one symbol. */
function mostOfOne(bars: readonly Bar[]): number {
  const counts = new Map<string, number>();
  for (const { symbol } of bars) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}
