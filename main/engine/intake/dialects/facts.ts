import type { Account, Side, SymbolSpec, Timeframe } from '#shared/domain';
import type { SymbolNames } from './symbol-names.ts';
import type { Pattern, Strategy } from '#shared/strategies';

/** What a dialect may need to know and the body does not say. Answers are looked up when the body arrives and are in the record. */
export type IntakeFacts = {
  /** For flat bodies and lines that name neither a timeframe nor a pattern. */
  readonly defaults: { readonly timeframe: Timeframe; readonly pattern: Pattern };
  /** Every configured profile, with the registered strategy that it trades. */
  readonly profiles: ReadonlyMap<string, Strategy>;
  /** A person is asked before an entry of this source is traded: what people write may be read as one. */
  readonly isAsked: boolean;
  /** How the terminal describes the symbol; null: it does not. */
  specOf(symbol: string): SymbolSpec | null;
  /** The account whose money sizes may be stated in; null while none is known. */
  account(): Pick<Account, 'currency' | 'balance' | 'equity'> | null;
  /** The mean range of an M5 candle (ATR) in price; null while too few were seen. */
  atrOf(symbol: string): number | null;
  /** The terminal's symbols; empty while they are not known. */
  symbolNames(): SymbolNames;
  /** The trade server's time less UTC (ms); null while no server is heard. */
  serverOffsetMs(): number | null;
  /** One pip as a price distance; null when the terminal does not have the symbol. */
  pipOf(symbol: string): number | null;
  /** The price a market order of this side would get now; null when there is no fresh quote. */
  priceOf(symbol: string, side: Side): number | null;
  /** The same from the last quote there was, however old; without one, the price of a position of the symbol. */
  lastPriceOf(symbol: string, side: Side): number | null;
};
