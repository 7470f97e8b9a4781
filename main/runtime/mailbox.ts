import type { Lane } from '#shared/domain';
import type { Input } from '#shared/events';
import { Lanes, type Answer } from '#engine';

/** How a turn ended for the one who asked: what the engine answered, or why it could not be made durable. */
export type TurnResult =
  | { readonly kind: 'done'; readonly answer: Answer | null; readonly seq: number }
  | { readonly kind: 'lost'; readonly code: 'lane_full' | 'journal_unavailable'; readonly detail: string };

/** One thing to bring before the engine. `make` runs at the turn itself, so that facts are as fresh as the decision. */
export type Mail = {
  readonly actor: string;
  readonly correlationId: string;
  readonly causationId: string | null;
  make(): Input;
  done?(result: TurnResult): void;
};

export type Mailbox = Lanes<Mail>;
export const createMailbox = (): Mailbox => new Lanes<Mail>();
export type { Lane };
