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
/** The end of one page. `next` above 0: more is there, to be asked for from that place of the list on; `total` is the list's length. */
const page = { count: z.int().nonnegative(), next: z.int().nonnegative().optional(), total: z.int().nonnegative().optional() };
export const historyEnd = of('history.end', { q: question, ...page });
/** One event of the terminal's economic calendar. */
export const calendarLine = of('calendar', {
  q: question,
  ms: serverMs,
  currency: z.string().length(3),
  impact: z.enum(['none', 'low', 'medium', 'high']),
  title: z.string().max(200),
});
export const calendarEnd = of('calendar.end', { q: question, ...page });
/**
 * Something of the terminal's could not be read, which is not the same as nothing there: `error` is MQL5's runtime error. With
 * `q` it is the answer to that question. Error 0: it can be read again.
 */
export const unreadable = of('unreadable', {
  what: z.enum(['calendar', 'history', 'operations', 'symbols', 'bars']),
  error: z.int(),
  q: question.optional(),
});
