import { z } from 'zod';
import { candles, epochMs, symbolSpec } from '#shared/domain';

const { assetClass, tradeMode, freezeLevel, volumeLimit, execution, sessions, swap, expiresAt } = symbolSpec.shape;
const { digits, point, tickSize, tickValueLoss, contractSize, volumeMin, volumeMax, volumeStep, stopsLevel, pip } =
  symbolSpec.shape;

/** `GET /market/:symbol`. Prices are null before the first quote. */
export const marketAnswer = z.object({
  symbol: z.string(),
  bid: z.number().nullable(),
  ask: z.number().nullable(),
  at: epochMs.nullable(),
  ageMs: z.number().nullable(),
  source: z.string(),
  opensAt: epochMs.nullable().describe('Null: open now, or not told'),
  spec: z.object({
    ...{ digits, point, tickSize, tickValue: tickValueLoss, contractSize, volumeMin, volumeMax, volumeStep, stopsLevel, pip },
    ...{ assetClass, tradeMode, freezeLevel, volumeLimit, execution, sessions, swap, expiresAt },
    currencies: z.object({ base: z.string(), profit: z.string(), margin: z.string() }),
  }),
});

/** `GET /market/:symbol/bars`: closed candles of bid prices. */
export const barsAnswer = candles;
