/** The version of a record's shape that is written now. What an older one looked like is known to `upcast` alone. */
export const RECORD_VERSION = 2;
/** The versions that are read. */
export const RECORD_VERSIONS = [1, RECORD_VERSION] as const;

/** Where records of version 1 hold an order's name of that time: the members that lead to one, at any depth. */
const LEADS_TO_ORDERS: ReadonlySet<string> = new Set([
  ...['facts', 'snapshot', 'result', 'request', 'position', 'deal', 'order'],
  ...['positions', 'orders', 'deals', 'history', 'recentDeals'],
  // What U4 found.
  ...['decision', 'findings'],
]);

/** What version 1 wrote into every breaker, whatever its state, and the states in which it means something. */
const FIELDS_OF: Readonly<Record<string, readonly string[]>> = {
  successes: ['HALF_OPEN'],
  probing: ['HALF_OPEN'],
  reopensAt: ['OPEN'],
  cause: ['OPEN'],
  slow: ['CLOSED'],
  unknown: ['CLOSED'],
  failingSince: ['CLOSED'],
};

/**
 * A payload of an older version in today's shape. Version 1 called the client order id (FIX ClOrdID) `cid`, and gave a breaker
 * the fields of all its states. Hashes and signatures are over what is stored and are checked before; what the trader's own
 * signal carries is left as it came.
 */
export const upcast = (version: number, payload: unknown): unknown =>
  version === 1 ? withOwnFields(withClientOrderId(payload)) : payload;

function withOwnFields(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null || !('breaker' in payload)) return payload;
  const { breaker } = payload;
  if (typeof breaker !== 'object' || breaker === null || !('state' in breaker)) return payload;
  const own = Object.entries(breaker).filter(([field]) => FIELDS_OF[field]?.includes(String(breaker.state)) ?? true);
  return { ...payload, breaker: Object.fromEntries(own) };
}

function withClientOrderId(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withClientOrderId);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, of]) =>
      key === 'cid' ? ['clientOrderId', of] : [key, LEADS_TO_ORDERS.has(key) ? withClientOrderId(of) : of],
    ),
  );
}
