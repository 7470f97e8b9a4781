import { z } from 'zod';
import { line as of, lots, money } from './line.ts';
import { serverMs, utcMs } from './wire.ts';

/**
 * What the Expert Advisor refuses by itself: its inputs, the stricter ones it was given with the welcome (`kept...`, 0: none),
 * and how many requests count by now. `symbols` by the broker's names with commas; empty: all.
 */
const guards = z.object({
  lots: z.number().positive(),
  positions: z.int().positive(),
  perMinute: z.int().nonnegative(),
  perDay: z.int().nonnegative(),
  lastMinute: z.int().nonnegative(),
  today: z.int().nonnegative(),
  needStop: z.boolean(),
  onlyDemo: z.boolean(),
  symbols: z.string().max(1_000),
  keptLots: lots,
  keptPositions: z.int().nonnegative(),
});
/** Every second. `serverMs - gmtMs` is the server's offset from UTC; the switches say why nothing may be traded. */
export const heartbeat = of('hb', {
  ack: z.int().nonnegative(),
  serverMs,
  gmtMs: utcMs,
  /** The terminal is connected to the broker. */
  connected: z.boolean(),
  /** The Algo Trading button; the Expert Advisor's own permission; the account's; the broker's for Expert Advisors. */
  terminalTrade: z.boolean(),
  eaTrade: z.boolean(),
  accountTrade: z.boolean(),
  accountExpert: z.boolean(),
  pingUs: z.int().nonnegative(),
  balance: money,
  equity: money,
  margin: money,
  positions: z.int().nonnegative(),
  orders: z.int().nonnegative(),
  /** Longest pass through its loop since the last heartbeat. */
  loopMs: z.int().nonnegative(),
  /** A second Expert Advisor of the kind is on a chart of this terminal, and stands aside. */
  aside: z.boolean().optional(),
  /** Its own guards. Absent in an older Expert Advisor, which keeps them all the same. */
  guards: guards.optional(),
});
