import { identifierOf, specOf, type Account, type Facts, type Position } from '#shared/domain';
import { withLedger } from '#engine/exposure';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { marginPerLot } from '#engine/sizing';

/** The engine and the facts with one position closed at the price of this moment: what an entry in its place would be judged by. */
export function asIfClosed(
  engine: ReadonlyEngine,
  seen: Facts,
  position: Position,
): { readonly engine: ReadonlyEngine; readonly facts: Facts } {
  const identifier = identifierOf(position);
  const positions = new Map(engine.cockpit.positions);
  positions.delete(identifier);
  const cockpit = { ...engine.cockpit, positions };
  const facts = withLedger(cockpit, { ...seen, positions: seen.positions.filter((one) => identifierOf(one) !== identifier) });
  const account = facts.account === null ? null : accountWithout(facts.account, position, facts);
  return { engine: { ...engine, cockpit }, facts: { ...facts, account } };
}

/** What floated is booked, and the position's margin is free. Closing costs what it costs: the entry is judged again then. */
function accountWithout(account: Account, { symbol, direction, entry, volume, profit, swap }: Position, facts: Facts): Account {
  const spec = specOf(facts, symbol);
  const margin = spec === null ? null : marginPerLot(entry, direction, spec, account);
  const freed = margin === null || margin.by === 'unknown' ? 0 : Math.min(account.margin, margin.perLot * volume);
  const left = account.margin - freed;
  const balance = account.balance + profit + swap;
  return { ...account, balance, margin: left, freeMargin: account.equity - left };
}
