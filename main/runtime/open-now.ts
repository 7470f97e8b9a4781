import type { Reply } from '#shared/ipc';
import { factsFrom } from './facts.ts';
import type { Runtime } from './runtime.ts';

/** What would stay open without the cockpit, by the terminal and by the ledger, whichever knows of more. */
export function openNow({ cockpit, options: { terminal } }: Runtime): Reply<'system.shutdown'>['open'] {
  const facts = factsFrom(terminal, null);
  return {
    positions: Math.max(cockpit.positions.size, facts.positions.length),
    orders: Math.max(cockpit.openOrders.size, facts.orders.length),
    approvals: cockpit.pending.size,
    known: facts.account !== null && facts.link === 'up',
  };
}

/** A number with its words, as a sentence about what is open begins. */
export const counted = (count: number, one: string, several: string): string =>
  count === 1 ? `1 ${one}` : `${count} ${several}`;
