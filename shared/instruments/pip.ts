import type { AssetClass } from '#shared/domain';
import { instrumentNamed } from './class-of.ts';

type Priced = { readonly symbol: string; readonly digits: number; readonly point: number; readonly tickSize: number };

const CENT = 0.01;

/**
 * What traders of a symbol call one pip, as a price distance: that of a listed instrument; ten points where a currency's price
 * has an odd number of digits (EURUSD 5, USDJPY 3); a tenth for gold, one for an index, a cent for a share and a barrel. Never
 * less than one step of the price.
 */
export function pipOf(assetClass: AssetClass, { symbol, digits, point, tickSize }: Priced): number {
  const known = instrumentNamed(symbol);
  const usual = known?.assetClass === assetClass ? known.pip : usualPip(assetClass, symbol, digits, point);
  return Math.max(usual, point, tickSize);
}

/** Against whatever currency: a tenth for gold, platinum and palladium, a whole one for the two dear coins. */
const TENTH = /^[^A-Z]*(?:XAU|GOLD|XPT|XPD)/;
const WHOLE = /^[^A-Z]*(?:BTC|XBT|ETH)/;

function usualPip(assetClass: AssetClass, symbol: string, digits: number, point: number): number {
  const fractional = digits % 2 === 1 ? Number((point * 10).toFixed(Math.max(0, digits - 1))) : point;
  // About a hundred yen are a dollar.
  const yen = symbol.includes('JPY') ? 100 : 1;
  const cent = digits <= 3 ? CENT : fractional;
  switch (assetClass) {
    case 'index':
      return 1;
    case 'metal':
      return TENTH.test(symbol) ? 0.1 * yen : cent;
    case 'crypto':
      return WHOLE.test(symbol) && digits <= 3 ? yen : cent;
    case 'stock':
    case 'energy':
      return cent;
    case 'fx':
    case 'other':
      return fractional;
  }
}
