import type { StrategyId } from '#shared/domain';

/** What the alert is made for: all orders of a strategy script, or one event of an indicator. */
export const ALERT_EVENTS = [
  ['strategy', 'a strategy: entries and exits'],
  ['buy', 'an indicator: buy'],
  ['sell', 'an indicator: sell'],
  ['close_long', 'an indicator: close long'],
  ['close_short', 'an indicator: close short'],
] as const;
export type AlertEvent = (typeof ALERT_EVENTS)[number][0];
export type AlertWish = {
  readonly event: AlertEvent;
  /** Null: that of the chart. */
  readonly symbol: string | null;
  readonly strategy: StrategyId;
};
export type LineWish = Omit<AlertWish, 'event'> & {
  readonly event: Exclude<AlertEvent, 'strategy'>;
  readonly stopPips: number;
  readonly targetPips: number;
};

/** The plots that a script has to have for its stop and target, in Pine. */
export const PINE_PLOTS = 'plot(stopPrice, "Stop", display = display.none)\nplot(targetPrice, "Target", display = display.none)';

const STOP = '{{plot("Stop")}}';
const TARGET = '{{plot("Target")}}';
const CLOSING = { close_long: 'closelong', close_short: 'closeshort' } as const;

/** The message of a TradingView alert, to be pasted as it is: TradingView fills what stands in braces. */
export function alertMessage({ event, symbol, strategy }: AlertWish): string {
  const ticker = symbol ?? '{{ticker}}';
  if (event === 'close_long' || event === 'close_short')
    return lines({ ticker, action: CLOSING[event], strategy_id: strategy, time: '{{timenow}}' });
  const about =
    event === 'strategy'
      ? {
          id: '{{strategy.order.id}}',
          ticker,
          action: '{{strategy.order.action}}',
          market_position: '{{strategy.market_position}}',
          prev_market_position: '{{strategy.prev_market_position}}',
        }
      : { ticker, action: event };
  return lines({ ...about, price: '{{close}}', sl: STOP, tp: TARGET, strategy_id: strategy, time: '{{timenow}}' });
}

/**
 * Written by hand: a placeholder with quotes of its own stands without others. TradingView makes a number of it; where a script has no
 * such plot it stays as it is, and can still be read.
 */
const lines = (fields: Readonly<Record<string, string>>): string =>
  `{\n${Object.entries(fields)
    .map(([key, value]) => `  "${key}": ${value.includes('"') ? value : `"${value}"`}`)
    .join(',\n')}\n}`;

/** The same as a line of PineConnector, with distances in pips: for scripts that have no plots. */
export function lineMessage({ event, symbol, strategy, stopPips, targetPips }: LineWish): string {
  const ticker = symbol ?? '{{ticker}}';
  if (event === 'close_long' || event === 'close_short') return `mikrobot,${CLOSING[event]},${ticker},strategy_id=${strategy}`;
  return `mikrobot,${event},${ticker},sl_pips=${String(stopPips)},tp_pips=${String(targetPips)},strategy_id=${strategy}`;
}

/** What TradingView would fill in at this moment. */
export type AlertFill = {
  readonly symbol: string;
  /** What the strategy does: only in a message for one. */
  readonly order: 'buy' | 'sell' | 'exit';
  readonly price: string;
  readonly stop: string;
  readonly target: string;
  readonly atMs: number;
};

/** The message as TradingView sends it. */
export function filledMessage(message: string, { symbol, order, price, stop, target, atMs }: AlertFill): string {
  const time = new Date(Math.floor(atMs / 1_000) * 1_000).toISOString().replace('.000', '');
  const after = order === 'exit' ? 'flat' : order === 'buy' ? 'long' : 'short';
  const values: Readonly<Record<string, string>> = {
    '{{ticker}}': symbol,
    '{{close}}': price,
    '{{timenow}}': time,
    '{{strategy.order.id}}': 'Test',
    '{{strategy.order.action}}': order === 'exit' ? 'sell' : order,
    '{{strategy.market_position}}': after,
    '{{strategy.prev_market_position}}': order === 'exit' ? 'long' : 'flat',
    [STOP]: stop,
    [TARGET]: target,
  };
  return Object.entries(values).reduce((text, [placeholder, value]) => text.replaceAll(placeholder, value), message);
}
