import type { SignalSource } from '#shared/domain';

/** What came to the door so far. */
export type IntakeCounts = {
  readonly received: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly authFailures: number;
  readonly rateLimited: number;
  readonly lastReceivedAt: number | null;
  readonly rejected: Readonly<Record<string, number>>;
  readonly perSource: Readonly<Record<string, number>>;
  /** The same by the id of the source. Absent in a state that was kept before it was counted. */
  readonly bySource?: Readonly<Record<string, SourceCounts>>;
  /** The last that were turned away, newest last. Absent in a state that was kept before they were. */
  readonly turnedAway?: readonly TurnedAway[];
};

/** Something that came to the door and became no signal. `count`: so many alike, of which this was the last. */
export type TurnedAway = {
  readonly at: number;
  readonly source: SignalSource;
  readonly code: string;
  readonly text: string;
  readonly excerpt: string | null;
  readonly count: number;
  /** It was to end a trade, of this symbol where that could be told. */
  readonly ends?: { readonly symbol: string | null } | undefined;
};

/** What came of one source so far. */
export type SourceCounts = {
  readonly received: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly refused: number;
  /** When its sender was heard last: with the right secret. Null: never. */
  readonly lastAt: number | null;
  /** The last that was refused. */
  readonly refusal: { readonly at: number; readonly code: string; readonly text: string } | null;
};
