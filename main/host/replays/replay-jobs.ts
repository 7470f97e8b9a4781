import { existsSync } from 'node:fs';
import type { BackgroundStart, Clock, Ids } from '#ports';
import type { Config } from '#shared/config';
import type { Refusal, ReplayJob, ReplayJobAsk } from '#shared/ipc';
import { ok, type Result } from '#shared/lib';
import { BackgroundJob } from './background-job.ts';
import type { PriceFiles } from './price-files.ts';
import { refused } from './refused.ts';
import type { RunStore } from './run-store.ts';

export type JobMeans = {
  readonly clock: Pick<Clock, 'nowMs' | 'wallMs'>;
  readonly ids: Ids;
  readonly start: BackgroundStart;
};
type Stores = { readonly files: PriceFiles; readonly runs: RunStore };

/** The one process that may be under way, or the last one that was. */
export class ReplayJobs {
  readonly #means: JobMeans;
  readonly #stores: Stores;
  #job: BackgroundJob | null = null;
  #isStarting = false;
  #used: readonly string[] = [];

  constructor(means: JobMeans, stores: Stores) {
    this.#means = means;
    this.#stores = stores;
  }

  view(): ReplayJob | null {
    return this.#job?.view() ?? null;
  }

  /** Why the file cannot be taken away now; null: it can. */
  holds(file: string): Result<never, Refusal> | null {
    return this.#used.includes(file) ? this.#busy() : null;
  }

  async start(ask: ReplayJobAsk, config: Config): Promise<Result<null, Refusal>> {
    const stands = this.#busy();
    if (stands !== null) return stands;
    this.#isStarting = true;
    try {
      const missing = await missingFile(ask, this.#stores.files);
      if (missing !== null) return missing;
      this.#used = namedIn(ask);
      const id = this.#means.ids.next('run').replaceAll(/[^A-Za-z0-9-]/g, '-');
      this.#job = ask.kindOfJob === 'inspect' ? this.#inspecting(id, ask) : await this.#keeping(id, ask, config);
      return ok(null);
    } finally {
      this.#isStarting = false;
    }
  }

  /** Ends it, and waits until nothing of it is left. */
  async cancel(): Promise<void> {
    this.#job?.cancel();
    await this.#job?.ended;
  }

  #busy(): Result<never, Refusal> | null {
    if (this.#job?.isRunning === true)
      return refused('already_asked', `${this.#job.name} is under way: end it, or wait for its end`);
    return this.#isStarting ? refused('already_asked', 'Another one begins at this moment') : null;
  }

  #inspecting(id: string, ask: Extract<ReplayJobAsk, { readonly kindOfJob: 'inspect' }>): BackgroundJob {
    const { files } = this.#stores;
    return new BackgroundJob(
      { id, kind: 'inspect', name: ask.file },
      {
        ...{ start: this.#means.start, clock: this.#means.clock, task: { ask, folder: files.folder } },
        settle: async (last) => {
          if (last?.t === 'inspected') await files.looked(ask.file, ask.rows, last.quality);
          if (last?.t === 'failed') await files.looked(ask.file, ask.rows, last.faults);
        },
      },
    );
  }

  async #keeping(
    id: string,
    ask: Exclude<ReplayJobAsk, { readonly kindOfJob: 'inspect' }>,
    config: Config,
  ): Promise<BackgroundJob> {
    const { clock, start } = this.#means;
    const { files, runs } = this.#stores;
    const out = await runs.begin(id);
    return new BackgroundJob(
      { id, kind: ask.kindOfJob, name: ask.name === '' ? ask.files.join(', ') : ask.name },
      {
        ...{ start, clock, task: { ask, folder: files.folder, out, id, at: Math.floor(clock.wallMs()), config } },
        settle: async (last) => {
          if (last?.t === 'kept' && existsSync(out)) await runs.keep(id, last.run);
          else await runs.drop(id);
        },
      },
    );
  }
}

async function missingFile(ask: ReplayJobAsk, files: PriceFiles): Promise<Result<never, Refusal> | null> {
  for (const name of namedIn(ask))
    if (!(await files.has(name))) return refused('not_found', `There is no file ${name} any more: choose another one`);
  return null;
}

const namedIn = (ask: ReplayJobAsk): readonly string[] =>
  ask.kindOfJob === 'inspect'
    ? [ask.file]
    : [...ask.files, ask.spec, ask.kindOfJob === 'replay' ? ask.calendar : null].filter((name) => name !== null);
