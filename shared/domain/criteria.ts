import { rowOf, type OldCode } from './codes.ts';

/**
 * Every rule that a signal is held against, by the code on record, with the title that a reader sees. The unit of what was
 * observed and of its limit is in the code (`..._pct`, `..._points`, `..._ms`) or in the rule's sentence. A title names what was
 * observed: "Terminal and ledger differ: no" is good news.
 */
export const CRITERIA = {
  // The controller: can it be served at all?
  agent_failed: 'Answer of the station',
  breaker_open: 'Breaker of the station',
  card_price_band: 'Price against the card',
  message_deadline: 'Time waited in the queue',
  pipelines: 'Orders on their way',
  terminal_read_breaker: 'Breaker for reading the terminal',
  terminal_write_breaker: 'Breaker for sending to the terminal',
  // Whether entries are taken.
  no_drift: 'Terminal and ledger differ',
  not_blocked: 'Blocks on entries',
  not_stopped: 'Stop that stands',
  trading_active: 'Trading state',
  turned_position: 'Position that is turned round',
  // The product owner: does it fit the plan?
  day_limit_used_pct: 'Daily limit used',
  news: 'News',
  risk_on: 'Risk switch of the strategy',
  session: 'Session',
  strategy_concurrent: 'Positions of the strategy',
  strategy_day_risk: 'Daily risk of the strategy',
  strategy_enabled: 'Strategy enabled',
  strategy_match: 'Pattern of the strategy',
  trend: 'Trend',
  volatility: 'Volatility',
  win_rate: 'Win rate',
  // U1: is the signal sound?
  entry_drift_of_stop: 'Price moved since the signal',
  link_up: 'Link to the terminal',
  not_ordered_yet: 'Orders sent before',
  pending_distance_points: 'Way to the price of the pending order',
  pending_expires_ms: 'Life of the pending order',
  oco_free: 'Group of the pending order',
  quote_age_ms: 'Age of the quote',
  signal_age_ms: 'Age of the signal',
  spread_of_stop: 'Spread against the stop',
  stop_present: 'Stop loss given',
  stop_side: 'Side of the stop',
  stops_level_points: 'Smallest distance of stops',
  structure_seen: 'Structure on the chart',
  symbol_known: 'Symbol known',
  symbol_tradable: 'Trading in the symbol',
  market_open: 'Market of the symbol',
  target_side: 'Side of the target',
  u1_score: 'U1 score',
  // U2: how likely is it?
  u2_confidence: 'U2 confidence',
  u2_probability: 'U2 score',
  // U3: what may it risk?
  account_known: 'Account known',
  algo_trading: 'Algo trading allowed',
  clock_skew_ms: 'Clock of the quote',
  collar_atr: 'Price against the last candle, in ranges',
  collar_pct: 'Price against the last candle',
  day_room: 'Daily room',
  day_soft_stop: 'Soft stop of the day',
  duplicate_intent: 'The same entry without an answer',
  entries_per_minute: 'Entries a minute',
  idea_risk: 'Risk of one idea',
  kelly_edge: 'Edge by Kelly',
  lots_open: 'Lots open in all',
  lots_per_day: 'Lots a day',
  lots_per_order: 'Lots an order',
  lots_per_symbol: 'Lots a symbol',
  margin: 'Free margin',
  margin_known: 'Margin of a lot',
  max_open_positions: 'Open positions',
  min_rr: 'Reward over risk',
  netting_free: 'Positions it would net against',
  one_position_per_symbol: 'Positions in the symbol',
  open_orders: 'Open positions and orders',
  positions_protected: 'Positions without a stop',
  quiet_time: 'Quiet time',
  requests_per_day: 'Requests a day',
  self_opposite: 'Positions the other way',
  spread_of_median: 'Spread against its median',
  terminal_lots: 'Lots an order at the terminal',
  terminal_positions: 'Positions at the terminal',
  terminal_ready: 'What keeps the terminal from trading',
  terminal_requests: 'Requests at the terminal',
  terminal_symbols: 'Symbols of the terminal',
  total_room: 'Total room',
  value_of_day: 'Value of the day’s orders',
  value_of_order: 'Value of the order',
  volume_limit: 'Lots the broker takes in one direction',
  volume_minimum: 'Smallest volume',
  // U4: can it be sent?
  approval_band_points: 'Price moved since the approval',
  requote_points: 'Price moved since the first attempt',
  volume_range: 'Volume the broker takes',
  // U5: how well was it carried out?
  cpk_latency: 'Cpk of order latency',
  cpk_slippage: 'Cpk of entry slippage',
  cpk_won_r: 'Cpk of the reward of winners',
  losing_streak: 'Losing streak',
} as const satisfies Readonly<Record<string, string>>;
export type CriterionCode = keyof typeof CRITERIA;

/** The title of a rule; the code itself where an older version wrote one that is no more. */
export const criterionTitle = (code: CriterionCode | OldCode): string => rowOf<string>(CRITERIA, code) ?? code;
