import type { ProblemCode, SignalSource } from '#shared/domain';
import { excerptOf } from './excerpt.ts';
import type { Runtime } from './runtime.ts';

type Refusal = {
  readonly code: ProblemCode;
  readonly source: SignalSource;
  readonly detail: string;
  readonly nonce: string | null;
  readonly body?: string;
};

/** Refusals of one kind that get a record of their own within a minute; the rest are counted and journaled as one. */
const SINGLE_MAX = 20;
const MINUTE_MS = 60_000;

/** Keeps every refusal at the door on record without letting a flood of them fill the journal. */
export class RequestLog {
  readonly #runtime: Runtime;
  readonly #minute = new Map<string, { begunAt: number; single: number; folded: number; last: Refusal }>();

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  add(refusal: Refusal): void {
    const now = this.#runtime.options.clock.monoMs();
    const key = `${refusal.source}/${refusal.code}`;
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

  #writeFolded(seen: { folded: number; last: Refusal } | undefined): void {
    if (seen !== undefined && seen.folded > 0) this.#write(seen.last, seen.folded);
  }

  #write({ code, source, detail, nonce, body }: Refusal, count: number): void {
    if (!this.#runtime.ready) return; // Before the start is done the journal belongs to the start.
    const { ids } = this.#runtime.options;
    const excerpt = body === undefined ? {} : { excerpt: excerptOf(body) };
    this.#runtime.loop.post('low', {
      actor: source,
      correlationId: ids.next('door'),
      causationId: null,
      make: () => ({ type: 'intake.refused', payload: { code, source, detail: detail.slice(0, 500), count, nonce, ...excerpt } }),
    });
  }
}
