import type { SymbolSpec } from '../../../shared/domain/index.ts';

/** How margin is reckoned: FOREX = lots * contract / leverage, CFD_LEVERAGE = lots * contract * price / leverage. */
export type MarginMode = 'forex' | 'cfd_leverage';

/** What stays the same about a symbol. Tick values are missing because they move with the rates. */
export type PaperSymbol = Omit<SymbolSpec, 'tickValueProfit' | 'tickValueLoss'> & {
  readonly marginMode: MarginMode;
  /** `metal` also rests from 17:00 to 18:00 New York every day. */
  readonly hours: 'fx' | 'metal';
};

const forex = (symbol: string, digits: number): PaperSymbol => ({
  symbol,
  digits,
  point: Number((10 ** -digits).toFixed(digits)),
  tickSize: Number((10 ** -digits).toFixed(digits)),
  contractSize: 100_000,
  volumeMin: 0.01,
  volumeMax: 50,
  volumeStep: 0.01,
  stopsLevel: 10,
  pip: Number((10 ** (1 - digits)).toFixed(digits - 1)),
  currencyBase: symbol.slice(0, 3),
  currencyProfit: symbol.slice(3, 6),
  currencyMargin: symbol.slice(0, 3),
  marginMode: 'forex',
  hours: 'fx',
});

/** The symbols the paper broker offers, with specifications as retail hedging accounts commonly have them. */
export const PAPER_SYMBOLS: readonly PaperSymbol[] = [
  forex('EURUSD', 5),
  forex('GBPUSD', 5),
  forex('USDJPY', 3),
  {
    ...forex('XAUUSD', 2),
    contractSize: 100,
    volumeMax: 80,
    stopsLevel: 20,
    currencyMargin: 'USD',
    marginMode: 'cfd_leverage',
    hours: 'metal',
  },
];
