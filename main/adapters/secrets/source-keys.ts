import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { AnchorPlace, SourceKey, SourceKeys } from '#ports';

/** The member of the secrets that holds these. */
const MEMBER = 'sourceKeys';
/** Sources whose secret has a member of its own. */
const OWN_MEMBER: Readonly<Record<string, string>> = { webhook: 'webhookSecret', tradingview: 'tradingviewToken' };

const keys = z.record(
  z.string(),
  z.object({
    secret: z.string().min(16),
    since: z.int().nullable(),
    previous: z.object({ secret: z.string(), until: z.int() }).nullable(),
  }),
);

type Parts = {
  readonly base: { readonly webhookSecret: string; readonly tradingviewToken: string };
  /** Where a member of the secrets is kept; null: nowhere, and what is drawn is forgotten at the end. */
  readonly placeOf: (member: string) => AnchorPlace | null;
  readonly nowMs: () => number;
};

/** The secrets of the sources. Throws, without repeating any of it, where what was kept cannot be read. */
export function sourceKeys({ base, placeOf, nowMs }: Parts): SourceKeys {
  const kept = new Map<string, SourceKey>(Object.entries(readKept(placeOf(MEMBER)?.read() ?? null)));
  const own: Readonly<Record<string, string>> = { webhook: base.webhookSecret, tradingview: base.tradingviewToken };
  // One that was changed by hand in its own member is the one that holds.
  for (const [id, secret] of Object.entries(own))
    if (kept.get(id)?.secret !== secret) kept.set(id, { secret, since: null, previous: null });
  const of = (id: string): SourceKey | null => {
    const key = kept.get(id);
    if (key === undefined) return null;
    return key.previous !== null && key.previous.until <= nowMs() ? { ...key, previous: null } : key;
  };
  return {
    of,
    draw: (id, overlapMs) => {
      const before = of(id);
      const now = Math.floor(nowMs());
      const previous = before === null || overlapMs <= 0 ? null : { secret: before.secret, until: now + overlapMs };
      const next: SourceKey = { secret: randomBytes(32).toString('base64url'), since: now, previous };
      const all = { ...Object.fromEntries(kept), [id]: next };
      placeOf(MEMBER)?.write(JSON.stringify(all));
      const member = OWN_MEMBER[id];
      if (member !== undefined) placeOf(member)?.write(next.secret);
      kept.set(id, next);
      return next;
    },
    forget: (id) => {
      const { [id]: _gone, ...others } = Object.fromEntries(kept);
      placeOf(MEMBER)?.write(JSON.stringify(others));
      kept.delete(id);
    },
    values: () =>
      [...kept.values()].flatMap(({ secret, previous }) => (previous === null ? [secret] : [secret, previous.secret])),
  };
}

function readKept(text: string | null): Readonly<Record<string, SourceKey>> {
  if (text === null) return {};
  try {
    return keys.parse(JSON.parse(text));
  } catch {
    throw new Error(
      'the secrets of the sources cannot be read: put a copy of the secrets back, or remove their member sourceKeys',
    );
  }
}
