import type { Source } from '#shared/domain';

/** Where the configured sources are kept from one start to the next. */
export interface SourceBook {
  /** As they were read at the start. */
  readonly sources: readonly Source[];
  /** Keeps them for the next start; answers with why it could not, or null. */
  keep(sources: readonly Source[]): string | null;
}
