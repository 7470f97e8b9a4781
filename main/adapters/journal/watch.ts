import type { JournalFinding } from '#shared/domain';
import { messageOf } from '#shared/lib';
import type { Clock, JournalWatch, JournalWatchView } from '#ports';
import type { DatabaseSync } from 'node:sqlite';
import type { AnchorKeeper } from './anchor-keeper.ts';
import type { AnchoredWrites } from './anchored-writes.ts';
import { ChainCheck } from './chain-check.ts';
import { recordOf, selectRecords } from './database.ts';
import { removeMarker } from './start-marker.ts';

/** Records read back between two looks at the time. */
const PAGE = 100;

type WatchParts = {
  readonly dir: string;
  readonly db: DatabaseSync;
  readonly clock: Clock;
  readonly keeper: AnchorKeeper;
  readonly writes: AnchoredWrites;
  readonly found: readonly JournalFinding[];
  /** Throws JournalFault when the files are gone. */
  look(): void;
  durableSeq(): number;
};

/** The port's watch over one open journal. */
export class OpenWatch implements JournalWatch {
  readonly #parts: WatchParts;
  #found: JournalFinding[];
  #check = new ChainCheck();
  #verifiedAt: number | null = null;
  /** It could not be read: it is not tried again, the finding stands. */
  #isStuck = false;

  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#found = [...parts.found];
  }

  findings(): readonly JournalFinding[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  told(): void {
    removeMarker(this.#parts.dir);
  }

  look(): void {
    this.#parts.look();
  }

  openNow(positions: number, openRisk: number | null): void {
    this.#parts.writes.openNow(positions, openRisk);
  }

  readBack(ms: number): boolean {
    const { clock, durableSeq } = this.#parts;
    const until = clock.monoMs() + ms;
    while (this.#check.seq < durableSeq() && !this.#isStuck) {
      this.#page();
      if (clock.monoMs() >= until) break;
    }
    this.edited(this.#check.broken());
    return this.#check.seq < durableSeq() && !this.#isStuck;
  }

  /** The start has read everything up to the end, through `check`. */
  tookOver(check: ChainCheck): void {
    this.edited(check.broken());
    if (!check.isWhole || check.seq < this.#check.seq) return;
    this.#check = check;
    this.#verifiedAt = this.#now();
  }

  edited(text: string | null): void {
    if (text !== null) this.#found.push({ code: 'journal_edited', text });
  }

  view(): JournalWatchView {
    const { current, problem } = this.#parts.keeper;
    return {
      verifiedTo: this.#check.seq,
      verifiedAt: this.#verifiedAt,
      anchor: current === null ? null : { seq: current.seq, at: current.at, problem },
    };
  }

  #page(): void {
    try {
      this.#select ??= selectRecords(this.#parts.db, 'WHERE seq > ? ORDER BY seq LIMIT ?');
      for (const row of this.#select.all(this.#check.seq, PAGE)) this.#check.take(recordOf(row));
      this.#verifiedAt = this.#now();
    } catch (error) {
      this.#isStuck = true;
      this.edited(`Record ${this.#check.seq + 1} cannot be read back: ${messageOf(error)}.`);
    }
  }
  #select: ReturnType<typeof selectRecords> | undefined;

  #now = (): number => Math.max(0, Math.floor(this.#parts.clock.nowMs()));
}
