import type { ServerResponse } from 'node:http';
import type { StreamEnd } from '#shared/api';
import type { Clock, CockpitService, Holder, Log } from '#ports';
import { EventStream, frameOf, type StreamAsk } from './event-stream.ts';

/** As many as windows, and of one token's holder: more is a loop. */
const STREAMS_MAX = 16;
const HOLDERS_MAX = 8;
const SECOND_MS = 1_000;

export type StreamReader = {
  readonly actor: string;
  /** Whom its token stands for now; null: nobody. */
  holder(): Holder | null;
  /** The reader has gone. */
  gone(): void;
};
type Parts = { readonly service: CockpitService; readonly clock: Clock; readonly log: Log };
type Open = { readonly stream: EventStream; readonly actor: string };

/** The streams that are open. They share one ear at the journal and one look at the status, and none of either while there is no stream. */
export class Streams {
  readonly #parts: Parts;
  readonly #open = new Set<Open>();
  #isStopping = false;
  readonly #endings: (() => void)[] = [];
  #cancelSecond: (() => void) | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Why there can be no further stream of this holder; null: there can. */
  full(actor: string): string | null {
    if (this.#isStopping) return 'The cockpit stops.';
    if (this.#open.size >= STREAMS_MAX) return `${STREAMS_MAX} streams are open, and more are not served: close one.`;
    const own = [...this.#open].filter((open) => open.actor === actor).length;
    return own < HOLDERS_MAX ? null : `${HOLDERS_MAX} streams of this token are open: close one, or use a token for each reader.`;
  }

  open(response: ServerResponse, ask: StreamAsk, reader: StreamReader): void {
    const { service, clock, log } = this.#parts;
    const refusal = (): StreamEnd['code'] | null => {
      const holder = reader.holder();
      if (holder === null) return 'bad_token';
      return holder.isExpired ? 'token_expired' : null;
    };
    const open: Open = { actor: reader.actor, stream: new EventStream({ response, service, clock, log, refusal }, ask) };
    response.once('close', () => {
      open.stream.end(null);
      this.#open.delete(open);
      reader.gone();
      if (this.#open.size === 0) this.#rest();
    });
    this.#open.add(open);
    if (this.#open.size === 1) this.#begin();
    open.stream.start();
  }

  /** Ends all of them: their readers come back by themselves. */
  stop(): void {
    this.#isStopping = true;
    for (const { stream } of this.#open) stream.end('stopping');
  }

  #begin(): void {
    this.#endings.push(
      this.#parts.service.onFeed((batch) => {
        for (const { stream } of this.#open) stream.heard(batch);
      }),
    );
    this.#second();
  }

  #rest(): void {
    for (const ending of this.#endings.splice(0)) ending();
    this.#cancelSecond?.();
    this.#cancelSecond = null;
  }

  #second(): void {
    this.#cancelSecond = this.#parts.clock.after(SECOND_MS, () => {
      let text: string | undefined;
      const status = (): string => (text ??= frameOf('status', this.#parts.service.status()));
      for (const { stream } of this.#open) stream.second(status);
      if (this.#open.size > 0) this.#second();
    });
  }
}
