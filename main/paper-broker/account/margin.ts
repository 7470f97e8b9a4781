import type { Account, Side } from '#shared/domain';
import { present } from '#shared/lib';
import type { Book, HeldPosition, StopOut } from './book.ts';
import { convert } from './conversion.ts';
import { roundMoney } from './money.ts';
import type { PaperSymbol } from './symbols.ts';

export const specIn = (book: Book, symbol: string): PaperSymbol =>
  present(book.specs.get(symbol), 'a held symbol has a specification');

/** Margin currency for so many lots at a price, by the symbol's calculation mode. */
function nominalMargin(
  { marginMode, contractSize, tickPrice = 0, tickSize, initialMargin = 0 }: PaperSymbol,
  price: number,
): number {
  switch (marginMode) {
    case 'forex':
    case 'forex_no_leverage':
      return contractSize;
    case 'cfd':
    case 'cfd_leverage':
      return contractSize * price;
    case 'cfd_index':
      return (contractSize * price * tickPrice) / tickSize;
    case 'futures':
      return initialMargin;
  }
}

/** Margin of a volume taken alone, in account currency: a cost, and so converted at the dearer side. */
export function marginFor(book: Book, spec: PaperSymbol, volume: number, price: number): number {
  const isLeveraged = spec.marginMode === 'forex' || spec.marginMode === 'cfd_leverage';
  const nominal = (volume * nominalMargin(spec, price)) / (isLeveraged ? book.settings.leverage : 1);
  return roundMoney(-convert(-nominal, spec.currencyMargin, book.settings.currency, book.rates), book.settings.currency);
}

type Leg = { readonly symbol: string; readonly direction: Side; readonly volume: number; readonly margin: number };

/** Margin of all positions, and of `more` as if it were one of them. Hedged lots count as the symbol says. */
export function usedMargin(book: Book, more: Leg | null = null): number {
  let margin = 0;
  const hedged = new Map<PaperSymbol, { BUY: { volume: number; margin: number }; SELL: { volume: number; margin: number } }>();
  const count = (leg: Leg): void => {
    const spec = specIn(book, leg.symbol);
    if (spec.hedgedMargin === undefined) {
      margin += leg.margin;
      return;
    }
    const legs = hedged.get(spec) ?? { BUY: { volume: 0, margin: 0 }, SELL: { volume: 0, margin: 0 } };
    hedged.set(spec, legs);
    legs[leg.direction].volume += leg.volume;
    legs[leg.direction].margin += leg.margin;
  };
  for (const held of book.positions.values()) count(held);
  if (more !== null) count(more);
  for (const [spec, { BUY, SELL }] of hedged) {
    const [larger, smaller] = BUY.volume >= SELL.volume ? [BUY, SELL] : [SELL, BUY];
    if (spec.hedgedMargin === 'larger_leg') margin += Math.max(BUY.margin, SELL.margin);
    else {
      const uncovered = (larger.margin * (larger.volume - smaller.volume)) / larger.volume;
      const average = (larger.margin + smaller.margin) / (larger.volume + smaller.volume);
      margin += uncovered + (average * smaller.volume * (spec.hedgedMargin ?? 0)) / spec.contractSize;
    }
  }
  return roundMoney(margin, book.settings.currency);
}

/** Warned at 100 % of the margin, closed out at 50 %: what most retail brokers write. */
export const STOP_OUT: StopOut = { mode: 'percent', call: 100, stop: 50 };
/** Margin level in percent at which the broker starts to close positions. */
export const STOP_OUT_LEVEL = STOP_OUT.stop;

/** Whether the broker warns (`call`) or closes positions (`stop_out`), from the margin level or, in money, the equity. */
export function marginState(
  { stopOut = STOP_OUT }: Book['settings'],
  { marginLevel, equity }: Account,
): 'fine' | 'call' | 'stop_out' {
  if (marginLevel === null) return 'fine';
  const measure = stopOut.mode === 'percent' ? marginLevel : equity;
  if (measure <= stopOut.stop) return 'stop_out';
  return measure <= stopOut.call ? 'call' : 'fine';
}

/** A position after part of it was closed: margin and commission leave in proportion. */
export function reduced(book: Book, held: HeldPosition, volume: number, swap: number): HeldPosition {
  const { currency } = book.settings;
  const share = volume / held.volume;
  return {
    ...held,
    volume,
    margin: roundMoney(held.margin * share, currency),
    commission: roundMoney(held.commission * share, currency),
    swap: roundMoney(held.swap - swap, currency),
  };
}
