import type { Side, Signal, Timeframe } from '#shared/domain';
import type { Pattern, Strategy } from '#shared/strategies';

/** What a dialect may need to know and the body does not say. Answers are looked up when the body arrives and are in the record. */
export type IntakeFacts = {
  /** For flat bodies and lines that name neither a timeframe nor a pattern. */
  readonly defaults: { readonly timeframe: Timeframe; readonly pattern: Pattern };
  /** Every configured profile, with the registered strategy that it trades. */
  readonly profiles: ReadonlyMap<string, Strategy>;
  /** One pip as a price distance; null when the terminal does not have the symbol. */
  pipOf(symbol: string): number | null;
  /** The price a market order of this side would get now; null when there is no fresh quote. */
  priceOf(symbol: string, side: Side): number | null;
  /** The same from the last quote there was, however old. */
  lastPriceOf(symbol: string, side: Side): number | null;
};

/** The price for a body that names none. An exit or a cancel is not priced by it, so a silent market must not refuse one. */
export const marketPrice = (facts: IntakeFacts, kind: Signal['kind'], symbol: string, side: Side): number | null =>
  kind === 'entry' ? facts.priceOf(symbol, side) : facts.lastPriceOf(symbol, side);
