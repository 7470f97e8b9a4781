import type { DeliveryStore, DeliveryTrial, SubmitAnswer } from '#ports';
import { DELIVERY_MAX, type Delivery } from '#shared/domain';
import { spelledOut, unreachable } from '#shared/lib';
import { redacted } from './redacted.ts';
import { remedyOf } from './remedy.ts';

/** A delivery as the door saw it, and what became known of it. */
export type Kept = Pick<Delivery, 'at' | 'source' | 'isProven' | 'traceId'> & {
  readonly route?: string | undefined;
  readonly peer?: string | null | undefined;
  readonly body: string | null;
  readonly bytes?: number | undefined;
  readonly count?: number;
  readonly ms?: number | null;
};
type Fate = Pick<Delivery, 'fate' | 'code' | 'reason' | 'signalId'>;

/** Keeps what came to the doors. Secrets are taken out before anything is kept. */
export class Custody {
  readonly #store: DeliveryStore;
  readonly #secrets: () => readonly string[];

  constructor(store: DeliveryStore, secrets: () => readonly string[]) {
    this.#store = store;
    this.#secrets = secrets;
  }

  answered(kept: Kept, answer: SubmitAnswer): void {
    this.#keep(kept, fateOf(answer));
  }

  refused(kept: Kept, code: string, reason: string): void {
    this.#keep(kept, { fate: 'refused', code, reason, signalId: null });
  }

  /** A test: what it was understood as, and what it would have come to. */
  tested(kept: Kept, { read, judged }: DeliveryTrial): void {
    const told = [read.text, read.mend, judged?.text].flatMap((text) => text ?? []);
    this.#keep(kept, { fate: 'test', code: null, reason: told.join(' | '), signalId: null });
  }

  #keep({ body, bytes, route = '', peer = null, count = 1, ms = null, ...kept }: Kept, { code, reason, ...fate }: Fate): void {
    const secrets = this.#secrets();
    const clean = (text: string, max: number): string => redacted(text, secrets).slice(0, max);
    const text = body === null ? null : redacted(body, secrets).toWellFormed();
    this.#store.add({
      ...kept,
      ...fate,
      route: clean(route, 300),
      peer: peer?.slice(0, 64) ?? null,
      body: text?.slice(0, DELIVERY_MAX) ?? null,
      bytes: bytes ?? (body === null ? 0 : Buffer.byteLength(body)),
      isCut: (text?.length ?? 0) > DELIVERY_MAX,
      code: code?.slice(0, 60) ?? null,
      reason: reason === null ? null : clean(spelledOut(reason), 1_000),
      remedy: code === null ? null : remedyOf(code),
      count,
      ms,
    });
  }
}

/** What a sender was told, as what became known of its delivery. */
function fateOf(answer: SubmitAnswer): Fate {
  const refused = (code: string, reason: string): Fate => ({ fate: 'refused', code, reason, signalId: null });
  switch (answer.kind) {
    case 'accepted':
      return { fate: 'accepted', code: null, reason: null, signalId: answer.signalId };
    case 'duplicate':
      return { fate: 'duplicate', code: null, reason: `Repeats ${answer.signalId}`, signalId: answer.signalId };
    case 'malformed':
      return refused('malformed', answer.detail);
    case 'invalid':
      return refused(
        answer.code ?? 'invalid_signal',
        answer.issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; '),
      );
    case 'rate_limited':
      return refused('rate_limited', 'Too many signals within a minute.');
    case 'share_used':
      return refused('source_limit', 'Its source sends more than its share while more comes in than can be decided.');
    case 'refused':
    case 'unavailable':
      return refused(answer.code, answer.detail);
    default:
      return unreachable(answer);
  }
}
