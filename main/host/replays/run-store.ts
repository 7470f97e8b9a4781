import { copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { keptRun, type KeptRun, type Refusal, type Request } from '#shared/ipc';
import { err, ok, type Result } from '#shared/lib';
import { replaceFileSoon } from '../../files/index.ts';

const RUNS_MAX = 200;
const DRAFT = '.draft';

const GONE = { kind: 'refused', code: 'not_found', detail: 'There is no such run any more' } as const;

/** Finished runs, a folder each. A run is there once it is whole; what a crash left of another is taken away. */
export class RunStore {
  readonly #folder: string;
  readonly #exports: string;
  #known: Map<string, KeptRun> | null = null;

  constructor(folder: string, exports: string) {
    this.#folder = folder;
    this.#exports = exports;
  }

  /** Newest first. */
  async list(): Promise<KeptRun[]> {
    this.#known ??= await this.#read();
    return [...this.#known.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).slice(0, RUNS_MAX);
  }

  /** An empty folder for a run that begins; throws when there are as many as may be. */
  async begin(id: string): Promise<string> {
    if ((await this.list()).length >= RUNS_MAX) throw new Error(`${RUNS_MAX} runs are kept: remove one first`);
    const draft = this.#draft(id);
    await mkdir(draft, { recursive: true, mode: 0o700 });
    return draft;
  }

  async keep(id: string, run: KeptRun): Promise<void> {
    await replaceFileSoon(this.#draft(id), this.at(id));
    this.#known?.set(id, run);
  }

  async drop(id: string): Promise<void> {
    await rm(this.#draft(id), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  async remove(id: string): Promise<Result<null, Refusal>> {
    if (!(await this.#has(id))) return err(GONE);
    await rm(this.at(id), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    this.#known?.delete(id);
    return ok(null);
  }

  /** A part of a run that the window shows; what is damaged or not there is refused in words. */
  async part<T>(id: string, name: string, shape: z.ZodType<T>): Promise<Result<T, Refusal>> {
    if (!(await this.#has(id))) return err(GONE);
    try {
      const parsed = shape.safeParse(JSON.parse(await readFile(join(this.at(id), name), 'utf8')));
      if (parsed.success) return ok(parsed.data);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT')
        return err({ kind: 'refused', code: 'not_found', detail: `This run has no ${name}` });
    }
    return err({
      kind: 'refused',
      code: 'setup_failed',
      detail: `${name} of this run cannot be read: it was changed or cut off`,
    });
  }

  async export(id: string, format: Request<'replay.export'>['format'], moment: string): Promise<Result<string, Refusal>> {
    if (!(await this.#has(id))) return err(GONE);
    await mkdir(this.#exports, { recursive: true, mode: 0o700 });
    const file = join(this.#exports, `${moment}-replay.${format}`);
    await copyFile(join(this.at(id), `report.${format}`), file);
    return ok(file);
  }

  at = (id: string): string => join(this.#folder, id);
  #draft = (id: string): string => join(this.#folder, `${id}${DRAFT}`);

  async #has(id: string): Promise<boolean> {
    return (await this.list()).some((run) => run.id === id);
  }

  async #read(): Promise<Map<string, KeptRun>> {
    const names = await readdir(this.#folder).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    });
    const runs = new Map<string, KeptRun>();
    for (const name of names) {
      if (name.endsWith(DRAFT)) await rm(join(this.#folder, name), { recursive: true, force: true });
      const text = await readFile(join(this.#folder, name, 'run.json'), 'utf8').catch(() => null);
      const run = text === null ? null : runIn(text);
      if (run?.id === name) runs.set(name, run);
    }
    return runs;
  }
}

function runIn(text: string): KeptRun | null {
  try {
    return keptRun.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
