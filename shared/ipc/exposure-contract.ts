import { z } from 'zod';

const money = z.number();
/** What is held and on its way, as U3 counts it. Account currency; null: not known. */
const exposureReport = z.object({
  /** Value of open positions by currency: `net` with its sign, `gross` of both directions. */
  currencies: z.array(z.object({ currency: z.string(), net: money, gross: money })).max(100),
  /** Loss at the stops of all that is open or on its way, simply added up. */
  stops: money,
  /** Tickets whose loss has no bound: no stop, or a symbol the terminal has not described. */
  unbounded: z.array(z.string()),
  /** The same losses weighted by correlation, against what U3 allows. */
  effective: z.object({ risk: money, limit: money.nullable() }),
  groups: z.array(z.object({ group: z.string(), risk: money, limit: money.nullable() })).max(10),
  /** Of the hourly returns of two symbols that are held or on their way, -1..1. */
  pairs: z.array(z.object({ one: z.string(), other: z.string(), correlation: z.number().nullable() })).max(500),
  /** Loss of each position at its stop, and by how much the effective risk is less without it. */
  positions: z.array(z.object({ ticket: z.string(), risk: money.nullable(), frees: money.nullable() })),
});
export type ExposureReport = z.infer<typeof exposureReport>;

export const exposureContract = {
  'risk.exposure': { request: z.strictObject({}), reply: z.object({ exposure: exposureReport }) },
};
