import type { EquityPoint } from '#shared/ipc';
import type { Terminal } from '#ports';

/** A day at half a minute a point, a little over what the chart shows. The oldest leaves first. */
const POINTS_MAX = 3_000;
const EVERY_MS = 30_000;

/** The equity line: sampled, not journaled, because the deals that make it are. */
export class EquityLine {
  readonly #points: EquityPoint[] = [];

  sample(terminal: Terminal, nowMs: number): void {
    const account = terminal.snapshot()?.account;
    // What was noted at a time that was wrong, and lies ahead of the right one, was never there.
    while ((this.#points.at(-1)?.at ?? nowMs) > nowMs) this.#points.pop();
    const last = this.#points.at(-1);
    if (account === undefined || (last !== undefined && nowMs - last.at < EVERY_MS)) return;
    this.#points.push({ at: nowMs, equity: account.equity, balance: account.balance });
    if (this.#points.length > POINTS_MAX) this.#points.shift();
  }

  get points(): readonly EquityPoint[] {
    return this.#points;
  }
}
