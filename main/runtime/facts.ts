import type { Deal, Facts, SymbolSpec } from '#shared/domain';
import type { Input } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';
import type { Terminal } from '#ports';

/** A fresh price of the subject, the account, and what money per tick means for everything that is open: what a decision is made on. */
export function factsFrom(terminal: Terminal, symbol: string | null): Facts {
  const { state, ageMs } = terminal.link();
  const snapshot = terminal.snapshot();
  const symbols = new Set([
    ...(symbol === null ? [] : [symbol]),
    ...(snapshot?.positions ?? []).map((held) => held.symbol),
    ...(snapshot?.orders ?? []).map((held) => held.symbol),
  ]);
  const quote = symbol === null ? null : terminal.quote(symbol);
  const opensAt = symbol === null ? null : terminal.opensAt(symbol);
  const problem = terminal.problem ?? null;
  const obstacle = terminal.obstacle ?? null;
  const caps = symbol === null ? null : (terminal.caps ?? null); // Only an entry asks for them.
  return {
    link: state,
    linkAgeMs: Math.max(0, Math.round(ageMs)),
    account: snapshot?.account ?? null,
    positions: [...(snapshot?.positions ?? [])],
    orders: [...(snapshot?.orders ?? [])],
    quote,
    ...(problem === null ? {} : { unsound: problem }),
    ...(obstacle === null ? {} : { obstacle }),
    ...(caps === null ? {} : { caps }),
    ...(opensAt === null ? {} : { opensAt }),
    specs: [...symbols].map((name) => terminal.spec(name)).filter((spec): spec is SymbolSpec => spec !== null),
  };
}

/** All deals since a moment, with the account of the moment they were asked for; null when they could not be read. */
export type DealsThen = { readonly deals: readonly Deal[]; readonly since: number; readonly facts: Facts } | null;

/** A look at the clock, with the newest prices of symbols in which positions are managed. `read` instead of the facts of now. */
export function timeReached(
  { positions }: ReadonlyCockpit,
  terminal: Terminal,
  read: DealsThen = null,
): Extract<Input, { type: 'time.reached' }> {
  if (read !== null)
    return { type: 'time.reached', payload: { facts: read.facts, recentDeals: [...read.deals], dealsSince: read.since } };
  const managed = [...positions.values()].filter(({ plan }) => plan !== undefined).map(({ position }) => position.symbol);
  const prices = [...new Set(managed)].map((symbol) => terminal.quote(symbol)).filter((quote) => quote !== null);
  const facts = factsFrom(terminal, null);
  return { type: 'time.reached', payload: { facts: prices.length === 0 ? facts : { ...facts, prices }, recentDeals: null } };
}
