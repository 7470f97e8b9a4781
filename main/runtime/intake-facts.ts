import { entryPrice } from '#shared/domain';
import { defaultStrategy } from '#shared/strategies';
import type { IntakeFacts } from '#engine';
import type { Runtime } from './runtime.ts';

/** What intake may look up at the terminal while it reads a body. */
export function intakeFacts({ options, cockpit }: Runtime): IntakeFacts {
  const { terminal, clock } = options;
  const { timeframe, pattern } = defaultStrategy();
  return {
    defaults: { timeframe, pattern },
    pipOf: (symbol) => terminal.spec(symbol)?.pip ?? null,
    priceOf: (symbol, side) => {
      const quote = terminal.quote(symbol);
      return quote === null || clock.nowMs() - quote.at > cockpit.config.limits.maxQuoteAgeMs ? null : entryPrice(side, quote);
    },
    lastPriceOf: (symbol, side) => {
      const quote = terminal.quote(symbol);
      return quote === null ? null : entryPrice(side, quote);
    },
  };
}
