import { createHmac, createSecretKey } from 'node:crypto';
import { z } from 'zod';
import { assert, canonicalJson } from '#shared/lib';

/**
 * How far the journal came, kept outside of it: what a journal that was rolled back, cut or replaced cannot know. It is written
 * after the commit it speaks of, so a journal may be ahead of its anchor, and never behind.
 */
const anchor = z.object({
  /** Grows when the operator goes on from a journal that was behind its anchor: a higher one counts, whatever its `seq`. */
  generation: z.int().nonnegative(),
  seq: z.int().nonnegative(),
  /** Hash of record `seq`. */
  head: z.string(),
  run: z.string(),
  at: z.int().nonnegative(),
  /** How trading stood. With a journal that could not be written: what was latched in memory. */
  trading: z.string(),
  reason: z.string(),
  /** What was open when it was last counted: positions, and their worst loss in account currency. Null: not known. */
  positions: z.int().nullable(),
  openRisk: z.number().nullable(),
});
export type Anchor = z.infer<typeof anchor>;

/** The text of an anchor fits in one sector with this much of the reason, so that a power cut leaves it whole or old. */
const REASON_MAX = 60;

export type AnchorText = {
  /** Its line, signed: HMAC-SHA256(journalKey, 'anchor' and the canonical JSON of the anchor), hex. */
  write(one: Anchor): string;
  /** Null when it is not an anchor, or was not signed with this key. */
  read(text: string): Anchor | null;
};

export function anchorText(key: string): AnchorText {
  assert(key.length > 0, 'the journal key is not empty');
  const secret = createSecretKey(Buffer.from(key, 'utf8'));
  const sign = (one: Anchor): string =>
    createHmac('sha256', secret)
      .update(`anchor${canonicalJson(one)}`)
      .digest('hex');
  return {
    write: (one) => {
      const short = { ...one, reason: one.reason.toWellFormed().slice(0, REASON_MAX).toWellFormed() };
      return JSON.stringify({ ...short, mac: sign(short) });
    },
    read: (text) => {
      const read = anchor.safeParse(jsonOf(text));
      return read.success && sign(read.data) === (jsonOf(text) as { readonly mac?: unknown }).mac ? read.data : null;
    },
  };
}

/** True when `a` is of a later time than `b`. */
const isLater = (a: Anchor, b: Anchor): boolean =>
  a.generation !== b.generation ? a.generation > b.generation : a.seq > b.seq || (a.seq === b.seq && a.at > b.at);

/** `foreign`: something is there, and nothing of it was signed with this key. */
export type KnownAnchor =
  { readonly kind: 'none' } | { readonly kind: 'foreign' } | { readonly kind: 'known'; readonly anchor: Anchor };

/** The latest genuine one of several texts. */
export function latestOf(texts: readonly string[], { read }: AnchorText): KnownAnchor {
  const genuine = texts.flatMap((text) => read(text) ?? []);
  const latest = genuine.reduce<Anchor | null>((best, one) => (best === null || isLater(one, best) ? one : best), null);
  if (latest !== null) return { kind: 'known', anchor: latest };
  return { kind: texts.length === 0 ? 'none' : 'foreign' };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // A torn or foreign text is no anchor.
  }
}
