import { messageOf } from '#shared/lib';
import { ChannelFault, type Channel, type ChannelMessage, type Clock, type Log } from '#ports';

/** Messages that wait at most; with more, the oldest of the lowest level goes. */
const WAITING_MAX = 100;
/** What is older is no news: the window has it. */
const STALE_MS = 3_600_000;
const HOUR_MS = 3_600_000;

type Waiting = { readonly message: ChannelMessage; readonly at: number };
export type ChannelView = {
  readonly id: string;
  readonly kind: string;
  readonly waiting: number;
  readonly sent: number;
  /** Left out: too many, too old, or refused for good. */
  readonly dropped: number;
  readonly lastSentAt: number | null;
  /** Why the newest attempt failed; null once one succeeded. */
  readonly problem: string | null;
};

/** Sends the messages of one channel one after the other: so many an hour, later again when it failed for the moment. */
export class ChannelQueue {
  readonly #channel: Channel;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #perHour: number;
  #waiting: Waiting[] = [];
  /** When those of the last hour went, monotonic. */
  #went: number[] = [];
  #leftOut = 0;
  #isBusy = false;
  #cancel: (() => void) | null = null;
  #sent = 0;
  #dropped = 0;
  #lastSentAt: number | null = null;
  #problem: string | null = null;

  constructor(channel: Channel, { clock, log, perHour }: { readonly clock: Clock; readonly log: Log; readonly perHour: number }) {
    this.#channel = channel;
    this.#clock = clock;
    this.#log = log;
    this.#perHour = perHour;
  }

  add(message: ChannelMessage): void {
    this.#waiting.push({ message, at: this.#clock.monoMs() });
    if (this.#waiting.length > WAITING_MAX) this.#leaveOneOut();
    this.#go();
  }

  view(): ChannelView {
    const { id, kind } = this.#channel;
    return {
      id,
      kind,
      waiting: this.#waiting.length,
      sent: this.#sent,
      dropped: this.#dropped,
      lastSentAt: this.#lastSentAt,
      problem: this.#problem,
    };
  }

  /** Past the queue and its limit. Why it failed; null when it went. */
  async test(message: ChannelMessage): Promise<string | null> {
    try {
      await this.#channel.send(message);
      this.#succeeded();
      return null;
    } catch (error) {
      this.#problem = messageOf(error);
      return this.#problem;
    }
  }

  close(): void {
    this.#cancel?.();
    this.#waiting = [];
  }

  #leaveOneOut(): void {
    const lowest = ['advisory', 'high', 'critical'].find((level) => this.#waiting.some(({ message }) => message.level === level));
    const at = this.#waiting.findIndex(({ message }) => message.level === lowest);
    this.#waiting.splice(Math.max(0, at), 1);
    this.#drop(1);
  }

  #drop(count: number): void {
    this.#dropped += count;
    this.#leftOut += count;
  }

  #go(): void {
    if (this.#isBusy || this.#cancel !== null) return;
    const now = this.#clock.monoMs();
    const fresh = this.#waiting.filter(({ at }) => now - at < STALE_MS);
    this.#drop(this.#waiting.length - fresh.length);
    this.#waiting = fresh;
    const [first] = fresh;
    if (first === undefined) return;
    this.#went = this.#went.filter((at) => now - at < HOUR_MS);
    const [oldest] = this.#went;
    // The last place of an hour is kept for what is critical.
    const limit = first.message.level === 'critical' ? this.#perHour : Math.max(1, this.#perHour - 1);
    if (oldest !== undefined && this.#went.length >= limit) this.#again(HOUR_MS - (now - oldest));
    else void this.#send(first);
  }

  async #send(first: Waiting): Promise<void> {
    this.#isBusy = true;
    try {
      await this.#channel.send(this.#withLeftOut(first.message));
      this.#went.push(this.#clock.monoMs());
      this.#leftOut = 0;
      this.#done(first);
      this.#succeeded();
    } catch (error) {
      this.#failed(first, error);
    }
    this.#isBusy = false;
    this.#go();
  }

  #succeeded(): void {
    this.#sent += 1;
    this.#lastSentAt = Math.floor(this.#clock.nowMs());
    this.#problem = null;
  }

  #failed(first: Waiting, error: unknown): void {
    this.#problem = messageOf(error);
    this.#log.write('warn', 'A message did not reach its channel', { channel: this.#channel.id, why: this.#problem });
    const retryAfterMs = error instanceof ChannelFault ? error.retryAfterMs : null;
    if (retryAfterMs === null) {
      this.#done(first);
      this.#drop(1);
    } else this.#again(Math.max(1_000, retryAfterMs));
  }

  #done(first: Waiting): void {
    this.#waiting = this.#waiting.filter((one) => one !== first);
  }

  #again(delayMs: number): void {
    this.#cancel = this.#clock.after(delayMs, () => {
      this.#cancel = null;
      this.#go();
    });
  }

  #withLeftOut(message: ChannelMessage): ChannelMessage {
    if (this.#leftOut === 0) return message;
    return { ...message, text: `${message.text}\n(${this.#leftOut} earlier messages were left out: open the cockpit)` };
  }
}
