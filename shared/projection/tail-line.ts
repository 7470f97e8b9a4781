import type { EventType } from '#shared/events';

/** One line of the journal as the tail shows it. */
export type TailLine = {
  readonly seq: number;
  readonly at: number;
  readonly type: EventType;
  readonly actor: string;
  readonly correlationId: string;
};
