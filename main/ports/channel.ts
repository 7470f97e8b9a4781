/** What the text of a message may name of an alarm, in braces. */
export const MESSAGE_FIELDS = ['level', 'title', 'cause', 'consequence', 'action', 'deadline', 'account', 'time'] as const;
export type MessageField = (typeof MESSAGE_FIELDS)[number];

/** What a person is told through a channel. */
export type ChannelMessage = {
  /** One line: level and title. */
  readonly subject: string;
  /** Plain text, lines separated by `\n`. */
  readonly text: string;
  readonly level: 'critical' | 'high' | 'advisory' | 'test';
};

/** Why a message did not go. `retryAfterMs` null: sending it again would fail the same way until something is changed. */
export class ChannelFault extends Error {
  override readonly name = 'ChannelFault';
  readonly retryAfterMs: number | null;

  constructor(message: string, retryAfterMs: number | null) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/** A way to reach a person: a chat, a mailbox, another program. */
export interface Channel {
  readonly id: string;
  readonly kind: string;
  /** Rejects with a ChannelFault. Its message names the remedy and holds no secret. */
  send(message: ChannelMessage): Promise<void>;
}

/** How a test message went. */
export type ChannelTest = {
  readonly id: string;
  readonly kind: string;
  readonly ok: boolean;
  /** `delivered`, or what to put right. */
  readonly detail: string;
  readonly ms: number;
};
