import type { BackgroundStart, BackgroundTask, BackgroundWord, Clock } from '#ports';
import type { ReplayJob } from '#shared/ipc';
import { messageOf } from '#shared/lib';

type Last = Exclude<BackgroundWord, { readonly t: 'progress' }>;

/** So much of a job has to be done before its end is foretold. */
const FORETOLD_FROM = 0.02;

/** One process that is under way, and how far it is. */
export class BackgroundJob {
  readonly id: string;
  readonly kind: ReplayJob['kind'];
  readonly name: string;
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #startedAt: number;
  readonly #kill: () => void;
  #state: ReplayJob['state'] = 'running';
  #told = { step: 'Starting', done: 0, total: 0 };
  /** When the step that is counted began. */
  #countedFrom: number | null = null;
  #endedAt: number | null = null;
  #faults: readonly string[] = [];
  #runId: string | null = null;
  #last: Last | null = null;
  readonly ended: Promise<undefined>;

  constructor(about: Pick<ReplayJob, 'id' | 'kind' | 'name'>, { start, task, clock, settle }: JobParts) {
    this.id = about.id;
    this.kind = about.kind;
    this.name = about.name;
    this.#clock = clock;
    this.#startedAt = clock.nowMs();
    const over = Promise.withResolvers<undefined>();
    this.ended = over.promise;
    const process = start(task, {
      said: (word) => this.#heard(word),
      ended: (why) => void this.#finish(why, settle).then(() => over.resolve(undefined)),
    });
    this.#kill = () => process.kill();
  }

  get isRunning(): boolean {
    return this.#state === 'running';
  }

  view(): ReplayJob {
    const { done, total, step } = this.#told;
    const now = this.#endedAt ?? this.#clock.nowMs();
    const share = total === 0 ? 0 : done / total;
    const isForetold = this.isRunning && this.#countedFrom !== null && share >= FORETOLD_FROM;
    return {
      ...{ id: this.id, kind: this.kind, name: this.name, state: this.#state, step, done, total },
      elapsedMs: Math.max(0, Math.round(now - this.#startedAt)),
      leftMs: isForetold ? Math.max(0, Math.round(((now - (this.#countedFrom ?? now)) * (1 - share)) / share)) : null,
      ...{ faults: [...this.#faults], runId: this.#runId },
    };
  }

  /** Ends it; nothing of it is kept. */
  cancel(): void {
    if (!this.isRunning || this.#last !== null) return;
    this.#state = 'cancelled';
    this.#kill();
  }

  #heard(word: BackgroundWord): void {
    if (word.t !== 'progress') {
      this.#last ??= word;
      return;
    }
    if (word.total > 0 && this.#told.step !== word.step) this.#countedFrom = this.#clock.nowMs();
    this.#told = word;
  }

  async #finish(why: string, settle: JobParts['settle']): Promise<void> {
    const last: Last = this.#last ?? { t: 'failed', faults: [`The process for it was broken off: ${why}`] };
    try {
      const wasCancelled = this.#state === 'cancelled';
      await settle(wasCancelled ? null : last);
      if (!wasCancelled && last.t === 'kept') this.#runId = last.run.id;
      if (!wasCancelled && last.t === 'failed') this.#faults = last.faults;
    } catch (error) {
      this.#faults = [`It could not be kept: ${messageOf(error)}`];
    }
    this.#endedAt = this.#clock.nowMs();
    if (this.#state === 'running') this.#state = this.#faults.length > 0 ? 'failed' : 'done';
  }
}

type JobParts = {
  readonly start: BackgroundStart;
  readonly task: BackgroundTask;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** What is done with its last word, null where it was cancelled. It is over when that is done. */
  readonly settle: (last: Last | null) => Promise<void>;
};
