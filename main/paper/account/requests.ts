import { entryPrice, exitPrice, type Deal, type OrderRequest } from '../../../shared/domain/index.ts';
import { COMMENT_MAX, commentOf, nextTicket, POSITIONS_MAX, type Book, type HeldPosition } from './book.ts';
import { bookEntry, bookExit, commissionOf, slipped } from './dealing.ts';
import { dealable, no, refusedStops, refusedVolume, type No } from './gate.ts';
import { isMultiple, tidy } from './money.ts';
import type { PaperSymbol } from './symbols.ts';
import { accountOf, marginFor } from './valuation.ts';

type Of<Op extends OrderRequest['op']> = Extract<OrderRequest, { op: Op }>;

/** What the server did. `deal` is null where no volume changed hands. */
export type Done = { readonly retcode: number; readonly ticket: string; readonly deal: Deal | null };

/** Carries out a request, or says why not. `share` below 1 deals only that part of the volume (10010). */
export function carryOut(book: Book, request: OrderRequest, nowMs: number, share: number): Done | No {
  if (!book.algoTrading) return no(10027, 'Algo Trading button is off in the terminal');
  if (nowMs > request.deadlineAt) return no(0, `Expired: ${nowMs - request.deadlineAt} ms past its deadline, not sent`);
  if (commentOf(request.cid).length > COMMENT_MAX)
    return no(10013, `Invalid request: comment longer than ${COMMENT_MAX} characters`);
  switch (request.op) {
    case 'open':
      return open(book, request, nowMs, share);
    case 'modify':
      return modify(book, request, nowMs);
    case 'close':
      return close(book, request, nowMs, share);
    case 'cancel':
      return cancel(book, request);
  }
}

function open(book: Book, request: Of<'open'>, nowMs: number, share: number): Done | No {
  const { symbol, side, stopLoss, takeProfit, magic } = request;
  const found = dealable(book, symbol, nowMs);
  if ('retcode' in found) return found;
  const { spec, quote } = found;
  const refused = refusedVolume(spec, request.volume) ?? refusedStops(spec, side, quote, stopLoss, takeProfit);
  if (refused !== null) return refused;
  if (book.positions.size >= POSITIONS_MAX) return no(10040, `Too many positions: the limit is ${POSITIONS_MAX}`);
  const volume = partOf(spec, request.volume, share);
  const noMoney = refusedMargin(book, spec, request.volume, entryPrice(side, quote));
  if (noMoney !== null) return noMoney;
  const price = slipped(book, spec, side, entryPrice(side, quote));
  const order = nextTicket(book);
  const comment = commentOf(request.cid);
  const deal = bookEntry(book, spec, {
    order,
    symbol,
    side,
    volume,
    price,
    stopLoss,
    takeProfit,
    comment,
    magic,
    reason: 'expert',
    at: nowMs,
  });
  return { retcode: retcodeOf(volume, request.volume), ticket: order, deal };
}

/** 10019 unless the free margin carries the new margin and the commission of the entry. */
export function refusedMargin(book: Book, spec: PaperSymbol, volume: number, price: number): No | null {
  const { freeMargin } = accountOf(book);
  const margin = marginFor(book, spec, volume, price);
  if (freeMargin + commissionOf(book, volume) >= margin) return null;
  return no(
    10019,
    `No money: ${volume} lots of ${spec.symbol} need ${margin} ${book.settings.currency} margin, free are ${freeMargin}`,
  );
}

function modify(book: Book, request: Of<'modify'>, nowMs: number): Done | No {
  const { ticket, stopLoss, takeProfit } = request;
  const held = book.positions.get(ticket);
  if (held === undefined) return no(10036, `Position ${ticket} does not exist or is closed`);
  const found = dealable(book, held.symbol, nowMs);
  if ('retcode' in found) return found;
  if (stopLoss === held.stopLoss && takeProfit === held.takeProfit) return { retcode: 10025, ticket, deal: null };
  const refused = refusedStops(
    found.spec,
    held.direction,
    found.quote,
    changed(stopLoss, held.stopLoss),
    changed(takeProfit, held.takeProfit),
  );
  if (refused !== null) return refused;
  book.positions.set(ticket, { ...held, stopLoss, takeProfit });
  return { retcode: 10009, ticket, deal: null };
}

/** A level that stays is not judged again: the price may have come near it since. */
const changed = (level: number | null, before: number | null): number | null => (level === before ? null : level);

function close(book: Book, request: Of<'close'>, nowMs: number, share: number): Done | No {
  const held = book.positions.get(request.ticket);
  if (held === undefined) return no(10036, `Position ${request.ticket} does not exist or is closed`);
  const found = dealable(book, held.symbol, nowMs);
  if ('retcode' in found) return found;
  const { spec, quote } = found;
  const wanted = request.volume ?? held.volume;
  const refused = refusedCloseVolume(spec, held, wanted);
  if (refused !== null) return refused;
  const volume = partOf(spec, wanted, share);
  const price = slipped(book, spec, held.direction === 'BUY' ? 'SELL' : 'BUY', exitPrice(held.direction, quote));
  const exit = { order: nextTicket(book), volume, price, comment: commentOf(request.cid), reason: 'expert', at: nowMs } as const;
  const deal = bookExit(book, held, exit);
  return { retcode: retcodeOf(volume, wanted), ticket: held.ticket, deal };
}

function refusedCloseVolume(spec: PaperSymbol, held: HeldPosition, volume: number): No | null {
  if (volume > held.volume + 1e-9) return no(10038, `Invalid close volume: ${volume} lots, the position has ${held.volume}`);
  const rest = tidy(held.volume - volume);
  if (volume < spec.volumeMin || !isMultiple(volume, spec.volumeStep) || (rest > 0 && rest < spec.volumeMin))
    return no(10014, `Invalid volume: closing ${volume} of ${held.volume} lots does not fit steps of ${spec.volumeStep}`);
  return null;
}

function cancel(book: Book, { ticket }: Of<'cancel'>): Done | No {
  return book.orders.delete(ticket)
    ? { retcode: 10009, ticket, deal: null }
    : no(10035, `Order ${ticket} does not exist or is not working any more`);
}

/** A share of a volume in whole steps, at least the smallest volume. */
function partOf(spec: PaperSymbol, volume: number, share: number): number {
  const part = Math.floor((volume * share) / spec.volumeStep + 1e-9) * spec.volumeStep;
  return tidy(Math.min(volume, Math.max(spec.volumeMin, part)));
}

const retcodeOf = (volume: number, wanted: number): number => (volume < tidy(wanted) ? 10010 : 10009);
