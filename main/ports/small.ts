import type { NewsEvent } from '#shared/domain';

/** Fresh ids for things that come from outside (runs, traces). Ids needed on replay are derived, not drawn. */
export interface Ids {
  next(prefix: string): string;
}

/** The installation's secrets. Never logged, journaled, published or shown, except `operatorToken` in the ready line's address. */
export type Secrets = {
  readonly webhookSecret: string;
  readonly tradingviewToken: string;
  readonly operatorToken: string;
  readonly bridgeToken: string;
  readonly journalKey: string;
};

/** Notifies the trader when the window cannot: operating-system notification, taskbar flash, sound. */
export interface Notifier {
  /** Throws when the notification could not be shown. */
  critical(title: string, body: string): void;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
/** Structured log lines. Fields are redacted by key before they are written. */
export interface Log {
  write(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Scores a signal from named features; a feature that is not given counts as its mean. Rejects when it cannot. */
export interface Model {
  readonly version: string;
  score(features: Readonly<Record<string, number>>): Promise<{ readonly probability: number; readonly version: string }>;
  /** Reloads it from its source. Rejects, and changes nothing, when the source cannot be used. Absent: it cannot be reloaded. */
  restart?(): Promise<void>;
}

/** One reading of the economic calendar. */
export type CalendarReading = {
  readonly source: string;
  /** Sorted by time, at most 2,000. */
  readonly events: readonly NewsEvent[];
  /** Until when (UTC ms) its content speaks for every release; null: it holds no event at all. */
  readonly coversUntil: number | null;
  /** What the trader should know of it: rows left out, a zone that was assumed. */
  readonly notes: readonly string[];
};

/** The economic calendar as its source has it now; null while there is none. Rejects when it cannot be read. */
export interface Calendar {
  read(): Promise<CalendarReading | null>;
}
