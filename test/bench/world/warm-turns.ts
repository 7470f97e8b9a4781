import { AUTO, configOf, OPENING } from './market-facts.ts';
import { EURUSD, walkedBars } from './prices.ts';
import { Turns } from './turns.ts';

const BARS = 720;
/** The last hours are livelier, because a strategy refuses a market at its quietest. */
const LIVELY_FROM = 600;

/** An engine that has seen twelve hours of its market and trades by itself. */
export function warmTurns(): Turns {
  const turns = new Turns(configOf(AUTO), OPENING);
  for (const [index, bar] of walkedBars(BARS, OPENING, 'history').entries()) {
    const reach = index < LIVELY_FROM ? 0 : 0.0001;
    const livelier = { ...bar, high: bar.high + reach, low: bar.low - reach };
    turns.take({ type: 'bar.closed', payload: { bar: livelier, spec: EURUSD } }, OPENING);
  }
  return turns;
}
