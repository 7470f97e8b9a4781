import type { Mutant } from './mutants.ts';

/** A change that no test can notice, because nothing that can be observed changes; the reason says why. */
export interface Equivalent {
  path: string;
  /** The source line as it stands, or a part of it: it survives what moves around it. */
  line: string;
  /** What stood there and what stands there now, as `npm run mutate` prints them. */
  from: string;
  to: string;
  reason: string;
}

export const EQUIVALENTS: readonly Equivalent[] = [
  {
    path: 'main/engine/controller/lanes.ts',
    line: 'ring.items[ring.head] = undefined;',
    from: 'ring.items[ring.head] = undefined;',
    to: ';',
    reason: 'The place is overwritten before it is read again; it is only emptied so that the message can be freed.',
  },
  {
    path: 'main/engine/controller/breaker.ts',
    line: 'return a === b ||',
    from: 'a === b || [...new Set([...Object.keys(a), ...Object.keys(b)])].every((field) => one?.[field] === other?.[field])',
    to: '([...new Set([...Object.keys(a), ...Object.keys(b)])].every((field) => one?.[field] === other?.[field]))',
    reason: 'What is the same object has the same fields: the first term only saves the comparison.',
  },
  {
    path: 'main/engine/sizing/ceiling.ts',
    line: 'Number((steps * step).toFixed(8))',
    from: '8',
    to: '9',
    reason: 'Takes float noise off a product of a step with at most eight decimals: a ninth decimal is zero either way.',
  },
  ...['3', '5', '8'].map((to) => ({
    path: 'main/engine/u-cells/u2-scoring.ts',
    line: 'const ruled = rounded(Math.min(1, Math.max(0, sum)), 4);',
    from: '4',
    to,
    reason: 'The sum is one of twentieths: rounding takes off float noise alone, whichever of these digits it is at.',
  })),
  {
    path: 'main/engine/saga/execute.ts',
    line: "if (stage !== 'u3') continue;",
    from: "if (stage !== 'u3') continue;",
    to: ';',
    reason: 'Before U3 there are no lots to compare, and U4 leaves them as they are: what is asked again has the same answer.',
  },
  ...['8', '10'].map((to) => ({
    path: 'main/engine/management/sight.ts',
    line: 'gainR: plan.risk === null ? null',
    from: '9',
    to,
    reason: 'Takes float noise off a quotient of prices: a gain that is reached stays reached at either digit.',
  })),
  {
    path: 'main/engine/market/five-minutes.ts',
    line: 'if (bar.high > forming.high) forming.high = bar.high;',
    from: '>',
    to: '>=',
    reason: 'An equal high put in the place of an equal high is the same.',
  },
  {
    path: 'main/engine/market/five-minutes.ts',
    line: 'if (bar.low < forming.low) forming.low = bar.low;',
    from: '<',
    to: '<=',
    reason: 'An equal low put in the place of an equal low is the same.',
  },
  {
    path: 'main/engine/orders/legs.ts',
    line: "Math.abs(deals.reduce((held, deal) => held + (deal.entry === 'in' ? deal.volume : -deal.volume), 0)) <= LOTS_NOISE;",
    from: '===',
    to: '!==',
    reason: 'Lots counted the other way come to the same amount: only whether it is nothing is asked.',
  },
  {
    path: 'main/engine/saga/execute.ts',
    line: 'if (count < repeatedEntries || engine.cockpit.blocks.has(block)) return [];',
    from: 'count < repeatedEntries || engine.cockpit.blocks.has(block)',
    to: '(count < repeatedEntries)',
    reason: 'An entry under that block is refused before it gets here: the term only says so.',
  },
  {
    path: 'main/engine/orders/changes.ts',
    line: "const isProof = order.effect === 'protect' && snapshot.at >= order.requestedAt + ANSWER_MS && shows(order, snapshot);",
    from: "order.effect === 'protect' && snapshot.at >= order.requestedAt + ANSWER_MS && shows(order, snapshot)",
    to: "(order.effect === 'protect' && snapshot.at >= order.requestedAt + ANSWER_MS)",
    reason: 'One that the look does not show is settled by its deadline alone: what settles it looks for itself.',
  },
  {
    path: 'main/engine/intake/dialects/age.ts',
    line: 'return hours > 0.9 && hours < 14.1 && Math.abs(hours - Math.round(hours)) < 1 / 30;',
    from: '>',
    to: '>=',
    reason: 'Nine tenths of an hour are a tenth from a whole one: the last term refuses them.',
  },
  {
    path: 'main/engine/intake/dialects/age.ts',
    line: 'return hours > 0.9 && hours < 14.1 && Math.abs(hours - Math.round(hours)) < 1 / 30;',
    from: '<',
    to: '<=',
    reason: 'A tenth past fourteen is no whole hour, and past the first no millisecond is a thirtieth from a whole hour exactly.',
  },
  ...['held.current', 'held.entry'].map((price) => ({
    path: 'main/engine/rulebook/night-cost.ts',
    line: `=> interest(rate, ${price}, held, spec),`,
    from: `rate, ${price}`,
    to: `${price}, rate`,
    reason: 'Percent and price are multiplied: their order does not matter.',
  })),
  ...[
    ['position.openedAt, attempt: 0', '0, attempt: position.openedAt'],
    ['0', '1'],
  ].map(([from = '', to = '']) => ({
    path: 'main/engine/management/close-by.ts',
    line: '|${turn.seq}`, bornAt: position.openedAt, attempt: 0 },',
    from,
    to,
    reason:
      'The id is a hash of these, and the record that asked is one of them: it is another id, as much the only one of its kind.',
  })),
  {
    path: 'main/engine/market/zone.ts',
    line: 'memory.day = start - 3 * HOUR_MS >= from && end + 3 * HOUR_MS < until ? { start, end } : changedDay(zone, atMs);',
    from: 'start - 3 * HOUR_MS >= from && end + 3 * HOUR_MS < until ? { start, end } : changedDay(zone, atMs)',
    to: '(changedDay(zone, atMs))',
    reason: 'Temporal gives the same day: the other way only saves asking it.',
  },
  ...['4', '6'].map((to) => ({
    path: 'main/engine/market/zone.ts',
    line: 'memory.day = start - 3 * HOUR_MS >= from && end + 3 * HOUR_MS < until ? { start, end } : changedDay(zone, atMs);',
    from: '3',
    to,
    reason: 'Temporal gives the same day: it is only asked for more of them.',
  })),
  ...[
    ['if (atMs >= memory.day.start && atMs < memory.day.end) return memory.day;', ';'],
    ['>=', '>'],
  ].map(([from = '', to = '']) => ({
    path: 'main/engine/market/zone.ts',
    line: 'if (atMs >= memory.day.start && atMs < memory.day.end) return memory.day;',
    from,
    to,
    reason: 'The day that is remembered is the one that would be worked out: it only saves that.',
  })),
  {
    path: 'main/adapters/history/load-bars.ts',
    line: 'if (high < low || high < open || high < close || low > open || low > close)',
    from: 'high < low || high < open',
    to: '(high < open)',
    reason: 'A high below the low is below the open, or the low is above the open: two other terms say so.',
  },
  {
    path: 'main/adapters/http/client-address.ts',
    line: 'const gap = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);',
    from: '0',
    to: '1',
    reason: 'A whole address needs none, and only its first four groups are looked at; a gap stands for one group or more.',
  },
  {
    path: 'shared/projection/time-went-back.ts',
    line: 'if (certificate.endedAt === null && (certificate.lastCleanAt ?? null) !== null)',
    from: 'certificate.endedAt === null && (certificate.lastCleanAt ?? null) !== null',
    to: '(certificate.endedAt === null)',
    reason: 'A look that was never taken is forgotten as well: null stays null.',
  },
  {
    path: 'main/runtime/agent-line.ts',
    line: 'isOpen = false;',
    from: 'isOpen = false;',
    to: ';',
    reason: 'A promise ends once, so its end is noted once: the flag only says so.',
  },
];

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The entry that names this change of this source, if there is one. */
export const equivalentOf = (mutant: Mutant, text: string, known: readonly Equivalent[] = EQUIVALENTS): Equivalent | undefined =>
  known.find(
    ({ path, line, from, to }) =>
      path === mutant.path &&
      flat(text.split('\n')[mutant.line - 1] ?? '').includes(flat(line)) &&
      flat(mutant.from) === flat(from) &&
      flat(mutant.replacement) === flat(to),
  );
