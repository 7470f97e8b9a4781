import type { Quote } from './market.ts';
import type { Account, Deal, TerminalSnapshot } from './terminal.ts';

/** More money, lots or price than any account or market has. Beyond it a number is a fault, as NaN and infinity are. */
const LARGEST = 1e12;

const isSound = (value: number): boolean => Number.isFinite(value) && Math.abs(value) <= LARGEST;

/** The first of some numbers that cannot be so, in words; null when all can. A fault in a terminal shows as such a number. */
function firstUnsound(what: string, numbers: Readonly<Record<string, number | null>>): string | null {
  for (const [name, value] of Object.entries(numbers))
    if (value !== null && !isSound(value)) return `${what}: ${name} is ${value}`;
  return null;
}

const accountProblem = ({ balance, equity, margin, freeMargin, marginLevel, operations = [] }: Account): string | null =>
  firstUnsound('The account', { balance, equity, margin, freeMargin, marginLevel }) ??
  operations.map(({ ticket, amount }) => firstUnsound(`Balance operation ${ticket}`, { amount })).find((one) => one !== null) ??
  null;

/** What of a snapshot cannot be so; null when all of it can. */
export function snapshotProblem({ account, positions, orders }: TerminalSnapshot): string | null {
  const held = positions.map(({ ticket, volume, entry, stopLoss, takeProfit, current, profit, swap, commission }) =>
    firstUnsound(`Position ${ticket}`, { volume, entry, stopLoss, takeProfit, current, profit, swap, commission }),
  );
  const working = orders.map(({ ticket, volume, price, stopLoss, takeProfit }) =>
    firstUnsound(`Order ${ticket}`, { volume, price, stopLoss, takeProfit }),
  );
  return accountProblem(account) ?? [...held, ...working].find((one) => one !== null) ?? null;
}

/** What of a quote cannot be so; null when it is a price. */
export function quoteProblem({ symbol, bid, ask }: Quote): string | null {
  if (bid > 0 && ask > 0) return firstUnsound(`The quote of ${symbol}`, { bid, ask });
  return `The quote of ${symbol}: bid ${bid}, ask ${ask}`;
}

/** What of some deals cannot be so; null when all of it can. */
export const dealsProblem = (deals: readonly Deal[]): string | null =>
  deals
    .map(({ ticket, volume, price, profit, commission, swap }) =>
      firstUnsound(`Deal ${ticket}`, { volume, price, profit, commission, swap }),
    )
    .find((one) => one !== null) ?? null;
