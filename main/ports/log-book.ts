import type { LogLevel } from './small.ts';

/** One line of the log. `fields`: what was written beside the message, as JSON; empty: nothing. */
export type LogLine = { readonly at: number; readonly level: LogLevel; readonly message: string; readonly fields: string };
export type LogQuery = { readonly level: LogLevel; readonly text: string; readonly limit: number };

/** The log as it is kept on disk, in files of a bounded size and number. */
export interface LogBook {
  readonly folder: string;
  /** The newest lines of this level and above with this text in them, newest first. `problem`: why it is not kept or read. */
  tail(query: LogQuery): { readonly lines: readonly LogLine[]; readonly problem: string | null };
  /** Shows the folder to the person at this PC. Rejects, with where it is, where there is no desktop. */
  show(): Promise<void>;
}
