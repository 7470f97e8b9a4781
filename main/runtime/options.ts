import type { Config, RulebookChoice } from '#shared/config';
import type { RunMode, Source } from '#shared/domain';
import type { Calendar, Clock, Ids, Journal, JournalWatch, Log, Model, Notifier, Terminal } from '#ports';

/** What a host gives the runtime: the ports made real, and how often to look. */
export type RuntimeOptions = {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly journal: Journal;
  /** Looks after the journal on its disk; absent where it has none. */
  readonly journalWatch?: JournalWatch;
  readonly terminal: Terminal;
  readonly log: Log;
  readonly notifier: Notifier;
  /** Null: there is none, and U2 scores by its rule. */
  readonly model: Model | null;
  /** Null: there is none. */
  readonly calendar: Calendar | null;
  readonly run: string;
  readonly version: string;
  readonly mode: RunMode;
  readonly config: Config;
  /** The configured sources; absent: those on record stay. */
  readonly sources?: readonly Source[];
  /** What the last run was about to keep in their place; null or absent: nothing. */
  readonly sourcesBegun?: readonly Source[] | null;
  /** Keeps a choice for the next start; answers with why it could not, or null. Absent: there is no next start. */
  keepRulebook?(choice: RulebookChoice): string | null;
  /** How the run before this one ended; null when there was none. */
  readonly previous: { readonly run: string; readonly sealed: boolean } | null;
  /** How often the engine looks at the clock and the account, and how often the terminal is asked for a snapshot. */
  readonly pulseMs: number;
  readonly refreshMs: number;
  /** Closed M1 bars a symbol is warmed up with. */
  readonly warmUpBars: number;
  /** Called on a broken invariant: trading is halted, no position was closed; the host must seal and exit. */
  onBug(error: Error): void;
};
