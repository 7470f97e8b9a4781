import type { RulebookChoice } from '#shared/config';
import type { Account, AgentId, OrderEffect, OrderRequest, ProblemCode, RefusalCode } from '#shared/domain';
import type { Decision, Input, Message } from '#shared/events';
import type { Setup } from '#engine/market';

/** One input on its way through the engine. `seq` is the sequence number its record will get: ids are derived from it. */
export type Turn = {
  readonly input: Input;
  readonly at: number;
  readonly actor: string;
  readonly correlationId: string;
  readonly seq: number;
  readonly run: string;
};

/** The reply to the caller besides the records: the answer to a submitted signal, or why an act was refused. */
export type Answer =
  | { readonly kind: 'accepted'; readonly signalId: string }
  | { readonly kind: 'duplicate'; readonly signalId: string }
  | { readonly kind: 'malformed'; readonly detail: string }
  | {
      readonly kind: 'invalid';
      readonly issues: readonly { readonly path: string; readonly message: string }[];
      /** The rule of its source that it breaks; absent: it cannot be a signal at all. */
      readonly code?: ProblemCode;
    }
  | { readonly kind: 'rate_limited'; readonly retryAfterMs: number }
  | {
      readonly kind: 'refused';
      readonly code: RefusalCode;
      readonly detail: string;
      /** Each of several reasons by itself. */
      readonly reasons?: readonly string[];
    };

export type Verdict = { readonly decisions: readonly Decision[]; readonly answer: Answer | null };

export const decided = (...decisions: readonly Decision[]): Verdict => ({ decisions, answer: null });
export const refused = (code: RefusalCode, detail: string): Verdict => ({
  decisions: [],
  answer: { kind: 'refused', code, detail },
});

/** What the world has to do once a record is durable. */
export type Effect =
  | { readonly kind: 'deliver'; readonly message: Message }
  | {
      readonly kind: 'send';
      readonly request: OrderRequest;
      readonly effect: OrderEffect;
      /** The rules and the account it was decided by. */
      readonly rulebook: RulebookChoice;
      readonly account: Pick<Account, 'login' | 'server'> | null;
    }
  | { readonly kind: 'probe'; readonly clientOrderId: string }
  | { readonly kind: 'refresh'; readonly afterMs?: number }
  /** Health check of an agent; its result comes back under the recovery's id. */
  | { readonly kind: 'check'; readonly agent: AgentId; readonly recoveryId: string }
  /** Restart this agent. */
  | { readonly kind: 'restart'; readonly agent: AgentId; readonly recoveryId: string }
  /** The trader vouched for the PC's clock: time goes by it from now on. */
  | { readonly kind: 'trust-clock' }
  /** Run the timer turn now: work may have become due. */
  | { readonly kind: 'wake' }
  | { readonly kind: 'propose'; readonly setup: Setup }
  | { readonly kind: 'notify'; readonly title: string; readonly body: string };
