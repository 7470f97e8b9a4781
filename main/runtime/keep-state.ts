import { packEngine } from '#engine';
import type { ReadonlyCockpit } from '#shared/projection';
import type { EngineLoop } from './engine-loop.ts';
import type { RuntimeOptions } from './options.ts';

/** What is needed of the runtime. */
type Kept = {
  readonly loop: EngineLoop;
  readonly options: RuntimeOptions;
  readonly cockpit: ReadonlyCockpit;
  readonly isIdle: boolean;
  readonly ready: boolean;
};

/**
 * Where positions are held for so long, or so much comes in, that no moment is quiet, one in which nothing moves has to do: what is
 * folded at a start stays below 100,000 records, and closing is held up by a sixth of a second once in many days.
 */
const KEEP_LATE = 50_000;

/** So many records after the last kept state, a quiet moment is used to keep the next: a crash then costs no long start. */
const KEEP_AFTER = 20_000;

/** More records than these since the last pulse: much comes in, and what comes in now would wait. */
const BUSY_RECORDS = 100;

/** Keeps the state when it is that of the last durable record. At a start and at an end a moment more does not matter. */
function keepState({ loop, options }: Kept, freshMin?: number): void {
  if (loop.fault !== null || !loop.isIdle) return;
  const state = (): string => {
    loop.recordHeld();
    return JSON.stringify(packEngine(loop.engine));
  };
  options.journal.keepState(state, freshMin);
}

/** Stores the state during a run, at moments when the pause delays nothing. */
export class StateKeeper {
  readonly #runtime: Kept;
  #offeredAt = 0;
  /** The newest record at the last pulse. */
  #pulsedAt = 0;

  constructor(runtime: Kept) {
    this.#runtime = runtime;
  }

  /** Keeps it now, if at least `freshMin` records came since the last one. */
  offer(freshMin?: number): void {
    this.#offeredAt = this.#runtime.cockpit.lastSeq;
    keepState(this.#runtime, freshMin);
  }

  /** A moment has come: is it one in which to keep it? */
  pulse(): void {
    const { cockpit } = this.#runtime;
    const isBusy = cockpit.lastSeq - this.#pulsedAt > BUSY_RECORDS;
    this.#pulsedAt = cockpit.lastSeq;
    if (!this.#runtime.ready || !isStill(this.#runtime)) return;
    if (cockpit.positions.size === 0 && !isBusy) this.offer(KEEP_AFTER);
    else if (cockpit.lastSeq - this.#offeredAt >= KEEP_LATE) this.offer(KEEP_LATE);
  }
}

/** Nothing is asked, waiting or being stopped: a pause of some dozen milliseconds delays nothing. */
function isStill({ cockpit, isIdle }: Kept): boolean {
  const { openOrders, pending, recoveries, exits, certificates } = cockpit;
  const isStopping = [...certificates.values()].some(({ endedAt }) => endedAt === null);
  return openOrders.size === 0 && pending.size === 0 && recoveries.size === 0 && exits.size === 0 && !isStopping && isIdle;
}
