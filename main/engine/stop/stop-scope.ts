import { profileOfMagic } from '#shared/config';
import { identifierOf, scopeKey, type PendingOrder, type Position, type StopScope } from '#shared/domain';
import type { Certificate } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';
import { magicOf } from '#shared/strategies';
import type { ReadonlyEngine } from '#engine/engine.ts';

export const ACCOUNT: StopScope = { kind: 'account' };
export const scopeOf = ({ scope = ACCOUNT }: Certificate): StopScope => scope;

/** The stop that stands over a scope: its certificate's id, or null where nothing is stopped. */
export function standingStop({ trading, stops }: ReadonlyCockpit, scope: StopScope): string | null {
  if (scope.kind === 'account') return trading.state === 'halted' ? trading.certificateId : null;
  return stops.get(scopeKey(scope))?.certificateId ?? null;
}

/** Not opened by this cockpit: neither our ledger nor its magic number says that it is ours. */
export const isForeign = ({ cockpit }: ReadonlyEngine, held: Position | PendingOrder): boolean =>
  cockpit.positions.get(identifierOf(held))?.foreign ?? profileOfMagic(cockpit.config.strategies, held.magic) === null;

/** Does the stop speak of this? A stop of the whole account touches everything; a narrower one only what is ours. */
export function isInScope(engine: ReadonlyEngine, certificate: Certificate, held: Position | PendingOrder): boolean {
  const scope = scopeOf(certificate);
  switch (scope.kind) {
    case 'account':
      return true;
    case 'symbol':
      return held.symbol === scope.symbol && !isForeign(engine, held);
    case 'strategy':
      return held.magic === magicOf(scope.strategyId) && !isForeign(engine, held);
  }
}

/** Would an entry of this symbol and strategy fall under the scope? */
export const covers = (scope: StopScope, symbol: string, strategyId: string): boolean =>
  scope.kind === 'account' || (scope.kind === 'symbol' ? scope.symbol === symbol : scope.strategyId === strategyId);

/** The scope in words, as a sentence needs it. */
export function scopeText(scope: StopScope): string {
  if (scope.kind === 'account') return 'the account';
  return scope.kind === 'symbol' ? scope.symbol : `strategy ${scope.strategyId}`;
}
