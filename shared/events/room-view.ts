import { z } from 'zod';
import { epochMs } from '#shared/domain';

const money = z.number();

/**
 * The next day's floor if it began now, and the equity above it: negative means that the open loss breaches at the reset.
 * `limit` is what that day may lose; `swap` (0 or below) and `exits` (0 or above) are what the reset and closing will take.
 */
const nextDay = z.object({ floor: money, room: money, limit: money.optional(), swap: money.optional(), exits: money.optional() });

/** Money left before a rulebook floor, now and with the worst case of a new order. Account currency. */
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
  tomorrow: nextDay.optional(),
});
export type RoomView = z.infer<typeof roomView>;
