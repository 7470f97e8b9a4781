import { z } from 'zod';
import { line as of, price } from './line.ts';
import { clientOrderId, question, serverMs, symbolName, ticket } from './wire.ts';

/** Closed M1 candles asked for, oldest first: `[ms, open, high, low, close, volume, spread]`. `more`: another line follows. */
export const bars = of('bars', {
  q: question,
  sym: symbolName,
  rows: z.array(z.tuple([serverMs, price, price, price, price, z.number(), z.number()])).max(300),
  more: z.boolean(),
});
/**
 * Where an attempt stands, after the lines it needs. `cancelled`, `expired`, `rejected`: a pending order that went without a deal. `absent` only when positions, orders and history could all be read.
 * `retcode` is its answer's; 10012 where a request to change a position got no answer.
 */
export const found = of('found', {
  q: question,
  cid: clientOrderId,
  state: z.enum(['open', 'closed', 'working', 'absent', 'unreadable', 'cancelled', 'expired', 'rejected']),
  position: ticket,
  retcode: z.int(),
});
export const historyEnd = of('history.end', { q: question, count: z.int().nonnegative() });
/** One event of the terminal's economic calendar. */
export const calendarLine = of('calendar', {
  q: question,
  ms: serverMs,
  currency: z.string().length(3),
  impact: z.enum(['none', 'low', 'medium', 'high']),
  title: z.string().max(200),
});
export const calendarEnd = of('calendar.end', { q: question, count: z.int().nonnegative() });
