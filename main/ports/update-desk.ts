/** Where newer versions are asked for; null: nowhere. */
export type UpdateSettings = { readonly feed: string | null; readonly channel: 'stable' | 'beta' };

export type OfferedUpdate = {
  readonly version: string;
  /** ISO 8601, as the feed says it; null: it does not. */
  readonly releasedAt: string | null;
  /** Plain text; '' where the feed has none. */
  readonly notes: string;
  /** Of the installer; null: the feed does not say. */
  readonly bytes: number | null;
};

export type UpdateStanding = {
  readonly state: 'idle' | 'looking' | 'downloading' | 'checking' | 'ready';
  /** When the feed was last asked with these settings, UTC ms; null: not since the start. */
  readonly lookedAt: number | null;
  readonly offered: OfferedUpdate | null;
  /** Bytes, while something is downloaded. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** What the last look or download found, or failed with, in words; null: nothing was asked, or all is well. */
  readonly word: string | null;
};

/**
 * Newer versions of this program. Every act gives null when it is done, or why it is not, in words. Nothing is downloaded or installed
 * unless it is asked for, and nothing at all without a feed.
 */
export interface UpdateDesk {
  standing(settings: UpdateSettings): UpdateStanding;
  /** Asks the feed. */
  look(settings: UpdateSettings): Promise<string | null>;
  /** Fetches what is offered, and checks its hash and signature. */
  download(settings: UpdateSettings): Promise<string | null>;
  /** Ends a download. */
  cancel(): void;
  /** Checks the fetched installer of this version once more. Null: it may be started. */
  check(version: string, settings: UpdateSettings): Promise<string | null>;
  /** Ends the cockpit in order, and starts the installer when the run is sealed. */
  install(): void;
}
