import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '#ports';
import type { AnchoredWrites } from './anchored-writes.ts';
import type { AnchorKeeper } from './anchor-keeper.ts';
import type { FileWatch } from './file-watch.ts';
import type { JournalFinding } from '#shared/domain';
import type { Snapshots } from './snapshots.ts';
import type { Tail } from './tail.ts';
import type { Writer } from './writer.ts';

/** What an open journal works with. */
export type JournalParts = {
  readonly dir: string;
  readonly run: string;
  readonly clock: Clock;
  readonly db: DatabaseSync;
  readonly writer: Writer;
  readonly tail: Tail;
  readonly release: () => void;
  readonly snapshots: Snapshots;
  readonly keeper: AnchorKeeper;
  readonly writes: AnchoredWrites;
  readonly files: FileWatch;
  /** What was found when it was opened. */
  readonly found: readonly JournalFinding[];
  /** Of the program: a state is only of use to the version that folded it. */
  readonly version: string;
};

/** Gives everything back. `at`: how far the journal came, for its anchor; null leaves the anchor as it is. */
export function closeParts(
  { writes, keeper, db, files, release }: JournalParts,
  at: Parameters<AnchoredWrites['end']>[0] | null,
): void {
  if (at === null) keeper.close();
  else writes.end(at);
  db.close();
  files.close();
  release();
}
