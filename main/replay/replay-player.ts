import { TIMEFRAME_MS, riskSwitch, type Bar, type Quote } from '#shared/domain';
import { rulebookIn } from '#shared/rulebooks';
import { roomOf, turnsOf, type Turns } from '#engine';
import type { PaperTerminal } from '../adapters/paper-broker/index.ts';
import type { VirtualClock } from '../adapters/system/index.ts';
import type { PaperSymbol } from '../paper-broker/index.ts';
import { factsFrom, type Runtime } from '../runtime/index.ts';
import { gapBetween, isHole, TICK_SLACK_MS, type Gap } from './data-holes.ts';
import type { EquityTrack } from './equity-track.ts';
import { momentOf, playBar, SHARES, tickOf, type Intrabar } from './inside-bar.ts';
import type { ReplayCollector } from './replay-collector.ts';
import type { RateFeed } from './rates.ts';

const MINUTE = TIMEFRAME_MS.M1;

/** What the trader who is not there would do about blocks, halts and risk that was switched off: end them on the firm's next day, or never. */
export type Rearm = 'daily' | 'never';

export type PlayerParts = {
  readonly clock: VirtualClock;
  readonly runtime: Runtime;
  readonly terminal: PaperTerminal;
  readonly spec: PaperSymbol;
  readonly track: EquityTrack;
  readonly told: Pick<ReplayCollector, 'excursions' | 'shadows'>;
  readonly rateFeed: RateFeed;
  readonly rearm: Rearm;
  readonly intrabar: Intrabar;
};

/** A gap in the prices, with the positions that were closed at its edge because it is a hole. */
export type PlayedGap = Gap & { readonly isHole: boolean; readonly closed: readonly string[] };

/** Moves time and prices forward, one price after the other, and lets the engine finish before the next. */
export class ReplayPlayer {
  readonly gaps: PlayedGap[] = [];
  /** Positions that were stopped in a bar which held their target too. */
  readonly contested = new Set<string>();
  readonly #parts: PlayerParts;
  #day: number | null = null;
  /** What the floors were computed from. */
  #floorsOf: readonly unknown[] = [];

  constructor(parts: PlayerParts) {
    this.#parts = parts;
  }

  async playBars(bars: readonly Bar[], onProgress?: (share: number) => void): Promise<void> {
    const { terminal, intrabar, spec } = this.#parts;
    const play = {
      ...{ terminal, point: spec.point, intrabar },
      turns: () => this.#turns(),
      price: (tick: Quote) => this.#price(tick),
      contested: (tickets: readonly string[]) => {
        for (const ticket of tickets) this.contested.add(ticket);
      },
    };
    for (const [index, bar] of bars.entries()) {
      const before = bars[index - 1];
      if (before !== undefined) await this.#gap(before.time + MINUTE, bar.time, 0);
      if (this.#isUneventful(bar)) this.#uneventful(bar);
      else await playBar(bar, play);
      await this.#advance(bar.time + MINUTE);
      this.#parts.told.shadows.bar(bar, spec.point);
      terminal.feedBar(bar);
      await this.#minuteOver();
      if (index % 500 === 0) onProgress?.(index / bars.length);
    }
  }

  async playTicks(ticks: readonly Quote[], onProgress?: (share: number) => void): Promise<void> {
    const { terminal } = this.#parts;
    let minute = -1;
    for (const [index, tick] of ticks.entries()) {
      const own = Math.floor(tick.at / MINUTE);
      if (minute !== -1 && own !== minute) {
        await this.#advance((minute + 1) * MINUTE);
        terminal.feedTime((minute + 1) * MINUTE);
        await this.#minuteOver();
      }
      const before = ticks[index - 1];
      if (before !== undefined) await this.#gap(before.at, tick.at, TICK_SLACK_MS);
      minute = own;
      this.#parts.told.shadows.tick(tick);
      await this.#price(tick);
      if (index % 5_000 === 0) onProgress?.(index / ticks.length);
    }
  }

  /** Where the rules of managed positions act next. */
  #turns(): readonly Turns[] {
    const { runtime, terminal, spec } = this.#parts;
    const isManaged = [...runtime.cockpit.positions.values()].some(({ plan }) => plan !== undefined);
    const [seen, known] = [terminal.snapshot(), terminal.spec(spec.symbol)];
    return isManaged && seen !== null && known !== null ? turnsOf(runtime.loop.engine, seen.positions, known) : [];
  }

  /** Nothing is held, waits or falls due in the bar: nobody can tell which of its prices was seen when, and nothing follows from them. */
  #isUneventful(bar: Bar): boolean {
    const { terminal, clock, runtime } = this.#parts;
    return terminal.replay.isFlat && runtime.isIdle && (clock.nextDue() ?? Infinity) > closeOf(bar);
  }

  /** Such a bar ends at its last price; the account is looked at as often as it would be with each of them. */
  #uneventful(bar: Bar): void {
    const { terminal, clock, track, rateFeed, spec } = this.#parts;
    const { equity, balance } = terminal.replay.money();
    for (const share of SHARES) track.take(momentOf(bar, share), equity, balance);
    const close = closeOf(bar);
    clock.advanceTo(close);
    rateFeed.until(terminal, close);
    terminal.feedTick(tickOf(bar, spec, bar.close, SHARES[3]));
  }

  /** Nothing is carried over a hole: what the market did in it nobody knows. */
  async #gap(from: number, to: number, slackMs: number): Promise<void> {
    const { terminal, spec, clock, runtime } = this.#parts;
    const gap = gapBetween(from, to, spec.hours, slackMs);
    if (gap === null || gap.tradingMs === 0) return;
    const closed = isHole(gap) ? terminal.replay.leaveData() : [];
    if (isHole(gap)) this.#parts.told.shadows.end();
    this.gaps.push({ ...gap, isHole: isHole(gap), closed });
    if (closed.length > 0) await settled(clock, runtime);
  }

  async #price(tick: Quote): Promise<void> {
    const { terminal, clock, runtime, track, rateFeed } = this.#parts;
    await this.#advance(tick.at);
    rateFeed.until(terminal, tick.at);
    this.#parts.told.excursions.price(tick.bid, tick.ask);
    terminal.feedTick(tick);
    const { equity, balance } = terminal.replay.money();
    track.take(tick.at, equity, balance);
    if (!runtime.isIdle) await settled(clock, runtime);
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
