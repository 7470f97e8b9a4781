import type { ServerResponse } from 'node:http';
import type { Clock, CockpitService, Log } from '#ports';
import { EVENT_TYPES, type JournalRecord } from '#shared/events';
import type { GapNotice, StreamEnd, StreamKind } from '#shared/api';

/** Records that are read from the journal in one turn of the loop, for a reader that is behind. */
const PAGE = 100;
/** Bytes that may wait for the reader; while they do, nothing more is read for it. */
export const WAITING_MAX = 256 * 1024;
/** A reader that has not taken all of them after so long is cut: it resumes where it was. */
export const SLOW_MS = 30_000;
/** How often a stream says that it is alive, and how far it is. In seconds. */
const BEAT_EVERY = 15;
/** So many records are sent again at most; what is older is told of as a gap. */
export const RESUME_MAX = 10_000;

export type StreamParts = {
  readonly response: ServerResponse;
  readonly service: Pick<CockpitService, 'events'>;
  readonly clock: Pick<Clock, 'after' | 'soon'>;
  readonly log: Log;
  /** Why the reader may not read on; null: it may. */
  refusal(): StreamEnd['code'] | null;
};
export type StreamAsk = {
  /** The last record that the reader has; null: from now on. */
  readonly since: number | null;
  readonly kinds: readonly StreamKind[];
  /** Record types; null: all. */
  readonly types: readonly string[] | null;
  /** Seconds between two looks at the status. */
  readonly statusEvery: number;
  /** The newest record there is. */
  readonly newest: number;
};

/**
 * One reader's Server-Sent Events. Records come in order and at the reader's own speed: what it has not taken is not kept for it
 * but read again from the journal, so a slow one costs no memory and misses nothing.
 */
export class EventStream {
  readonly #parts: StreamParts;
  readonly #ask: StreamAsk;
  /** What is asked of the journal; null: every type. Empty: no record at all. */
  readonly #types: readonly string[] | null;
  #at: number;
  #newest: number;
  #seconds = 0;
  #isOver = false;
  #isPumping = false;
  #cancelSlow: (() => void) | null = null;

  constructor(parts: StreamParts, ask: StreamAsk) {
    this.#parts = parts;
    this.#ask = ask;
    this.#types = typesOf(ask);
    this.#newest = ask.newest;
    this.#at = Math.max(Math.min(ask.since ?? ask.newest, ask.newest), ask.newest - RESUME_MAX);
  }

  start(): void {
    const { response } = this.#parts;
    this.#send('retry: 2000\n\n');
    const gap = gapOf(this.#ask, this.#at);
    if (gap !== null) this.#send(`id: ${String(this.#at)}\n${frameOf('gap', gap)}`);
    response.on('drain', () => {
      this.#cancelSlow?.();
      this.#cancelSlow = null;
      this.#pump();
    });
    this.#pump();
  }

  /** Records that are on disk since now. */
  heard(batch: readonly JournalRecord[]): void {
    this.#newest = Math.max(this.#newest, batch.at(-1)?.seq ?? 0);
    if (this.#endIfRefused()) return;
    // A reader that has all before them needs no look into the journal.
    if (!this.#isPumping && this.#at + 1 === batch[0]?.seq) this.#take(batch);
    this.#pump();
  }

  /** One second has passed. `status` is asked for only where it is shown. */
  second(status: () => string): void {
    if (this.#endIfRefused()) return;
    const { kinds, statusEvery } = this.#ask;
    if (kinds.includes('status') && this.#seconds % statusEvery === 0 && !this.#isFull()) this.#send(status());
    this.#seconds += 1;
    // An id without data moves the reader's place and shows nothing: it resumes there, also where nothing it wants has happened.
    if (this.#seconds % BEAT_EVERY === 0 && !this.#isFull()) this.#send(`: beat\nid: ${String(this.#at)}\n\n`);
  }

  /** Ends it in order, with the reason; null: the reader has gone. */
  end(code: StreamEnd['code'] | null): void {
    if (this.#isOver) return;
    if (code !== null) this.#send(frameOf('end', { code } satisfies StreamEnd));
    this.#isOver = true;
    this.#cancelSlow?.();
    this.#parts.response.end();
  }

  #endIfRefused(): boolean {
    const refusal = this.#isOver ? null : this.#parts.refusal();
    if (refusal !== null) this.end(refusal);
    return this.#isOver;
  }

  /** Sends what the journal has more, a page a turn, until there is no more or the reader has enough to take. */
  #pump(): void {
    if (this.#isOver || this.#isPumping || this.#at >= this.#newest || this.#isFull()) return;
    const [since, newest] = [this.#at, this.#newest];
    const page = this.#types?.length === 0 ? [] : this.#parts.service.events({ ...ANY, since, limit: PAGE, types: this.#types });
    this.#take(page);
    // All of the page was taken, and there was no more to read.
    if (page.length < PAGE && this.#at === (page.at(-1)?.seq ?? since)) this.#at = Math.max(this.#at, newest);
    if (this.#at >= this.#newest) return;
    this.#isPumping = true;
    this.#parts.clock.soon(() => {
      this.#isPumping = false;
      this.#pump();
    });
  }

  #take(records: readonly JournalRecord[]): void {
    for (const record of records) {
      if (this.#isFull()) return;
      this.#at = record.seq;
      if (this.#types?.includes(record.type) !== false) this.#send(textOf(record));
    }
  }

  #isFull(): boolean {
    if (this.#parts.response.writableLength <= WAITING_MAX) return false;
    this.#cancelSlow ??= this.#parts.clock.after(SLOW_MS, () => {
      this.#parts.log.write('warn', 'a reader of the stream is too slow and was cut', { code: 'stream_cut', at: this.#at });
      this.#isOver = true;
      this.#parts.response.destroy();
    });
    return true;
  }

  #send(text: string): void {
    if (!this.#isOver) this.#parts.response.write(text);
  }
}

const ANY = { correlationId: null, from: null, to: null } as const;
const kindOf = (type: string): StreamKind => (type.startsWith('alarm.') ? 'alarm' : 'record');

function typesOf({ kinds, types }: StreamAsk): readonly string[] | null {
  if (types === null && kinds.includes('record') && kinds.includes('alarm')) return null;
  return (types ?? EVENT_TYPES).filter((type) => kinds.includes(kindOf(type)));
}

/** What a reader that comes back does not get: a journal that is shorter than what it has seen is another one. */
function gapOf({ since, newest }: StreamAsk, at: number): GapNotice | null {
  if (since === null || since === at) return null;
  return { reason: since > newest ? 'another_journal' : 'too_far_back', asked: since, resumesAfter: at };
}

/** An event as it goes over the wire. JSON has no line breaks of its own. */
export const frameOf = (event: string, data: unknown): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Made once for all readers. */
const texts = new WeakMap<JournalRecord, string>();
function textOf(record: JournalRecord): string {
  const known = texts.get(record) ?? `id: ${String(record.seq)}\n${frameOf(kindOf(record.type), record)}`;
  texts.set(record, known);
  return known;
}
