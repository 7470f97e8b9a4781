import type { Account, Facts } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { ReadonlyEngine } from '#engine/engine.ts';
import type { Turn } from '#engine/turn.ts';
import { halt } from './stop.ts';

/** What a closing of the engine's own is decided on: the account is known and the terminal is there. Null: it is not. */
export const seenAccount = (facts: Facts | null): (Facts & { readonly account: Account }) | null =>
  facts === null || facts.account === null || facts.link === 'down' ? null : { ...facts, account: facts.account };

/** Halts trading and closes everything for a reason of the engine's own; nothing when that is under way or done already. */
export function closeAll(
  engine: ReadonlyEngine,
  turn: Turn,
  { account, positions, orders }: Facts & { readonly account: Account },
  reason: string,
): readonly Decision[] {
  const { trading, certificates } = engine.cockpit;
  const current = trading.certificateId === null ? undefined : certificates.get(trading.certificateId);
  if (trading.state === 'halted' && current?.flatten === true) return [];
  const snapshot = { at: turn.at, account, positions: [...positions], orders: [...orders] };
  return halt(engine, { ...turn, actor: 'engine' }, { reason, flatten: true, snapshot }).decisions;
}
