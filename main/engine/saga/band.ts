import { distanceTo, entryPrice, type Quote, type SymbolSpec } from '#shared/domain';
import type { ApprovalCard } from '#shared/events';

/** Why a card no longer holds at the quote of the click; null when it does. The band is in points, both ways. */
export function bandProblem(card: ApprovalCard, quote: Quote | null, spec: SymbolSpec | null): string | null {
  if (quote === null || spec === null) return `There is no price for ${card.symbol} now`;
  if (card.pending !== undefined) {
    const ahead = distanceTo(card.pending, card.side, quote);
    return ahead > 0
      ? null
      : `The price has reached ${card.pending.price} already: a pending order there would be a market order`;
  }
  const movedPoints = Math.abs(entryPrice(card.side, quote) - card.entry) / spec.point;
  if (movedPoints <= card.bandPoints) return null;
  return `The price moved ${Math.round(movedPoints)} points since the card was made, the band is ${Math.round(card.bandPoints)}`;
}
