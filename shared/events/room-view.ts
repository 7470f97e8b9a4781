import { z } from 'zod';
import { epochMs } from '#shared/domain';

const money = z.number();

/**
 * The next day's floor if it began now, and the equity above it: negative means that the open loss breaches at the reset.
 * `limit` is what that day may lose; `swap` (0 or below) and `exits` (0 or above) are what the reset and closing will take.
 */
const nextDay = z.object({
  floor: money,
  room: money,
  limit: money.optional(),
  swap: money.optional(),
  exits: money.optional(),
  /** When the next swap is booked; absent: none before the reset. */
  swapAt: epochMs.optional(),
  /** The floor in all of that day; absent: today's. */
  totalFloor: money.optional(),
});

/**
 * Money left before a rulebook floor, now and with the worst case of a new order. Account currency. For a firm without a daily
 * limit the day's floor, room and limit are those in all.
 */
export const roomView = z.object({
  dayFloor: money,
  dayRoom: money,
  dayLimit: money,
  totalFloor: money,
  totalRoom: money,
  totalLimit: money,
  /** Loss if every open stop is hit from here, and what accepted orders reserve on top. */
  openRisk: money,
  reserved: money,
  resetsAt: epochMs,
  hasNoDayLimit: z.literal(true).optional(),
  /** The part of the day's limit that soft stop, hard stop and buffer are shares of: below 1 where less may be lost in all. */
  stopsOf: z.number().positive().max(1).optional(),
  /** Room in all at the day's start, the limit in all at most: what the soft stop is a share of where no daily limit is nearer. */
  beganWith: money.optional(),
  tomorrow: nextDay.optional(),
});
export type RoomView = z.infer<typeof roomView>;

/** Net exposure in one currency, in account currency, before an order and with it. */
export const currencyExposure = z.object({ currency: z.string(), before: z.number(), after: z.number() });
export type CurrencyExposure = z.infer<typeof currencyExposure>;
