import type { Side, SymbolSpec } from '#shared/domain';

/** Why nothing may be opened in a symbol on this side, and what can be done about it; null: it may. */
export function entryRefusal({ symbol, tradeMode }: Pick<SymbolSpec, 'symbol' | 'tradeMode'>, side: Side): string | null {
  const ask = 'Choose another symbol of it in Settings, or ask the broker.';
  switch (tradeMode) {
    case 'disabled':
      return `The broker has switched off trading in ${symbol}. ${ask}`;
    case 'close_only':
      return `${symbol} is close-only at this broker: positions may be closed, none opened. ${ask}`;
    case 'long_only':
      return side === 'SELL' ? `${symbol} is long-only at this broker: nothing may be sold short. ${ask}` : null;
    case 'short_only':
      return side === 'BUY' ? `${symbol} is short-only at this broker: nothing may be bought. ${ask}` : null;
    case 'full':
    case undefined:
      return null;
  }
}
