import type { Holder } from '#ports';
import type { Runtime } from './runtime.ts';

/** Who has a token with this hash; null: nobody, or no longer. */
export function holderOf({ cockpit, options: { clock } }: Runtime, hash: string): Holder | null {
  for (const token of cockpit.tokens.values())
    if (token.hash === hash)
      return { actor: `operator:${token.name}`, role: token.role, isExpired: token.expiresAt <= clock.nowMs() };
  return null;
}
