import { profileIds, strategyOfProfile, type Config } from '#shared/config';
import { entryPrice, sourceNamed } from '#shared/domain';
import { defaultStrategy, type Strategy } from '#shared/strategies';
import { approvalFor } from '#shared/projection';
import { structureView, type IntakeFacts } from '#engine';
import type { ServerReading, Terminal } from '#ports';
import type { Runtime } from './runtime.ts';

/** Every configured profile with its strategy. */
const profilesIn = ({ strategies }: Config): ReadonlyMap<string, Strategy> =>
  new Map(
    profileIds(strategies).flatMap((id) => {
      const strategy = strategyOfProfile(strategies, id);
      return strategy === null ? [] : [[id, strategy] as const];
    }),
  );

/** What the broker calls symbols that have another name there. A guess is no name yet. */
const brokerNames = ({ naming }: Terminal): ReadonlyMap<string, string> =>
  new Map(
    (naming?.names ?? []).flatMap(({ symbol, broker, how }) =>
      broker === null || how === 'guessed' ? [] : [[broker, symbol] as const],
    ),
  );

const QUARTER_MS = 900_000;
/** Zones lie whole quarters of an hour apart; what is left is the error of a clock. */
const offsetOf = (reading: ServerReading | null): number | null =>
  reading === null ? null : Math.round((reading.serverMs - reading.pcMs) / QUARTER_MS) * QUARTER_MS;

const strategyOfFixed = ({ strategies }: Config, id: string | null): Strategy =>
  (id === null ? null : strategyOfProfile(strategies, id)) ?? defaultStrategy();

/** What intake may look up at the terminal while it reads a body. */
export function intakeFacts({ options, cockpit, loop }: Runtime, source: string): IntakeFacts {
  const { terminal, clock } = options;
  const fixed = sourceNamed(cockpit.sources, source)?.strategy ?? null;
  const { timeframe, pattern } = strategyOfFixed(cockpit.config, fixed);
  return {
    defaults: { timeframe, pattern },
    profiles: profilesIn(cockpit.config),
    isAsked: approvalFor(cockpit, source) === 'confirm',
    specOf: (symbol) => terminal.spec(symbol),
    account: () => terminal.snapshot()?.account ?? null,
    symbolNames: () => ({ known: terminal.symbols(), atBroker: brokerNames(terminal) }),
    serverOffsetMs: () => offsetOf(terminal.serverClock?.() ?? null),
    atrOf: (symbol) => structureView(loop.engine.market, symbol)?.atrM5 ?? null,
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
