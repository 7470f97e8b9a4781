import type { EventType } from '#shared/events';
import type { Clock } from '#ports';
import type { AnchorKeeper } from './anchor-keeper.ts';
import type { HashedRecord } from './writer.ts';

const TRADING: EventType = 'trading.changed';
const ADOPTED: EventType = 'journal.adopted';
/** Records behind which the anchor is on the disk before anybody is answered. */
const MOMENTS: ReadonlySet<string> = new Set<EventType>([
  'run.started',
  'run.sealed',
  TRADING,
  'stop.latched',
  'stop.lifted',
  'journal.found',
  ADOPTED,
]);

type At = { readonly seq: number; readonly hash: string };

/** Moves the anchor along with what is written. */
export class AnchoredWrites {
  readonly #keeper: AnchorKeeper;
  readonly #clock: Clock;
  readonly #run: string;
  #standing: { trading: string; reason: string };
  #open: { positions: number | null; openRisk: number | null } = { positions: null, openRisk: null };

  constructor(keeper: AnchorKeeper, clock: Clock, run: string, standing: { readonly trading: string; readonly reason: string }) {
    this.#keeper = keeper;
    this.#clock = clock;
    this.#run = run;
    this.#standing = { trading: standing.trading, reason: standing.reason };
  }

  /** What is open now: told with the next move. */
  openNow(positions: number, openRisk: number | null): void {
    this.#open = { positions, openRisk };
  }

  /** Records became durable, the last one at `at`. `isMoment`: a checkpoint or a seal came with them. */
  committed(records: readonly HashedRecord[], at: At, isMoment: boolean): void {
    for (const record of records) this.#note(record);
    if (records.some(({ type }) => type === ADOPTED)) this.#keeper.restart();
    this.#move(at, isMoment || records.some(({ type }) => MOMENTS.has(type)));
  }

  /** Records that cannot be written now: a latch among them is held by the anchor until they can be. */
  heldBack(records: readonly HashedRecord[], at: At): void {
    const latches = records.filter(({ type }) => type === TRADING);
    if (latches.length === 0) return;
    for (const record of latches) this.#note(record);
    this.#move(at, true);
  }

  /** Everything is where it should be when this returns. */
  end(at: At): void {
    this.#move(at, true);
    this.#keeper.close();
  }

  #move({ seq, hash }: At, durable: boolean): void {
    const at = Math.max(0, Math.floor(this.#clock.nowMs()));
    this.#keeper.move({ seq, head: hash, run: this.#run, at, ...this.#standing, ...this.#open }, durable);
  }

  #note({ type, payload }: HashedRecord): void {
    if (type !== TRADING) return;
    const { to, reason } = JSON.parse(payload) as { readonly to: string; readonly reason: string };
    this.#standing = { trading: to, reason };
  }
}
