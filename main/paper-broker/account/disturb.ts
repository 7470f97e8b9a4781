import { draw } from '../chance/index.ts';
import type { Transaction } from './transaction.ts';

/** How often (0..1 each) a message changes places with the next one, comes twice, or never comes. */
export type Disturbance = { readonly swapped: number; readonly doubled: number; readonly lost: number };

/**
 * What of the server's messages arrives, and in which order, on a bad day. MetaTrader promises neither an order nor that
 * every message comes. Returns the messages and the chance to go on with; the same chance gives the same day.
 */
export function disturb(
  told: readonly Transaction[],
  { swapped, doubled, lost }: Disturbance,
  chance: number,
): { readonly told: readonly Transaction[]; readonly chance: number } {
  const happens = (share: number): boolean => {
    const { value, next } = draw(chance);
    chance = next;
    return value < share;
  };
  const arrived: Transaction[] = [];
  for (const one of told) {
    if (happens(lost)) continue;
    arrived.push(one);
    if (happens(doubled)) arrived.push(one);
  }
  for (let at = 1; at < arrived.length; at++) {
    const [before, after] = [arrived[at - 1], arrived[at]];
    if (before !== undefined && after !== undefined && happens(swapped)) [arrived[at - 1], arrived[at]] = [after, before];
  }
  return { told: arrived, chance };
}
