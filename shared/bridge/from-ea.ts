import { z } from 'zod';
import { bars, calendarEnd, calendarLine, found, historyEnd, unreadable } from './answers.ts';
import { heartbeat } from './heartbeat.ts';
import { line as of, lots, money, price } from './line.ts';
import { symbolLine } from './symbol-line.ts';
import { clientOrderId, mac, nonce, question, serverMs, symbolName, ticket } from './wire.ts';

const side = z.enum(['BUY', 'SELL']);
const text = z.string().max(200);
const comment = z.string().max(64);

/** First line of a connection: who is calling. `tradeMode` and `marginMode` by MetaTrader's own names, lower case. */
export const hello = of('hello', {
  proto: z.int(),
  nonce,
  login: ticket,
  server: text,
  company: text,
  build: z.int(),
  ea: z.string().max(20),
  tradeMode: z.enum(['demo', 'contest', 'real']),
  marginMode: z.enum(['netting', 'exchange', 'hedging']),
  currency: z.string().min(1).max(8),
  /** 0 where an account has none. */
  leverage: z.int().nonnegative(),
  /** Absent: step 0. */
  minor: z.int().nonnegative().optional(),
  /** Which chart this is, by a number of its own that lives as long as it; absent in step 0. */
  chart: z.string().max(40).optional(),
});
export const auth = of('auth', { mac });

/** A snapshot is everything between `snapshot.begin` and `snapshot.end`; `q` when it was asked for. */
export const snapshotBegin = of('snapshot.begin', { rev: z.int(), q: question.optional(), ms: serverMs });
export const snapshotEnd = of('snapshot.end', {
  rev: z.int(),
  positions: z.int(),
  orders: z.int(),
  hash: mac,
  q: question.optional(),
});

export const accountLine = of('account', {
  balance: money,
  equity: money,
  margin: money,
  freeMargin: money,
  /** Percent; 0 without positions. */
  level: z.number(),
  /** Decimals of the account currency (ACCOUNT_CURRENCY_DIGITS). */
  digits: z.int().min(0).max(8).optional(),
});
/** A deposit, a withdrawal or a charge of the last month; before the first `account` line whose balance holds it, once a session. */
export const operationLine = of('operation', {
  ticket,
  kind: z.enum(['transfer', 'charge']),
  amount: money,
  ms: serverMs,
  /** Absent in an older Expert Advisor, and where the deal has none. */
  position: ticket.optional(),
  comment: z.string().max(60).optional(),
});
/** Who made it. */
const label = {
  magic: ticket,
  comment: comment,
  cid: clientOrderId.optional(),
};
/** By MetaTrader's own names. */
const dealReason = z.enum(['client', 'mobile', 'web', 'expert', 'sl', 'tp', 'so', 'rollover', 'vmargin', 'split']);

/** `id` is the position's identifier, which outlives its ticket. `sl` and `tp` 0: none. `cid` where the terminal's table or the opening order knows it. */
export const positionLine = of('position', {
  ticket,
  id: ticket,
  sym: symbolName,
  side,
  vol: lots,
  open: price,
  sl: price,
  tp: price,
  cur: price,
  profit: money,
  swap: money,
  ms: serverMs,
  ...label,
});
export const orderLine = of('order', {
  ticket,
  sym: symbolName,
  side,
  kind: z.enum(['market', 'limit', 'stop', 'stop_limit', 'close_by']),
  vol: lots,
  price,
  sl: price,
  tp: price,
  ms: serverMs,
  ...label,
});
/** A deal of a position. Balance operations are `operation` lines. `q` when a question asked for it. */
export const dealLine = of('deal', {
  ticket,
  order: ticket,
  position: ticket,
  sym: symbolName,
  side,
  entry: z.enum(['in', 'out', 'inout', 'out_by']),
  vol: lots,
  price,
  profit: money,
  commission: money,
  swap: money,
  ms: serverMs,
  reason: dealReason,
  ...label,
  q: question.optional(),
});

/** Names of symbols the broker has, all of them, in the first snapshot of a session. */
export const names = of('names', {
  names: z.array(z.string()).max(300),
  /** Those of them in which nothing can be opened (disabled, close-only); absent in an older Expert Advisor. */
  shut: z.array(z.string()).max(300).optional(),
});

export const tick = of('tick', { sym: symbolName, bid: price, ask: price, ms: serverMs });
/** A closed M1 candle of bid prices; `ms` is its opening. */
export const barLine = of('bar', {
  sym: symbolName,
  ms: serverMs,
  o: price,
  h: price,
  l: price,
  c: price,
  vol: z.number().nonnegative(),
  spread: z.number().nonnegative(),
});
/** A hint that something changed; the truth is the next snapshot. */
export const tx = of('tx', { type: z.string().max(40), order: ticket, deal: ticket, position: ticket });

/** The command is written into the table of client ids and on its way. `dup`: the id was known, the stored answer follows. */
export const ack = of('ack', { cid: clientOrderId, dup: z.boolean() });
/** How a command ended. `retcode` is the server's; 0 when the Expert Advisor itself refused before sending, `why` says which guard. */
export const result = of('result', {
  cid: clientOrderId,
  retcode: z.int(),
  order: ticket,
  deal: ticket,
  /** Ticket of the position that it opened or spoke of; 0 when there is none. */
  position: ticket,
  price,
  vol: lots,
  ms: serverMs,
  why: z.string().max(300),
});
/**
 * The Expert Advisor missed the stop of a position that it had told as open: it set the stop, or closed the position, or the
 * position went away meanwhile. `retcode`: the last refusal, 0 for none. Only to a cockpit of step 1 or higher.
 */
export const protectedLine = of('protected', {
  cid: clientOrderId,
  position: ticket,
  sym: symbolName,
  what: z.enum(['stop_set', 'closed', 'gone']),
  retcode: z.int(),
  ms: serverMs,
  why: z.string().max(300),
});
/** A line that could not be carried out, in the bridge's own words, never in return codes of the server. */
export const nak = of('nak', {
  code: z.enum(['malformed', 'unknown_op', 'wrong_session', 'expired', 'unknown_symbol', 'busy']),
  detail: z.string().max(300),
  cid: clientOrderId.optional(),
  q: question.optional(),
});
/** In the place of its proof with code `token`: the cockpit's own proof does not hold by its token. Absent in an older Expert Advisor. */
export const bye = of('bye', { reason: z.string().max(100), code: z.string().max(20).optional() });

/** Everything an authenticated Expert Advisor may say. */
export const fromEa = z.discriminatedUnion('t', [
  snapshotBegin,
  snapshotEnd,
  accountLine,
  operationLine,
  symbolLine,
  positionLine,
  orderLine,
  dealLine,
  names,
  tick,
  barLine,
  bars,
  tx,
  ack,
  result,
  protectedLine,
  found,
  historyEnd,
  calendarLine,
  calendarEnd,
  unreadable,
  heartbeat,
  nak,
  bye,
]);
export type FromEa = z.infer<typeof fromEa>;
export type Hello = z.infer<typeof hello>;
export type LineOf<T extends FromEa['t']> = Extract<FromEa, { t: T }>;
