import { TIMEFRAME_MS, type Bar, type Quote } from '#shared/domain';
import type { PaperTerminal } from '../adapters/paper-broker/index.ts';
import type { VirtualClock } from '../adapters/system/index.ts';
import { ticksOfBar } from '../paper-broker/index.ts';
import type { Runtime } from '../runtime/index.ts';

const MINUTE = TIMEFRAME_MS.M1;
const EQUITY_EVERY_MS = 15 * MINUTE;

/** What the trader who is not there would do about blocks and halts: re-arm and resume on the firm's next day, or never. */
export type Rearm = 'daily' | 'never';

/** Moves time and prices forward, one price after the other, and lets the engine finish before the next. */
export class ReplayPlayer {
  readonly #clock: VirtualClock;
  readonly #runtime: Runtime;
  readonly #terminal: PaperTerminal;
  readonly #equity: { at: number; equity: number }[];
  readonly #rearm: Rearm;
  #day: number | null = null;

  constructor(
    clock: VirtualClock,
    runtime: Runtime,
    terminal: PaperTerminal,
    equity: { at: number; equity: number }[],
    rearm: Rearm,
  ) {
    this.#rearm = rearm;
    this.#clock = clock;
    this.#runtime = runtime;
    this.#terminal = terminal;
    this.#equity = equity;
  }

  async playBars(bars: readonly Bar[], point: number, onProgress?: (share: number) => void): Promise<void> {
    for (const [index, bar] of bars.entries()) {
      for (const tick of ticksOfBar(bar, point)) await this.#price(tick);
      await this.#advance(bar.time + MINUTE);
      this.#terminal.feedBar(bar);
      await this.#minuteOver();
      if (index % 500 === 0) onProgress?.(index / bars.length);
    }
  }

  async playTicks(ticks: readonly Quote[], onProgress?: (share: number) => void): Promise<void> {
    let minute = -1;
    for (const [index, tick] of ticks.entries()) {
      const own = Math.floor(tick.at / MINUTE);
      if (minute !== -1 && own !== minute) {
        await this.#advance((minute + 1) * MINUTE);
        this.#terminal.feedTime((minute + 1) * MINUTE);
        await this.#minuteOver();
      }
      minute = own;
      await this.#price(tick);
      if (index % 5_000 === 0) onProgress?.(index / ticks.length);
    }
  }

  async #price(tick: Quote): Promise<void> {
    await this.#advance(tick.at);
    this.#terminal.feedTick(tick);
    if (!this.#runtime.isIdle) await settled(this.#clock, this.#runtime);
    const last = this.#equity.at(-1);
    if (last !== undefined && tick.at - last.at < EQUITY_EVERY_MS) return;
    const account = this.#terminal.snapshot()?.account;
    if (account !== undefined) this.#equity.push({ at: tick.at, equity: account.equity });
  }

  async #advance(toMs: number): Promise<void> {
    if (toMs <= this.#clock.nowMs()) return;
    this.#clock.advanceTo(toMs);
    if (!this.#runtime.isIdle || !this.#clock.idle()) await settled(this.#clock, this.#runtime);
  }

  /** The engine looks at clock and account once a minute of the history, and not in the years between two files' days. */
  async #minuteOver(): Promise<void> {
    this.#runtime.beat();
    await settled(this.#clock, this.#runtime);
    const day = this.#runtime.cockpit.day?.anchorAt ?? null;
    if (this.#rearm === 'daily' && this.#day !== null && day !== this.#day) await this.#newDay();
    this.#day = day;
  }

  /** Recorded as the acts of a trader, like any others. */
  async #newDay(): Promise<void> {
    const { blocks, trading } = this.#runtime.cockpit;
    const reason = 'a new day of the replay';
    for (const block of blocks.keys()) this.#runtime.act({ act: 'rearm', block, reason }, 'trader:replay');
    if (trading.state === 'halted') this.#runtime.act({ act: 'resume', reason }, 'trader:replay');
    await settled(this.#clock, this.#runtime);
  }
}

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
