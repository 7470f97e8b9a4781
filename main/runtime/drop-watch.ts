import type { CockpitService, DropFolder, DroppedFile, Origin, SubmitAnswer } from '#ports';
import type { Source } from '#shared/domain';
import type { DoorTest } from '#shared/ipc';
import { setBounded, sha256Hex } from '#shared/lib';
import { folderTest } from './drop-test-steps.ts';
import { DropTests, TEST_ID, TEST_OVER } from './drop-tests.ts';
import type { Runtime } from './runtime.ts';

const EVERY_MS = 1_000;
const PROBLEM_MAX = 300;

type Means = {
  readonly runtime: Runtime;
  readonly service: Pick<CockpitService, 'submit' | 'refuseAtDoor' | 'trial'>;
  open(path: string): DropFolder;
};
/** A file that could not be moved is tried again so many looks later: trying costs time where another program holds it. */
const AGAIN_LOOKS = 10;
/** Far more than are handed on at once. Those that are still there were seen last, so that what leaves is gone from its folder. */
const STUCK_MAX = 2_000;

/** Where a file goes, and what is noted beside it. */
type End = { readonly to: 'done' | 'refused'; readonly note: string | null };
type Stuck = { readonly key: string; readonly end: End; readonly why: string; readonly looks: number };
type Opened = { readonly path: string; readonly folder: DropFolder };

/**
 * Looks through the folders of the sources. A file is judged like any other delivery and then put away; what it was judged as is on
 * record under a trace of its own before that, so that a crash, a restart or a file that cannot be moved never has it judged twice.
 */
export class DropWatch {
  readonly #means: Means;
  readonly #opened = new Map<string, Opened>();
  /** Judged, and not moved yet: by source and name, because what was there under that name before is gone. */
  readonly #stuck = new Map<string, Stuck>();
  readonly #tests: DropTests;
  #cancel: () => void = () => undefined;
  #looking: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(means: Means) {
    this.#means = means;
    this.#tests = new DropTests(means.runtime.options.clock);
  }

  start(): void {
    const { clock, log } = this.#means.runtime.options;
    if (this.#isStopped) return;
    this.#cancel = clock.after(EVERY_MS, () => {
      this.#looking = this.look()
        .catch((error: unknown) => log.write('error', 'a look through the drop folders failed', { error: String(error) }))
        .finally(() => this.start());
    });
  }

  /** Files that were judged and could not be moved yet. */
  get stuck(): number {
    return this.#stuck.size;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    this.#tests.stop();
    await this.#looking;
  }

  /**
   * Puts a file into a source's folder as its sender would, and tells what happened to it at each station. It is never traded. Throws,
   * with the reason, while too many tests are under way.
   */
  async test(source: Source & { readonly folder: string }, body: string): Promise<DoorTest> {
    const { clock, ids } = this.#means.runtime.options;
    const { id, folder: path } = source;
    const name = this.#tests.nameOf(ids.next(TEST_ID), body);
    const folder = this.#folderOf(id, path);
    const beganMs = clock.monoMs();
    const told = folderTest({ at: Math.floor(clock.nowMs()), path, name });
    if (this.#isStopped || !this.#means.runtime.ready) return told({ kind: 'closed' });
    const problem = folder.put(name, body);
    if (problem !== null) return told({ kind: 'unwritten', problem });
    const sight = await this.#tests.sightOf(name);
    if (sight !== null) return told({ kind: 'seen', sight, ms: clock.monoMs() - beganMs });
    const isThere = folder.takeBack(name);
    return told({ kind: 'unseen', isThere, problem: this.#means.runtime.cockpit.sourceFaults.get(id) ?? null });
  }

  /** One look through every folder, one source after the other. */
  async look(): Promise<void> {
    const { cockpit, ready } = this.#means.runtime;
    if (!ready) return;
    for (const source of [...cockpit.sources.values()]) {
      if (source.folder !== null) await this.#one(source, this.#folderOf(source.id, source.folder));
      else this.#tell(source.id, null);
    }
  }

  async #one(source: Source, folder: DropFolder): Promise<void> {
    const { files, problem } = folder.look();
    let trouble = problem;
    for (const file of files) {
      if (this.#isStopped) return;
      const key = keyOf(source.id, file);
      const place = `${source.id}/${file.name}`;
      const known = this.#stuck.get(place);
      const stuck = known?.key === key ? known : undefined;
      if (stuck !== undefined && stuck.looks < AGAIN_LOOKS) {
        this.#stuck.delete(place);
        this.#stuck.set(place, { ...stuck, looks: stuck.looks + 1 });
        trouble = stuck.why;
        continue;
      }
      const tried = stuck === undefined ? this.#try(source, file) : null;
      const end = stuck?.end ?? tried?.end ?? this.#onRecord(key) ?? (await this.#judge(source, file, key));
      if (end === null) break; // Not now: it stays where it is, and what came after it waits too.
      const why = folder.move(file, end.to, end.note);
      tried?.filed(why);
      trouble = why ?? trouble;
      this.#stuck.delete(place);
      if (why !== null) setBounded(this.#stuck, place, { key, end, why, looks: 0 }, STUCK_MAX);
    }
    this.#tell(source.id, trouble);
  }

  #folderOf(id: string, path: string): DropFolder {
    const known = this.#opened.get(id);
    if (known?.path === path) return known.folder;
    const folder = this.#means.open(path);
    this.#opened.set(id, { path, folder });
    return folder;
  }

  /** A file of a test, read and judged and no further; null: a file like any other. */
  #try({ id }: Source, file: DroppedFile): { readonly end: End; filed(why: string | null): void } | null {
    const kind = this.#tests.kindOf(file);
    if (kind === null) return null;
    const { text, refusal, bytes } = file;
    if (kind === 'over') return { end: { to: 'refused', note: `ended: ${TEST_OVER}` }, filed: () => undefined };
    const moment = this.#momentOf(file);
    const trial = text === null ? null : this.#means.service.trial({ source: id, body: text, ...moment, origin: originOf(file) });
    const to = trial?.read.ok === true ? 'done' : 'refused';
    const ageMs = moment.receivedAt - moment.writtenAt;
    return {
      end: { to, note: 'A test of the folder: read and judged, never traded.' },
      filed: (stuck) => this.#tests.seen(file, { bytes, ageMs, trial, refusal: refusal?.detail ?? null, to, stuck }),
    };
  }

  /** It is as old as its file: one that lay there while the cockpit was off is no fresh signal. */
  #momentOf({ writtenAt }: DroppedFile): { readonly receivedAt: number; readonly writtenAt: number } {
    const { clock } = this.#means.runtime.options;
    const receivedAt = Math.floor(clock.nowMs());
    return { receivedAt, writtenAt: receivedAt - Math.floor(Math.max(0, clock.wallMs() - writtenAt)) };
  }

  /** What a run before has judged already, which ended before it could put the file away. */
  #onRecord(key: string): End | null {
    const ask = { since: 0, limit: 100, types: ['signal.arrived'], correlationId: key, from: null, to: null };
    const messages = this.#means.runtime.options.journal.find(ask).length;
    if (messages === 0) return null;
    return {
      to: 'done',
      note: `Judged before the cockpit was started again: ${messages} message(s) of it are on record as ${key}.`,
    };
  }

  /** Null: it cannot be judged now. */
  async #judge({ id }: Source, file: DroppedFile, key: string): Promise<End | null> {
    const { service } = this.#means;
    const { text, refusal, name } = file;
    const origin = originOf(file);
    if (text === null || refusal !== null) {
      const { code, detail } = refusal ?? { code: 'malformed', detail: 'It is no text.' };
      service.refuseAtDoor({ code, source: id, detail: `${name}: ${detail}`.slice(0, 500), nonce: null, origin, isProven: true });
      return { to: 'refused', note: `${code}: ${detail}` };
    }
    const raw = { source: id, body: text, ...this.#momentOf(file), traceId: key, nonce: null, origin };
    return endOf(await service.submit(raw));
  }

  /** Puts on record that a folder does not work, or does again. */
  #tell(id: string, problem: string | null): void {
    const { loop, cockpit, options } = this.#means.runtime;
    const told = problem?.slice(0, PROBLEM_MAX) ?? null;
    if ((cockpit.sourceFaults.get(id) ?? null) === told) return;
    loop.post('low', {
      ...{ actor: 'engine', correlationId: options.run, causationId: null },
      make: () => ({ type: 'source.faulted', payload: { id, problem: told } }),
    });
  }
}

const originOf = ({ name, bytes }: DroppedFile): Origin => ({ route: `file ${name}`.slice(0, 300), peer: null, bytes });

/** One file of one source: the same name written again later, or with another text, is another one. */
const keyOf = (source: string, { name, writtenAt, bytes, text }: DroppedFile): string =>
  `drop-${sha256Hex(JSON.stringify([source, name, writtenAt, bytes, text])).slice(0, 40)}`;

function endOf(answer: SubmitAnswer): End | null {
  switch (answer.kind) {
    case 'accepted':
      return { to: 'done', note: null };
    case 'duplicate':
      return { to: 'done', note: `duplicate: repeats ${answer.signalId}` };
    case 'share_used':
    case 'unavailable':
      return null;
    case 'malformed':
      return { to: 'refused', note: `malformed: ${answer.detail}` };
    case 'rate_limited':
      return { to: 'refused', note: 'rate_limited: too many signals within a minute' };
    case 'refused':
      return { to: 'refused', note: `${answer.code}: ${answer.detail}` };
    case 'invalid': {
      const issues = answer.issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
      return { to: 'refused', note: `${answer.code ?? 'invalid_signal'}: ${issues.join('; ')}` };
    }
  }
}
