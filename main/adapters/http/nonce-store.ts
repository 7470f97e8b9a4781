import { WINDOW_MS } from './signature.ts';

/** A timestamp may be a window ahead when its nonce is used and is taken until a window behind: two windows, and a second. */
const KEEP_MS = 2 * WINDOW_MS + 1_000;
/** Only authentic requests get here; a sender that signs more than this within a minute is told to slow down. */
const MAX = 50_000;

/** Nonces used in the window. Times are monotonic, so that a step of the wall clock forgets nothing early. */
export type NonceStore = {
  /** Takes a nonce: 'taken' once, then 'replayed'. 'full' rather than forgetting one that could still be replayed. */
  take(nonce: string, monoMs: number): 'taken' | 'replayed' | 'full';
  readonly size: number;
};

export function nonceStore(max: number = MAX): NonceStore {
  const usedAt = new Map<string, number>();
  return {
    take: (nonce, monoMs) => {
      for (const [old, at] of usedAt) {
        if (monoMs - at <= KEEP_MS) break;
        usedAt.delete(old);
      }
      if (usedAt.has(nonce)) return 'replayed';
      if (usedAt.size >= max) return 'full';
      usedAt.set(nonce, monoMs);
      return 'taken';
    },
    get size() {
      return usedAt.size;
    },
  };
}
