/** A broker and its market of our own: MT5's semantics for an account, and prices to trade on. Pure: time and seed come in. */
export {
  ANSWERS_MAX,
  convert,
  disturb,
  DEALS_MAX,
  isTradingTime,
  ORDER_TYPES,
  PAPER_SYMBOLS,
  paperSymbol,
  PaperAccount,
  STOP_OUT_LEVEL,
  type AccountSettings,
  type BarRange,
  type Disturbance,
  type Executed,
  type Fault,
  type Faults,
  type Filling,
  type HandChange,
  type HandTrade,
  type OrderType,
  type PaperSymbol,
  type SavedAccount,
  type SavedHead,
  type StoredAnswer,
  type TradeRequest,
  type Transaction,
} from './account/index.ts';
export { createChance, hash32, type Chance } from './chance/index.ts';
export { DemoMarket, type DemoOptions } from './demo/index.ts';
export {
  BarBuilder,
  createRecordedMarket,
  recordedSource,
  ticksOfBar,
  type PriceMarket,
  type RecordedOptions,
} from './market/index.ts';
