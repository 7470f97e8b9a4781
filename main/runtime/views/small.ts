import type { Clock, Terminal } from '#ports';
import type { ReadonlyCockpit } from '#shared/projection';

type Json = Readonly<Record<string, unknown>>;

/** `GET /webhook/status`. */
export function webhookView({ intake }: ReadonlyCockpit): Json {
  const {
    received,
    accepted,
    rejected,
    duplicate,
    authFailures,
    rateLimited,
    lastReceivedAt,
    perSource,
    turnedAway = [],
  } = intake;
  return { received, accepted, rejected, duplicate, authFailures, rateLimited, lastReceivedAt, perSource, turnedAway };
}

/** `GET /market/:symbol`; null when the terminal does not have it. Prices are null before the first quote. */
export function marketView(terminal: Terminal, clock: Clock, symbol: string): Json | null {
  const spec = terminal.spec(symbol);
  if (spec === null) return null;
  const quote = terminal.quote(symbol);
  const { digits, point, tickSize, tickValueLoss, contractSize, volumeMin, volumeMax, volumeStep, stopsLevel } = spec;
  const { assetClass, tradeMode, freezeLevel, volumeLimit, execution, sessions, swap, expiresAt } = spec;
  const told = { assetClass, tradeMode, freezeLevel, volumeLimit, execution, sessions, swap, expiresAt };
  return {
    symbol,
    bid: quote?.bid ?? null,
    ask: quote?.ask ?? null,
    at: quote?.at ?? null,
    ageMs: quote === null ? null : Math.max(0, Math.round(clock.nowMs() - quote.at)),
    source: terminal.source,
    opensAt: terminal.opensAt(symbol),
    spec: {
      digits,
      point,
      tickSize,
      tickValue: tickValueLoss,
      contractSize,
      volumeMin,
      volumeMax,
      volumeStep,
      stopsLevel,
      pip: spec.pip,
      ...told,
      currencies: { base: spec.currencyBase, profit: spec.currencyProfit, margin: spec.currencyMargin },
    },
  };
}
