import { profileIds, strategyOfProfile, type Config } from '#shared/config';
import { entryPrice } from '#shared/domain';
import { defaultStrategy, type Strategy } from '#shared/strategies';
import type { IntakeFacts } from '#engine';
import type { Runtime } from './runtime.ts';

/** Every configured profile with its strategy. */
const profilesIn = ({ strategies }: Config): ReadonlyMap<string, Strategy> =>
  new Map(
    profileIds(strategies).flatMap((id) => {
      const strategy = strategyOfProfile(strategies, id);
      return strategy === null ? [] : [[id, strategy] as const];
    }),
  );

/** What intake may look up at the terminal while it reads a body. */
export function intakeFacts({ options, cockpit }: Runtime): IntakeFacts {
  const { terminal, clock } = options;
  const { timeframe, pattern } = defaultStrategy();
  return {
    defaults: { timeframe, pattern },
    profiles: profilesIn(cockpit.config),
    specOf: (symbol) => terminal.spec(symbol),
    account: () => terminal.snapshot()?.account ?? null,
    pipOf: (symbol) => terminal.spec(symbol)?.pip ?? null,
    priceOf: (symbol, side) => {
      const quote = terminal.quote(symbol);
      return quote === null || clock.nowMs() - quote.at > cockpit.config.limits.maxQuoteAgeMs ? null : entryPrice(side, quote);
    },
    lastPriceOf: (symbol, side) => {
      const quote = terminal.quote(symbol);
      if (quote !== null) return entryPrice(side, quote);
      const held = [...cockpit.positions.values()].find(({ position }) => position.symbol === symbol);
      return held?.position.entry ?? null;
    },
  };
}
