import type { Source } from '#shared/domain';

/** Where the configured sources are kept from one start to the next. */
export interface SourceBook {
  /** As they were read at the start. */
  readonly sources: readonly Source[];
  /** What the last run was about to keep when it ended: it holds where the journal says the same. Null: nothing. */
  readonly begun: readonly Source[] | null;
  /** Notes what is about to be on record; answers with why it could not, or null. */
  begin(sources: readonly Source[]): string | null;
  /** Keeps them for the next start, and ends what was begun; answers with why it could not, or null. */
  keep(sources: readonly Source[]): string | null;
  /** Ends what was begun: it did not come on record. */
  drop(): void;
}

/** The secret of a source: a token in its address, or the key of its signatures. Times are UTC ms. */
export type SourceKey = {
  readonly secret: string;
  /** Null: not known. */
  readonly since: number | null;
  /** The one before, while it is good too. */
  readonly previous: { readonly secret: string; readonly until: number } | null;
};

/** The secrets of the sources, kept where the others are. */
export interface SourceKeys {
  /** Null: none was drawn. */
  of(id: string): SourceKey | null;
  /** Another one from now on; the one before stays good for so long. Throws when it cannot be kept. */
  draw(id: string, overlapMs: number): SourceKey;
  /** Forgets the secret of a source. Throws when that cannot be kept. */
  forget(id: string): void;
  /** Every secret that is good now or was before the last change: what may be in a delivery. */
  values(): readonly string[];
}
