import { identifierOf } from '#shared/domain';
import type { Decision, Payload } from '#shared/events';
import type { LedgerPosition } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { levelTriesFor } from '#engine/orders';
import type { Turn } from '#engine/turn.ts';

/** How it went on with positions that were without a stop, from what the turn decided about the ledger. */
export function protectionTold({ cockpit }: ReadonlyEngine, turn: Turn, decisions: readonly Decision[]): readonly Decision[] {
  const told = (held: LedgerPosition | undefined, how: Payload<'position.protected'>['how'], what: string): Decision[] => {
    if (held?.bare === undefined) return [];
    const { ticket, symbol } = held.position;
    const seconds = Math.round(Math.max(0, turn.at - held.bare.since) / 100) / 10;
    return [
      {
        type: 'position.protected',
        payload: { ticket: identifierOf(held.position), symbol, how, text: `${symbol} ${ticket} ${what} after ${seconds} s` },
      },
    ];
  };
  return decisions.flatMap((one) => {
    if (one.type === 'position.closed')
      return told(cockpit.positions.get(one.payload.trade.ticket), 'closed', 'without a stop is gone');
    if (one.type !== 'position.changed' || one.payload.position.stopLoss === null) return [];
    const { stopLoss } = one.payload.position;
    const identifier = identifierOf(one.payload.position);
    const held = cockpit.positions.get(identifier);
    const asked = held?.bare === undefined ? 0 : levelTriesFor(cockpit, identifier, held.bare.since).length;
    const by = asked === 0 ? 'set at the terminal' : `asked for ${asked === 1 ? 'once' : `${asked} times`}`;
    return told(held, 'set', `has its stop ${stopLoss} again, ${by},`);
  });
}
