import type { Facts, Position, SymbolSpec } from '#shared/domain';
import type { ReadonlyEngine } from '#engine/engine.ts';
import * as held from '#engine/exposure';
import { hourlyCorrelation } from '#engine/market';
import { highestRisk } from '#engine/u-cells';

/** Of so many symbols each pair is told. */
const PAIRED_MAX = 12;

type Money = number;
/** What is held and on its way, by the same figures and ceilings that size an entry. Account currency. */
export type ExposureNow = {
  readonly currencies: { currency: string; net: Money; gross: Money }[];
  readonly stops: Money;
  readonly unbounded: string[];
  readonly effective: { risk: Money; limit: Money | null };
  readonly groups: { group: held.SymbolGroup; risk: Money; limit: Money | null }[];
  readonly pairs: { one: string; other: string; correlation: number | null }[];
  readonly positions: { ticket: string; risk: Money | null; frees: Money | null }[];
};

/** Exposure by currency, risk by group and by correlation, and what each position's end would free, at this moment. */
export function exposureNow({ cockpit, market }: ReadonlyEngine, seen: Facts): ExposureNow {
  const facts = held.withLedger(cockpit, seen);
  const { positions, specs } = facts;
  const exposure = held.exposureOf(cockpit, facts);
  const bets = held.betsOf({ ...exposure, specs });
  const correlation = remembered((one, other) => hourlyCorrelation(market, one, other));
  const { maxGroupRisk, maxEffectiveRisk } = cockpit.config.cells.u3;
  const highest = facts.account === null ? null : (highestRisk(cockpit.config.strategies) / 100) * facts.account.balance;
  const limitOf = (times: number): Money | null => (highest === null ? null : times * highest);
  const whole = held.effectiveRisk(bets, correlation);
  const groups = new Set(bets.flatMap(({ spec }) => (spec === null ? [] : (held.groupOf(spec) ?? []))));
  return {
    currencies: currenciesOf(positions, specs),
    stops: bets.reduce((sum, { risk }) => sum + risk, 0),
    unbounded: [...held.openRiskOf(positions, exposure.orders, specs).unbounded],
    effective: { risk: whole, limit: limitOf(maxEffectiveRisk) },
    groups: [...groups].map((group) => ({ group, risk: held.groupRisk(group, bets), limit: limitOf(maxGroupRisk) })),
    pairs: pairsOf([...new Set(bets.map(({ symbol }) => symbol))].sort().slice(0, PAIRED_MAX), correlation),
    positions: positions.map((position) => {
      const [bet] = held.betsOf({ positions: [position], orders: [], entries: [], specs });
      if (bet === undefined) return { ticket: position.ticket, risk: null, frees: null };
      return { ticket: position.ticket, risk: bet.risk, frees: whole - held.effectiveRiskWithout(bet, bets, whole, correlation) };
    }),
  };
}

function currenciesOf(positions: readonly Position[], specs: readonly SymbolSpec[]): ExposureNow['currencies'] {
  const legs = positions.map(held.legOf);
  const gross = new Map<string, number>();
  for (const leg of legs)
    for (const [currency, value] of held.currencyLegs([leg], specs))
      gross.set(currency, (gross.get(currency) ?? 0) + Math.abs(value));
  return [...held.currencyLegs(legs, specs)]
    .map(([currency, net]) => ({ currency, net, gross: gross.get(currency) ?? 0 }))
    .sort((a, b) => Math.abs(b.net) - Math.abs(a.net));
}

const pairsOf = (symbols: readonly string[], correlation: held.Correlation): ExposureNow['pairs'] =>
  symbols.flatMap((one, at) => symbols.slice(at + 1).map((other) => ({ one, other, correlation: correlation(one, other) })));

/** Each pair is counted once, however many positions there are in it. */
function remembered(correlation: held.Correlation): held.Correlation {
  const known = new Map<string, number | null>();
  return (one, other) => {
    const pair = one < other ? `${one} ${other}` : `${other} ${one}`;
    const found = known.get(pair);
    if (found !== undefined) return found;
    const counted = correlation(one, other);
    known.set(pair, counted);
    return counted;
  };
}
