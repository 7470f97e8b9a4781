import { z } from 'zod';
import { clientOrderId, mac, nonce, question, seq, symbolName, ticket, utcMs } from './wire.ts';

const session = z.string().min(8).max(64);
const of = <T extends string, S extends z.ZodRawShape>(t: T, shape: S) => z.strictObject({ t: z.literal(t), seq, ...shape });
const command = <O extends string, S extends z.ZodRawShape>(op: O, shape: S) =>
  of('cmd', {
    op: z.literal(op),
    /** A command for another session is answered with `wrong_session`. */
    session,
    /** Past it the command is answered with `expired` and not carried out: it waited somewhere. */
    deadlineMs: utcMs,
    ...shape,
  });

export const challenge = of('challenge', { nonce, mac });
/** The session begins. The guards are the cockpit's; the Expert Advisor takes the stricter of these and its own inputs. */
export const welcome = of('welcome', {
  session,
  minor: z.int().nonnegative(),
  hbMs: z.int().positive(),
  maxLots: z.number().positive(),
  maxPositions: z.int().positive(),
  /** Of no step of its own: what Expert Advisors up to 0.10 look for before they say `protected`. */
  hears: z.string().max(200).optional(),
});
export const serverHeartbeat = of('hb', { ack: z.int().nonnegative() });
/** Why a session is refused or over, for chart and log. */
export const byeCode = z.enum(['version', 'account', 'taken', 'over']);
export const serverBye = of('bye', { reason: z.string().max(300), code: byeCode.optional() });
/** A word for the chart: what the trader should know there. Empty: nothing any more. */
export const notice = of('notice', { text: z.string().max(200) });

/** Objects to the Expert Advisor are flat: text, numbers and booleans only, so that it needs a scanner and no JSON library. */
export const commands = z.discriminatedUnion('op', [
  command('open', {
    cid: clientOrderId,
    sym: symbolName,
    side: z.enum(['BUY', 'SELL']),
    vol: z.number().positive(),
    sl: z.number().positive(),
    /** 0: none. */
    tp: z.number().nonnegative(),
    /** Points. */
    deviation: z.int().nonnegative(),
    magic: ticket,
  }),
  /** An entry that waits for its price. `limit`: of a stop-limit; 0: none. `untilMs` 0: no end; the cockpit keeps it too. */
  command('place', {
    cid: clientOrderId,
    sym: symbolName,
    side: z.enum(['BUY', 'SELL']),
    vol: z.number().positive(),
    kind: z.enum(['limit', 'stop', 'stop_limit']),
    price: z.number().positive(),
    limit: z.number().nonnegative(),
    sl: z.number().positive(),
    tp: z.number().nonnegative(),
    untilMs: utcMs,
    magic: ticket,
  }),
  /** Other terms for a pending order. */
  command('replace', {
    cid: clientOrderId,
    ticket,
    price: z.number().positive(),
    limit: z.number().nonnegative(),
    sl: z.number().positive(),
    tp: z.number().nonnegative(),
    untilMs: utcMs,
  }),
  /** `id`: the position's identifier, by which it is found when its ticket is another one by then; absent: the ticket is it. */
  command('modify', {
    cid: clientOrderId,
    ticket,
    id: ticket.optional(),
    sl: z.number().nonnegative(),
    tp: z.number().nonnegative(),
  }),
  /** `vol` 0: all of it. */
  command('close', { cid: clientOrderId, ticket, id: ticket.optional(), vol: z.number().nonnegative() }),
  /** `by`, `byId`: of the other position, in the same way. */
  command('closeby', { cid: clientOrderId, ticket, id: ticket.optional(), by: ticket, byId: ticket.optional() }),
  command('cancel', { cid: clientOrderId, ticket }),
  /** Answered with a `symbol` line, or a `nak` with `unknown_symbol`; its ticks and closed candles follow from then on. */
  command('sub', { q: question, sym: symbolName }),
  command('snapshot', { q: question }),
  command('find', { q: question, cid: clientOrderId }),
  /** `skip`: from which place of the list on, as its last page told. */
  command('history', { q: question, sinceMs: utcMs, skip: z.int().positive().optional() }),
  command('bars', { q: question, sym: symbolName, count: z.int().min(1).max(5_000) }),
  command('calendar', { q: question, fromMs: utcMs, toMs: utcMs, skip: z.int().positive().optional() }),
  /** The equity at which the Expert Advisor lets nothing new in until then. Before it is over only a higher one counts. */
  command('floor', { equity: z.number(), untilMs: utcMs }),
]);
export type Command = z.infer<typeof commands>;
/** A command as it is asked for; the connection adds number and session. */
export type Asked = Command extends infer C ? (C extends Command ? Omit<C, 't' | 'seq' | 'session'> : never) : never;

export const toEa = z.union([challenge, welcome, serverHeartbeat, serverBye, notice, commands]);
export type ByeCode = z.infer<typeof byeCode>;
export type ToEa = z.infer<typeof toEa>;
