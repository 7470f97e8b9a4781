import { asksAdoption, type JournalFinding } from '#shared/domain';
import { roomOf } from '#engine';
import { JournalFault } from '#ports';
import type { EngineLoop } from './engine-loop.ts';
import { factsFrom } from './facts.ts';
import type { RuntimeOptions } from './options.ts';

/** Records are read back for so long at a time, and so often: a twentieth of one core, and no turn waits for long. */
const SLICE_MS = 2;
const SLICE_EVERY_MS = 40;
/** Of a start: a small journal is read back before the first signal is taken. */
const START_MS = 250;
/** Once everything was read back, what has come since is looked at this often. */
const REST_MS = 5_000;
const TEXT_MAX = 500;

/** Puts on record what is found about a journal on disk, and looks for it: that its files are there, and its records unchanged. */
export class JournalGuard {
  readonly #loop: EngineLoop;
  readonly #options: RuntimeOptions;
  #cancel: (() => void) | null = null;

  constructor(loop: EngineLoop, options: RuntimeOptions) {
    this.#loop = loop;
    this.#options = options;
  }

  /** After the state was built and before anything can be traded. */
  start(): void {
    const { journalWatch: watch } = this.#options;
    if (watch === undefined) return;
    watch.readBack(START_MS);
    this.#tellFindings();
    if (this.#loop.fault === null) watch.told();
    this.#goOn(SLICE_EVERY_MS);
  }

  stop(): void {
    this.#cancel?.();
  }

  /** Once a second. */
  pulse(): void {
    const { journalWatch: watch, terminal, clock } = this.#options;
    if (watch === undefined) return;
    const { cockpit } = this.#loop.engine;
    watch.openNow(cockpit.positions.size, roomOf(cockpit, factsFrom(terminal, null), clock.nowMs())?.openRisk ?? null);
    if (this.#loop.fault !== null) return;
    try {
      watch.look();
    } catch (error) {
      if (!(error instanceof JournalFault)) throw error;
      this.#loop.failJournal(error);
    }
  }

  #goOn(afterMs: number): void {
    const { journalWatch: watch, clock } = this.#options;
    this.#cancel = clock.after(afterMs, () => {
      // A journal that cannot be written is not read either: what is found could not be put on record.
      const isMore = this.#loop.fault === null && watch?.readBack(SLICE_MS) === true;
      this.#tellFindings();
      this.#goOn(isMore ? SLICE_EVERY_MS : REST_MS);
    });
  }

  #tellFindings(): void {
    const finding = merged(this.#options.journalWatch?.findings() ?? []);
    if (finding === null) return;
    this.#options.log.write('error', 'The journal is not what it was: trading is halted', finding);
    const { run } = this.#options;
    const make = () => ({ type: 'journal.found', payload: finding }) as const;
    this.#loop.urgent({ actor: 'engine', correlationId: run, causationId: null, make });
  }
}

/** One finding for all of them: the first that has to be adopted names it. */
function merged(findings: readonly JournalFinding[]): JournalFinding | null {
  const first = findings.find(({ code }) => asksAdoption(code)) ?? findings[0];
  if (first === undefined) return null;
  return {
    code: first.code,
    text: findings
      .map(({ text }) => text)
      .join(' ')
      .slice(0, TEXT_MAX),
  };
}
