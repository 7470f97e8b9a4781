import type { Side, SymbolSpec } from '#shared/domain';
import { plain } from '#engine/wording.ts';
import type { Size } from '../intent/index.ts';
import type { IntakeFacts } from './facts.ts';

/** Lots that a stated size comes to, or why it cannot be told. */
export type Lots = { readonly lots: number } | { readonly problem: string };

/** Room for the noise of a division. */
const NEARLY = 1 - 1e-9;

/**
 * A stated size in lots of the symbol, by the terminal's own description of it. A number without a unit is lots or units, whichever of
 * the two can be traded; where both can, it is unclear. Money is the value of the position.
 */
export function lotsOf({ counted, amount, currency }: Size, symbol: string, side: Side, facts: IntakeFacts): Lots {
  if (counted === 'lots') return { lots: amount };
  const spec = facts.specOf(symbol);
  if (spec === null)
    return counted === 'plain' ? { lots: amount } : { problem: `cannot be counted in lots: ${symbol} is not known` };
  switch (counted) {
    case 'units':
      return { lots: amount / spec.contractSize };
    case 'plain':
      return plainLots(amount, spec);
    case 'money':
      return moneyLots(amount, currency, spec, side, facts);
    case 'percent':
    case 'share':
      return {
        problem: 'is a share of nothing that is named: send risk_percent (of the balance, lost at the stop), lots or units',
      };
  }
}

function plainLots(amount: number, { contractSize, volumeMin, volumeMax }: SymbolSpec): Lots {
  const units = amount / contractSize;
  const isUnits = units >= volumeMin * NEARLY && units <= volumeMax;
  const isLots = amount <= volumeMax;
  if (contractSize === 1 || (isLots && !isUnits)) return { lots: amount };
  if (isUnits && !isLots) return { lots: units };
  const both = `${plain(amount, 8)} lots or ${plain(amount, 8)} units (${plain(units, 8)} lots)`;
  return {
    problem: isLots
      ? `can be ${both}: send lots or units`
      : `is neither a number of lots (at most ${plain(volumeMax, 4)}) nor of units (at least ${plain(volumeMin * contractSize, 4)}): send lots or units`,
  };
}

/** By what a lot is worth in the account's currency at the price of the moment. */
function moneyLots(amount: number, currency: string | undefined, spec: SymbolSpec, side: Side, facts: IntakeFacts): Lots {
  const account = facts.account();
  const price = facts.lastPriceOf(spec.symbol, side);
  if (account === null || price === null)
    return { problem: 'is money, and there is no account or no price to count it in lots: send lots' };
  if (currency !== undefined && currency !== account.currency)
    return {
      problem: `is ${currency}, and the account is in ${account.currency}: send lots, or the amount in ${account.currency}`,
    };
  return { lots: amount / ((price / spec.tickSize) * spec.tickValueLoss) };
}
