import type { JournalFinding } from '#shared/domain';

/** A second place for the journal's anchor, away from the journal: where the secrets are. */
export interface AnchorPlace {
  /** The text that was kept; null when there is none. Throws when it cannot be read. */
  read(): string | null;
  /** Keeps a text, all of it or nothing. Throws when it cannot. */
  write(text: string): void;
}

export type JournalWatchView = {
  /** Every record up to this one was read back since the start and follows from the one before it. */
  readonly verifiedTo: number;
  /** When that was last so of the whole journal or of a further part of it, UTC ms; null: never yet. */
  readonly verifiedAt: number | null;
  /** How far the journal came by what is kept outside of it; null: nothing is kept. `problem`: why a place could not be written. */
  readonly anchor: { readonly seq: number; readonly at: number; readonly problem: string | null } | null;
};

/** Looks after a journal on disk: that it is what was written, all of it, and where it should be. */
export interface JournalWatch {
  /** What was found since the last question. */
  findings(): readonly JournalFinding[];
  /** The findings so far are on record. */
  told(): void;
  /** Reads records back for about `ms` milliseconds. False when the last one was reached. */
  readBack(ms: number): boolean;
  /** Throws JournalFault when the files are not the ones that were opened any more. */
  look(): void;
  /** What is open now, to be kept with the anchor. Account currency; null: not known. */
  openNow(positions: number, openRisk: number | null): void;
  view(): JournalWatchView;
}
