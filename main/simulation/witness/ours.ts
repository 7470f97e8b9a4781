import type { OrderRequest, Position, StopScope } from '#shared/domain';

/** The profiles of every story by the magic numbers that their orders carry, as the witnesses know them by themselves. */
const STRATEGIES: ReadonlyMap<number, string> = new Map([
  [770_000_001, 'm5_bos'],
  [770_000_002, 'm1_retest'],
  [770_000_060, 'by_hand'],
  [779_741_227, 'second_profile'],
]);

/** What is needed to say whose an order or a position is. */
type Marked = { readonly symbol: string; readonly magic: number };

/** The strategy that a magic number stands for; null when it is not ours. */
export const strategyBehind = (magic: number): string | null => STRATEGIES.get(magic) ?? null;
/** The cockpit's own numbers: those of registered strategies, and those of profiles with a name of their own. */
export const isOurs = ({ magic }: Pick<Marked, 'magic'>): boolean =>
  (magic > 770_000_000 && magic < 770_000_090) || (magic >= 771_000_000 && magic < 780_000_000);

/** Could more be lost once this is done? `held`: the position it speaks of, as the broker has it. A stop may only come nearer. */
export function addsRisk(request: OrderRequest, held: Pick<Position, 'direction' | 'stopLoss'> | null): boolean {
  // Other terms of a waiting order are an entry's: where it is filled, and what is lost from there.
  if (request.op !== 'modify') return request.op === 'open' || request.op === 'replace';
  if (request.stopLoss === null || held === null) return true;
  if (held.stopLoss === null) return false;
  return held.direction === 'BUY' ? request.stopLoss <= held.stopLoss : request.stopLoss >= held.stopLoss;
}

/** True where a stop of this scope speaks of the order or position: the account's of everything, a narrower one of ours alone. */
export function isCovered(scope: StopScope, held: Marked): boolean {
  if (scope.kind === 'account') return true;
  if (scope.kind === 'symbol') return scope.symbol === held.symbol && isOurs(held);
  return strategyBehind(held.magic) === scope.strategyId;
}
