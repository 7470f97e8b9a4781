/** A broken invariant is a bug in this program. It is never caught to carry on: the runtime halts trading. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** State the rule positively: `assert(lots > 0, 'an order has a volume')`. Stays on in production. */
export function assert(holds: boolean, rule: string): asserts holds {
  if (!holds) throw new InvariantError(`Invariant broken: ${rule}`);
}

/** For the `default:` of a switch over a closed union: a new member then fails to compile until it is handled. */
export function unreachable(value: never): never {
  throw new InvariantError(`Unhandled case: ${JSON.stringify(value)}`);
}

/** The value, known to be there. Use where the surrounding code guarantees it and the compiler cannot see it. */
export function present<T>(value: T | null | undefined, rule: string): T {
  if (value === null || value === undefined) throw new InvariantError(`Invariant broken: ${rule}`);
  return value;
}
