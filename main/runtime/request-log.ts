import type { DoorRefusal } from '#ports';
import type { Custody } from './custody/index.ts';
import { excerptOf } from './excerpt.ts';
import type { Runtime } from './runtime.ts';

/** Refusals of one kind that get a record of their own within a minute; the rest are counted and journaled as one. */
const SINGLE_MAX = 20;
const MINUTE_MS = 60_000;

/** Keeps every refusal at the door on record without letting a flood of them fill the journal. */
export class RequestLog {
  readonly #runtime: Runtime;
  readonly #custody: Custody | null;
  readonly #secrets: () => readonly string[];
  readonly #minute = new Map<string, { begunAt: number; single: number; folded: number; last: DoorRefusal }>();

  constructor(runtime: Runtime, custody: Custody | null, secrets: () => readonly string[]) {
    this.#runtime = runtime;
    this.#custody = custody;
    this.#secrets = secrets;
  }

  add(refusal: DoorRefusal): void {
    const now = this.#runtime.options.clock.monoMs();
    const key = `${refusal.source ?? ''}/${refusal.code}`;
    let seen = this.#minute.get(key);
    if (seen === undefined || now - seen.begunAt >= MINUTE_MS) {
      this.#writeFolded(seen);
      seen = { begunAt: now, single: 0, folded: 0, last: refusal };
      this.#minute.set(key, seen);
    }
    seen.last = refusal;
    if (seen.single < SINGLE_MAX) {
      seen.single += 1;
      this.#write(refusal, 1);
    } else {
      if (seen.folded === 0)
        this.#runtime.options.clock.after(MINUTE_MS, () => {
          this.flush();
        });
      seen.folded += 1;
    }
  }

  flush(): void {
    for (const seen of this.#minute.values()) {
      this.#writeFolded(seen);
      seen.folded = 0;
    }
  }

  #writeFolded(seen: { folded: number; last: DoorRefusal } | undefined): void {
    if (seen !== undefined && seen.folded > 0) this.#write(seen.last, seen.folded);
  }

  #write(refusal: DoorRefusal, count: number): void {
    const { ids, clock } = this.#runtime.options;
    const { code, source, detail, nonce, body, origin, isProven = false } = refusal;
    const correlationId = ids.next('door');
    const about = { at: Math.floor(clock.nowMs()), source, isProven, traceId: correlationId, count };
    this.#custody?.refused({ ...about, ...origin, body: body ?? null }, code, detail);
    if (source === null || !this.#runtime.ready) return; // Before the start is done the journal belongs to the start.
    const excerpt = body === undefined ? {} : { excerpt: excerptOf(body, this.#secrets()) };
    this.#runtime.loop.post('low', {
      actor: source,
      correlationId,
      causationId: null,
      make: () => ({ type: 'intake.refused', payload: { code, source, detail: detail.slice(0, 500), count, nonce, ...excerpt } }),
    });
  }
}
