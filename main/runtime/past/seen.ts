import type { Facts, Quote, SymbolSpec } from '#shared/domain';
import type { JournalRecord } from '#shared/events';

/** What the terminal had told by a record: the last whole facts, and the newest price and description of every symbol named so far. */
export type Seen = {
  readonly facts: Facts | null;
  readonly quotes: ReadonlyMap<string, Quote>;
  readonly specs: ReadonlyMap<string, SymbolSpec>;
};
export const NOTHING_SEEN: Seen = { facts: null, quotes: new Map(), specs: new Map() };

const NO_FACTS: Facts = { link: 'up', linkAgeMs: 0, account: null, positions: [], orders: [], quote: null, specs: [] };

/** What is known after further records. */
export function seenAfter(seen: Seen, records: readonly JournalRecord[]): Seen {
  let { facts } = seen;
  const quotes = new Map(seen.quotes);
  const specs = new Map(seen.specs);
  for (const { payload } of records) {
    if ('snapshot' in payload && payload.snapshot !== null) {
      const { account, positions, orders } = payload.snapshot;
      facts = { ...(facts ?? NO_FACTS), account, positions, orders };
    }
    if ('link' in payload && facts !== null) facts = { ...facts, link: payload.link };
    if (!('facts' in payload) || payload.facts === null) continue;
    const { quote, prices = [], specs: described } = payload.facts;
    for (const one of quote === null ? prices : [quote, ...prices]) quotes.set(one.symbol, one);
    for (const spec of described) specs.set(spec.symbol, spec);
    facts = payload.facts;
  }
  return { facts, quotes, specs };
}
