import { z } from 'zod';
import { obstacle } from './obstacles.ts';
import { terminalCaps } from './terminal-caps.ts';
import { pendingTerms } from './pending.ts';
import { pendingOrder, position } from './position.ts';
import { epochMs, quote, side, symbolSpec, type SymbolSpec } from './market.ts';

/**
 * Money that moved without a trade. A `transfer` (deposit, withdrawal, bonus) is neither profit nor loss; a `charge` (fee,
 * interest, dividend, tax, correction) is. Credit moves no balance and is left out. Account currency, negative when it left.
 */
export const balanceOperation = z.object({
  ticket: z.string(),
  at: epochMs,
  amount: z.number(),
  kind: z.enum(['transfer', 'charge']),
  /** The position that a charge names, and what the broker wrote on it; absent: nothing. */
  position: z.string().optional(),
  comment: z.string().max(60).optional(),
});
export type BalanceOperation = z.infer<typeof balanceOperation>;

/** The account as the terminal reports it. Money in account currency. */
/** An account as it is told apart: each server gives out its own numbers. */
export const accountName = z.object({ login: z.string().min(1).max(64), server: z.string().min(1).max(128) });
export type AccountName = z.infer<typeof accountName>;

export const isSameAccount = (one: AccountName, other: AccountName): boolean =>
  one.login === other.login && one.server === other.server;

export const account = z.object({
  login: z.string(),
  server: z.string(),
  company: z.string(),
  currency: z.string(),
  leverage: z.int().positive(),
  marginMode: z.enum(['hedging', 'netting']),
  algoTrading: z.boolean(),
  balance: z.number(),
  equity: z.number(),
  margin: z.number(),
  freeMargin: z.number(),
  /** Equity / margin in percent; null without open positions. */
  marginLevel: z.number().nullable(),
  /** Decimals of the account currency: 0 for yen, 8 for bitcoin. Absent: 2. */
  currencyDigits: z.int().min(0).max(8).optional(),
  /** The newest of the last month, oldest first, all of them part of this balance; absent: there were none, or it does not tell. */
  operations: z.array(balanceOperation).max(50).optional(),
});
export type Account = z.infer<typeof account>;

export const dealReason = z.enum(['client', 'expert', 'sl', 'tp', 'so']);
/** A deal: the fact that volume changed hands. `position` is the position's identifier. */
export const deal = z.object({
  ticket: z.string(),
  order: z.string(),
  position: z.string(),
  symbol: z.string(),
  direction: side,
  /** `inout` reverses a position on a netting account; `out_by` closes against an opposite position. */
  entry: z.enum(['in', 'out', 'inout', 'out_by']),
  volume: z.number().positive(),
  price: z.number().positive(),
  profit: z.number(),
  commission: z.number(),
  swap: z.number(),
  at: epochMs,
  reason: dealReason,
  clientOrderId: z.string().nullable(),
  magic: z.int().nonnegative(),
});
export type Deal = z.infer<typeof deal>;

/** Whether a deal took volume away, as a close, a close-by and a reversal do. */
export const isExit = ({ entry }: Pick<Deal, 'entry'>): boolean => entry !== 'in';

export const link = z.enum(['up', 'stale', 'down']);
export type Link = z.infer<typeof link>;

/** Everything the terminal holds at one moment. */
export const terminalSnapshot = z.object({
  at: epochMs,
  account,
  positions: z.array(position).max(1000),
  orders: z.array(pendingOrder).max(1000),
});
export type TerminalSnapshot = z.infer<typeof terminalSnapshot>;

/** Identifier of the position that a request speaks of, which it had before its ticket changed; absent: the ticket is it. */
const positionMeant = z.string().optional();

/** What we ask of a terminal. `clientOrderId` names the attempt: asking twice with one clientOrderId never trades twice. */
export const orderRequest = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('open'),
    clientOrderId: z.string(),
    symbol: z.string(),
    side,
    volume: z.number().positive(),
    stopLoss: z.number().positive(),
    takeProfit: z.number().positive().nullable(),
    deviationPoints: z.int().nonnegative(),
    /** It waits at the broker for its price; absent: at the market. */
    pending: pendingTerms.optional(),
    magic: z.int().nonnegative(),
    deadlineAt: epochMs,
  }),
  z.object({
    op: z.literal('modify'),
    clientOrderId: z.string(),
    ticket: z.string(),
    position: positionMeant,
    stopLoss: z.number().positive().nullable(),
    takeProfit: z.number().positive().nullable(),
    deadlineAt: epochMs,
  }),
  z.object({
    op: z.literal('close'),
    clientOrderId: z.string(),
    ticket: z.string(),
    position: positionMeant,
    volume: z.number().positive().nullable(),
    deadlineAt: epochMs,
  }),
  /** Against an opposite position of the same symbol: no price is taken. */
  z.object({
    op: z.literal('close_by'),
    clientOrderId: z.string(),
    ticket: z.string(),
    position: positionMeant,
    by: z.string(),
    byPosition: positionMeant,
    deadlineAt: epochMs,
  }),
  z.object({ op: z.literal('cancel'), clientOrderId: z.string(), ticket: z.string(), deadlineAt: epochMs }),
  /** Moves a resting entry of ours: its prices, levels and end, never its volume. */
  z.object({
    op: z.literal('replace'),
    clientOrderId: z.string(),
    ticket: z.string(),
    pending: pendingTerms,
    stopLoss: z.number().positive(),
    takeProfit: z.number().positive().nullable(),
    deadlineAt: epochMs,
  }),
]);
export type OrderRequest = z.infer<typeof orderRequest>;

/** What a request is about for as long as that lives: a position's identifier, or a pending order's ticket; null: something new. */
export const subjectOf = (request: OrderRequest): string | null => {
  if (!('ticket' in request)) return null;
  return ('position' in request ? request.position : undefined) ?? request.ticket;
};

/** All that a request is about: closing one position by another one is about both. */
export const subjectsOf = (request: OrderRequest): readonly string[] => {
  const subject = subjectOf(request);
  if (subject === null) return [];
  return request.op === 'close_by' ? [subject, request.byPosition ?? request.by] : [subject];
};

/**
 * How an order ended, as far as anybody knows. `unknown` means the terminal may or may not have done it:
 * it is resolved by looking (orders, positions, history by clientOrderId), never by asking again.
 */
export const outcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('confirmed'),
    retcode: z.int(),
    ticket: z.string(),
    deal: z.string().nullable(),
    price: z.number().nullable(),
    volume: z.number().nullable(),
    at: epochMs,
  }),
  z.object({ kind: z.literal('refused'), retcode: z.int(), text: z.string(), at: epochMs }),
  z.object({ kind: z.literal('unknown'), why: z.string(), at: epochMs }),
]);
export type Outcome = z.infer<typeof outcome>;

/** What looking for a clientOrderId found. `absent` only when orders, positions and history were all readable and none has it. */
export const probeResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('found'), outcome, position }),
  z.object({ kind: z.literal('found_closed'), outcome, deals: z.array(deal) }),
  /** It rests at the broker. */
  z.object({ kind: z.literal('resting'), order: pendingOrder }),
  /** It rested, and went without a deal. */
  z.object({ kind: z.literal('ended'), how: z.enum(['cancelled', 'expired', 'refused']), text: z.string(), at: epochMs }),
  z.object({ kind: z.literal('absent') }),
  z.object({ kind: z.literal('unreachable'), why: z.string() }),
]);
export type ProbeResult = z.infer<typeof probeResult>;

/** The market and account facts that a decision was made on. Recorded with it, so that the decision can be repeated. */
export const facts = z.object({
  link,
  linkAgeMs: z.number().nonnegative(),
  account: account.nullable(),
  positions: z.array(position),
  orders: z.array(pendingOrder),
  quote: quote.nullable(),
  /** Newest prices of symbols in which positions are managed: a snapshot's own may be seconds old. Absent: none are. */
  prices: z.array(quote).max(1_000).optional(),
  /** What the terminal told that cannot be so; what it was told of is left out as unknown. Absent: all of it can. */
  unsound: z.string().max(300).optional(),
  /** What keeps the terminal from taking orders at this moment. Absent: nothing that is known. */
  obstacle: obstacle.optional(),
  /** Beyond what the terminal's own program refuses. Absent: it has no limits of its own, or does not tell them. */
  caps: terminalCaps.optional(),
  /** The subject's market is closed by its own sessions until then; absent: it is open, or nobody has told. */
  opensAt: epochMs.optional(),
  /** The subject's symbol and those of open positions: what money per tick means for each. */
  specs: z.array(symbolSpec),
  /** What the model said of this signal, or why it did not; absent where there is no model. */
  model: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('scored'), probability: z.number().min(0).max(1), version: z.string().max(60) }),
      z.object({ kind: z.literal('silent'), why: z.string().max(300) }),
    ])
    .optional(),
});
export type Facts = z.infer<typeof facts>;

/** The terminal's description of a symbol among those that are known; null when it has none. */
export const specOf = (among: { readonly specs: readonly SymbolSpec[] }, symbol: string): SymbolSpec | null =>
  among.specs.find((spec) => spec.symbol === symbol) ?? null;
