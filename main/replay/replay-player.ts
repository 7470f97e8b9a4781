import { TIMEFRAME_MS, riskSwitch, type Bar, type Quote } from '#shared/domain';
import { present } from '#shared/lib';
import { rulebookIn } from '#shared/rulebooks';
import { roomOf, turnsOf, type Turns } from '#engine';
import type { PaperTerminal } from '../adapters/paper-broker/index.ts';
import type { VirtualClock } from '../adapters/system/index.ts';
import type { PaperSymbol } from '../paper-broker/index.ts';
import { factsFrom, type Runtime } from '../runtime/index.ts';
import { gapBetween, isHole, TICK_SLACK_MS, type Gap } from './data-holes.ts';
import type { EquityTrack } from './equity-track.ts';
import { momentOf, SHARES, tickOf, type BarPlay, type Intrabar } from './inside-bar.ts';
import { playMinute } from './inside-minute.ts';
import { Merged, type Series } from './merged.ts';
import type { ReplayCollector } from './replay-collector.ts';
import type { RateFeed } from './rates.ts';

const MINUTE = TIMEFRAME_MS.M1;

/** What the trader who is not there would do about blocks, halts and risk that was switched off: end them on the firm's next day, or never. */
export type Rearm = 'daily' | 'never';

export type PlayerParts = {
  readonly clock: VirtualClock;
  readonly runtime: Runtime;
  readonly terminal: PaperTerminal;
  /** Of every symbol that is played. */
  readonly specs: readonly PaperSymbol[];
  readonly track: EquityTrack;
  readonly told: Pick<ReplayCollector, 'excursions' | 'shadows'>;
  readonly rateFeed: RateFeed;
  readonly rearm: Rearm;
  readonly intrabar: Intrabar;
};

/** A gap in a symbol's prices, with the positions that were closed at its edge because it is a hole. */
export type PlayedGap = Gap & { readonly symbol: string; readonly isHole: boolean; readonly closed: readonly string[] };

/** Moves time and prices forward, one price after the other, and lets the engine finish before the next. */
export class ReplayPlayer {
  readonly gaps: PlayedGap[] = [];
  /** Positions that were stopped in a bar which held their target too. */
  readonly contested = new Set<string>();
  readonly #parts: PlayerParts;
  readonly #plays: ReadonlyMap<string, BarPlay>;
  #day: number | null = null;
  /** What the floors were computed from. */
  #floorsOf: readonly unknown[] = [];

  constructor(parts: PlayerParts) {
    this.#parts = parts;
    this.#plays = new Map(parts.specs.map((spec) => [spec.symbol, this.#playOf(spec)]));
  }

  async playBars(series: readonly Series<Bar>[], onProgress?: (share: number) => void): Promise<void> {
    const { terminal, told } = this.#parts;
    const bars = new Merged(series, ({ time }) => time);
    const end = lastOf(series, ({ time }) => time) + MINUTE;
    for (let minute = bars.moment(); minute[0] !== undefined; minute = bars.moment()) {
      const [first] = minute;
      if (this.#isUneventful(first)) this.#uneventful(first, minute);
      else await playMinute(minute, this.#play);
      await this.#advance(first.time + MINUTE);
      for (const bar of minute) {
        told.shadows.bar(bar, this.#play(bar.symbol).point);
        terminal.feedBar(bar);
      }
      await this.#minuteOver();
      for (const { symbol, time } of minute) await this.#gap(symbol, [time + MINUTE, bars.ahead(symbol) ?? end], 0);
      if (bars.taken % 500 < minute.length) onProgress?.(bars.taken / bars.count);
    }
  }

  async playTicks(series: readonly Series<Quote>[], onProgress?: (share: number) => void): Promise<void> {
    const { terminal, told } = this.#parts;
    const ticks = new Merged(series, ({ at }) => at);
    const end = lastOf(series, ({ at }) => at);
    /** The last tick of each symbol in the running minute. */
    const last = new Map<string, number>();
    let minute = -1;
    for (let tick = ticks.one(); tick !== null; tick = ticks.one()) {
      const own = Math.floor(tick.at / MINUTE);
      if (minute !== -1 && own !== minute) {
        await this.#advance((minute + 1) * MINUTE);
        terminal.feedTime((minute + 1) * MINUTE);
        await this.#minuteOver();
        for (const [symbol, at] of last)
          await this.#gap(symbol, [at, symbol === tick.symbol ? tick.at : (ticks.ahead(symbol) ?? end)], TICK_SLACK_MS);
        last.clear();
      }
      minute = own;
      last.set(tick.symbol, tick.at);
      told.shadows.tick(tick);
      await this.#price(tick);
      if (ticks.taken % 5_000 === 0) onProgress?.(ticks.taken / ticks.count);
    }
  }

  #play = (symbol: string): BarPlay => present(this.#plays.get(symbol), 'every symbol that is played has a specification');

  #playOf({ symbol, point }: PaperSymbol): BarPlay {
    const { terminal, intrabar } = this.#parts;
    return {
      ...{ terminal, point, intrabar },
      turns: () => this.#turns(symbol),
      price: (tick) => this.#price(tick),
      settled: () => this.#settled(),
      contested: (tickets) => {
        for (const ticket of tickets) this.contested.add(ticket);
      },
    };
  }

  /** Where the rules of managed positions act next. */
  #turns(symbol: string): readonly Turns[] {
    const { runtime, terminal } = this.#parts;
    const isManaged = [...runtime.cockpit.positions.values()].some(({ plan }) => plan !== undefined);
    const [seen, known] = [terminal.snapshot(), terminal.spec(symbol)];
    return isManaged && seen !== null && known !== null ? turnsOf(runtime.loop.engine, seen.positions, known) : [];
  }

  /** Nothing is held, waits or falls due in the minute: nobody can tell which of its prices was seen when, and nothing follows from them. */
  #isUneventful(bar: Bar): boolean {
    const { terminal, clock, runtime } = this.#parts;
    return terminal.replay.isFlat && runtime.isIdle && (clock.nextDue() ?? Infinity) > closeOf(bar);
  }

  /** Such bars end at their last prices; the account is looked at as often as it would be with each of a bar's. */
  #uneventful(first: Bar, minute: readonly Bar[]): void {
    const { terminal, clock, track, rateFeed } = this.#parts;
    const { equity, balance } = terminal.replay.money();
    for (const share of SHARES) track.take(momentOf(first, share), equity, balance);
    const close = closeOf(first);
    clock.advanceTo(close);
    rateFeed.until(terminal, close);
    for (const bar of minute) terminal.feedTick(tickOf(bar, this.#play(bar.symbol), bar.close, SHARES[3]));
  }

  /** Nothing is carried over a hole: what the market did in it nobody knows. Other symbols are not concerned. */
  async #gap(symbol: string, [from, to]: readonly [number, number], slackMs: number): Promise<void> {
    if (to - from <= slackMs) return;
    const { terminal, specs, clock, runtime, told } = this.#parts;
    const hours = specs.find((spec) => spec.symbol === symbol)?.hours ?? 'fx';
    const gap = gapBetween(from, to, hours, slackMs);
    if (gap === null || gap.tradingMs === 0) return;
    const closed = isHole(gap) ? terminal.replay.leaveData(symbol) : [];
    if (isHole(gap)) told.shadows.end(symbol);
    this.gaps.push({ ...gap, symbol, isHole: isHole(gap), closed });
    if (closed.length > 0) await settled(clock, runtime);
  }

  async #settled(): Promise<void> {
    const { clock, runtime } = this.#parts;
    if (!runtime.isIdle) await settled(clock, runtime);
  }

  async #price(tick: Quote): Promise<void> {
    const { terminal, track, rateFeed } = this.#parts;
    await this.#advance(tick.at);
    rateFeed.until(terminal, tick.at);
    this.#parts.told.excursions.price(tick);
    terminal.feedTick(tick);
    const { equity, balance } = terminal.replay.money();
    track.take(tick.at, equity, balance);
    await this.#settled();
  }

  async #advance(toMs: number): Promise<void> {
    const { clock, runtime } = this.#parts;
    if (toMs <= clock.nowMs()) return;
    // What falls due on the way, in a night or over a hole of years, is finished before time goes on.
    for (let due = clock.nextDue(); due !== null && due < toMs; due = clock.nextDue()) {
      clock.advanceTo(Math.max(due, clock.nowMs()));
      await settled(clock, runtime);
    }
    const ran = clock.advanceTo(toMs);
    if (ran > 0 || !runtime.isIdle) await settled(clock, runtime);
  }

  /** The engine looks at clock and account once a minute of the history, and not in the years between two files' days. */
  async #minuteOver(): Promise<void> {
    const { clock, runtime, rearm } = this.#parts;
    runtime.beat();
    await settled(clock, runtime);
    const day = runtime.cockpit.day?.anchorAt ?? null;
    if (rearm === 'daily' && this.#day !== null && day !== this.#day) await this.#newDay();
    this.#day = day;
    this.#readFloors();
  }

  /** The firm's floors change with its day, with peaks, and with money that comes or goes. */
  #readFloors(): void {
    const { runtime, terminal, clock, track } = this.#parts;
    const { day, peaks, transfers, config } = runtime.cockpit;
    const from = [day, peaks, transfers, config.rulebook];
    if (from.every((one, index) => one === this.#floorsOf[index])) return;
    this.#floorsOf = from;
    const room = day === null ? null : roomOf(runtime.cockpit, factsFrom(terminal, null), clock.nowMs());
    const isDailyOfBalance = rulebookIn(config.rulebook).daily?.includesFloating === false;
    track.floorsAre(
      room === null
        ? null
        : { daily: room.hasNoDayLimit === true ? null : room.dayFloor, isDailyOfBalance, total: room.totalFloor },
      clock.nowMs(),
    );
  }

  /** Recorded as the acts of a trader, like any others. */
  async #newDay(): Promise<void> {
    const { clock, runtime } = this.#parts;
    const { blocks, trading, strategies } = runtime.cockpit;
    const reason = 'a new day of the replay';
    const switchedOff = [...strategies].filter(([, { riskOn }]) => !riskOn).map(([id]) => riskSwitch(id));
    for (const block of [...blocks.keys(), ...switchedOff]) runtime.act({ act: 'rearm', block, reason }, 'trader:replay');
    if (trading.state === 'halted') runtime.act({ act: 'resume', reason }, 'trader:replay');
    await settled(clock, runtime);
  }
}

/** The time of the last row of all. */
const lastOf = <T>(series: readonly Series<T>[], timeOf: (row: T) => number): number =>
  Math.max(...series.flatMap(({ rows }) => rows.at(-1) ?? []).map(timeOf));

const closeOf = (bar: Bar): number => momentOf(bar, SHARES[3]);

/** Lets everything that is due at this moment happen, and what follows from it, before time goes on. */
export async function settled(clock: VirtualClock, runtime: Runtime, until?: Promise<void>): Promise<void> {
  let done = until === undefined;
  const outcome = until?.then(() => {
    done = true;
  });
  for (;;) {
    clock.runSoon();
    await Promise.resolve();
    if (done && runtime.isIdle) break;
  }
  await outcome;
}
