import { dealsProblem, quoteProblem, snapshotProblem, type Outcome } from '#shared/domain';
import type { Log, Terminal } from '#ports';

type Checked = Pick<Terminal, 'snapshot' | 'refresh' | 'quote' | 'deals' | 'send'> & { readonly problem: string | null };

/**
 * The terminal as the engine may see it. Whatever holds a number that cannot be so (NaN, infinity, more than any account or
 * market has) is left out as unknown, never taken as a value and never as nothing; `problem` tells what it was.
 */
export function soundTerminal(terminal: Terminal, log: Log): Terminal {
  const checked = checkedOf(terminal, log);
  // A proxy, because a terminal has private parts and optional members: everything else stays its own.
  return new Proxy(terminal, {
    get: (target, name): unknown => {
      const value: unknown = Object.hasOwn(checked, name) ? Reflect.get(checked, name) : Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

function checkedOf(terminal: Terminal, log: Log): Checked {
  const problems = new Map<string, string>();
  const checked = <T>(what: string, value: T | null, problemOf: (value: T) => string | null): T | null => {
    const problem = value === null ? null : problemOf(value);
    if (problem === null) {
      if (value !== null) problems.delete(what);
      return value;
    }
    if (problems.get(what) !== problem) log.write('error', 'The terminal told a number that cannot be so', { problem });
    problems.set(what, problem);
    return null;
  };
  const quote: Terminal['quote'] = (symbol) => checked(`quote ${symbol}`, terminal.quote(symbol), quoteProblem);
  return {
    get problem() {
      // A price that nobody asks for any more must not stand in the way for ever.
      for (const what of problems.keys()) if (what.startsWith('quote ')) quote(what.slice('quote '.length));
      return problems.values().next().value?.slice(0, 300) ?? terminal.problem ?? null;
    },
    quote,
    snapshot: () => checked('snapshot', terminal.snapshot(), snapshotProblem),
    refresh: async () => checked('snapshot', await terminal.refresh(), snapshotProblem),
    deals: async (sinceMs) => {
      const deals = await terminal.deals(sinceMs);
      const problem = dealsProblem(deals);
      if (problem !== null) throw new Error(problem);
      return deals;
    },
    send: async (request, taken) => soundOutcome(await terminal.send(request, taken)),
  };
}

/** A fill is a fill whatever price is told with it: the next snapshot has the true one. */
function soundOutcome(outcome: Outcome): Outcome {
  if (outcome.kind !== 'confirmed') return outcome;
  const soundOr = (value: number | null): number | null => (value !== null && Number.isFinite(value) && value > 0 ? value : null);
  return { ...outcome, price: soundOr(outcome.price), volume: soundOr(outcome.volume) };
}
