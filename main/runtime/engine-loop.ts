import type { Lane } from '#shared/domain';
import type { JournalRecord } from '#shared/events';
import { InvariantError } from '#shared/lib';
import { fold, type Effect, type Engine } from '#engine';
import { JournalFault, type Clock, type Journal, type Log } from '#ports';
import { createMailbox, type Mail, type TurnResult } from './mailbox.ts';
import type { Meters } from './meters.ts';
import { Outbox } from './outbox.ts';
import { Turns } from './turns.ts';

/** Turns between two commits at most: what queued up shares one, and an asker never waits for a long burst. */
const TURNS_MAX = 64;

export type LoopOptions = {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly log: Log;
  readonly run: string;
  readonly meters: Meters;
  /** Carries out an effect of a durable record; with a fault, of one that is kept until it can be. What may be sent is decided there. */
  perform(effect: Effect): void;
  /** Durable records, in order. */
  publish(batch: readonly JournalRecord[]): void;
  /** The journal failed, or an invariant broke: trading has been latched already. */
  onFault(kind: 'journal' | 'bug', error: Error): void;
};

/**
 * The imperative shell around the engine: take the most urgent mail, decide, append, fold; commit what queued up as one
 * group; only then perform, answer and publish. A halt does not pass the lanes: it runs and commits on the spot.
 */
export class EngineLoop {
  readonly #options: LoopOptions;
  readonly #mailbox = createMailbox();
  readonly #outbox = new Outbox();
  readonly #turns: Turns;
  #pumping = false;
  #scheduled = false;
  #closed = false;
  /** An invariant broke: nothing goes on after that. */
  #isBroken = false;
  /** More happened than can be kept while the journal fails: this run is journaled no more. */
  #isLost = false;
  /** Why nothing can be journaled; null while all is well. */
  fault: string | null = null;

  constructor(options: LoopOptions) {
    this.#options = options;
    const { clock, run, meters } = options;
    this.#turns = new Turns({
      ...{ clock, run, meters, outbox: this.#outbox },
      append: (records) => this.#append(records),
      perform: (effect) => options.perform(effect),
    });
  }

  /** Rebuilds the state from the journal: from a state that was kept, and the records since. Nothing is performed: that has happened. */
  restore(past: Iterable<JournalRecord>, kept: Engine | null): void {
    if (kept !== null) this.#turns.engine = kept;
    for (const record of past) fold(this.engine, record);
  }

  get engine(): Engine {
    return this.#turns.engine;
  }

  /** Records that were folded, but for candles: while it stands still, so does everything but market and time. */
  get changes(): number {
    return this.#turns.changes;
  }

  get lanes(): ReturnType<EngineLoopLanes['view']> {
    return this.#mailbox.view(this.#options.clock.monoMs());
  }

  get isIdle(): boolean {
    return this.#mailbox.size === 0 && this.#outbox.isEmpty && !this.#pumping;
  }

  /** Nothing urgent waits. */
  get isUnhurried(): boolean {
    return this.#mailbox.isEmpty('critical') && this.#mailbox.isEmpty('high');
  }

  /** Sealed: what still waits in the lanes is taken no more. */
  get isClosed(): boolean {
    return this.#closed;
  }

  /** No turn runs after the seal; later calls are refused with that reason. */
  close(): void {
    this.#closed = true;
  }

  post(lane: Lane, mail: Mail): void {
    if (this.#closed) {
      mail.done?.({ kind: 'lost', code: 'journal_unavailable', detail: 'The run has ended' });
      return;
    }
    if (!this.#mailbox.offer(lane, mail, this.#options.clock.monoMs())) {
      this.#options.meters.failedTotal += 1;
      mail.done?.({ kind: 'lost', code: 'lane_full', detail: `The ${lane} lane is full` });
      return;
    }
    this.#schedule();
  }

  /** Runs one mail now, ahead of everything that waits, and commits it. For the halt, the start and the seal. */
  urgent(mail: Mail): TurnResult {
    let result: TurnResult = { kind: 'lost', code: 'journal_unavailable', detail: 'The turn did not run' };
    this.#guarded(() => {
      const { done, ...rest } = mail;
      this.#turns.take({
        ...rest,
        make: () => mail.make(),
        done: (ended) => {
          result = ended;
          done?.(ended);
        },
      });
      this.#commit();
    });
    return result;
  }

  #schedule(): void {
    if (this.#scheduled || this.#pumping) return;
    this.#scheduled = true;
    this.#options.clock.soon(() => {
      this.#scheduled = false;
      this.#pump();
    });
  }

  #pump(): void {
    if (this.#closed) return;
    this.#pumping = true;
    this.#guarded(() => {
      for (let turns = 0; turns < TURNS_MAX; turns += 1) {
        const taken = this.#mailbox.take(this.#options.clock.monoMs());
        if (taken === null) break;
        this.#options.meters.routing.record(taken.waitedMs);
        this.#turns.take(taken.item);
      }
      this.#commit();
    });
    this.#pumping = false;
    if (this.#mailbox.size > 0) this.#schedule();
  }

  /** The detector knows candles that are not on record yet. */
  get holdsCandles(): boolean {
    return this.#turns.holdsCandles;
  }

  /** Brings all that was folded on record: before the state is kept, which goes with the last record. */
  recordHeld(): void {
    if (this.#closed || !this.holdsCandles) return;
    this.#guarded(() => {
      this.#turns.recordHeld();
      this.#commit();
    });
  }

  /** While the journal fails, what is decided is kept by it, so that nothing is missing once it writes again. */
  #append(records: readonly JournalRecord[]): void {
    if (this.#isLost) return;
    try {
      this.#options.journal.append(records);
    } catch (error) {
      this.#isLost = true;
      this.#journalFailed(error);
    }
  }

  /** This run can no longer be journaled, even when the disk recovers. */
  get isOver(): boolean {
    return this.#isBroken || this.#isLost;
  }

  /** Tries the journal again after it failed. True: it has everything, and turns are durable again. */
  mend(): boolean {
    if (this.fault === null) return true;
    if (this.isOver) return false;
    const isMended = this.#options.journal.mend();
    if (isMended) this.fault = null;
    else this.#append([]); // Refused only by a journal that keeps nothing any more: then this run is lost.
    return isMended;
  }

  /** It was found that nothing can be journaled any more, without a write that failed. */
  failJournal(error: JournalFault): void {
    this.#journalFailed(error);
  }

  #commit(): void {
    if (this.#outbox.isEmpty) return;
    const { clock, journal, meters } = this.#options;
    if (this.fault === null) {
      const began = clock.monoMs();
      try {
        journal.commit();
        meters.commit.record(clock.monoMs() - began);
        meters.agent('journal').record(clock.monoMs() - began, false, clock.nowMs());
      } catch (error) {
        this.#journalFailed(error);
      }
    }
    const { records, effects, answers } = this.#outbox.empty();
    const { fault } = this;
    for (const effect of effects) this.#options.perform(effect);
    if (records.length > 0) this.#options.publish(records);
    for (const { mail, result } of answers)
      mail.done?.(
        fault === null
          ? result
          : { kind: 'lost', code: 'journal_unavailable', detail: `${fault}. What takes risk away is carried out all the same` },
      );
  }

  /** Nothing is durable until it is mended: trading is latched in memory, and only what reduces risk is still carried out. */
  #journalFailed(error: unknown): void {
    if (!(error instanceof JournalFault)) throw error;
    const isNew = this.fault === null;
    this.fault = `The journal cannot be written: ${error.message}`;
    this.#options.meters.agent('journal').record(0, true, this.#options.clock.nowMs());
    if (isNew) this.#options.onFault('journal', error);
  }

  /** An error in here is a bug in this program and ends the run. */
  #guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      const bug = error instanceof Error ? error : new InvariantError(String(error));
      this.#isBroken = true;
      this.fault ??= `A bug stopped the engine: ${bug.message}`;
      this.#options.onFault('bug', bug);
    }
  }
}

type EngineLoopLanes = ReturnType<typeof createMailbox>;
