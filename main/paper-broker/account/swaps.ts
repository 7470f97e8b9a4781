import type { Book, HeldPosition } from './book.ts';
import { convert } from './conversion.ts';
import { specIn } from './margin.ts';
import { roundMoney } from './money.ts';
import type { Swap } from './symbols.ts';
import { nextMidnight, serverTime } from './trading-hours.ts';
import { currentPrice, moneyOfMove } from './valuation.ts';

/** A cockpit that was off for longer pays for so many nights and no more. */
const NIGHTS_MAX = 400;

/** Swaps of all server midnights since the last moment seen, each for every position that was held over it. */
export function chargeNights(book: Book, nowMs: number): void {
  if (book.isTimeUnknown || nowMs <= book.seenAt) return;
  if (book.midnightAt === 0) book.midnightAt = nextMidnight(book.seenAt === 0 ? nowMs : book.seenAt);
  for (let nights = 0; book.midnightAt <= nowMs && nights < NIGHTS_MAX && book.positions.size > 0; nights++) {
    const weekday = new Date(serverTime(book.midnightAt - 1)).getUTCDay();
    for (const held of [...book.positions.values()]) charge(book, held, weekday);
    book.midnightAt = nextMidnight(book.midnightAt);
  }
  if (book.midnightAt <= nowMs) book.midnightAt = nextMidnight(nowMs);
  book.seenAt = nowMs;
}

/** A wrong time was put right: what was counted ahead of it is taken back. */
export function timeIsAgain(book: Book, nowMs: number): void {
  if (book.seenAt <= nowMs) return;
  book.seenAt = nowMs;
  book.midnightAt = 0;
  book.requestTimes.length = 0;
}

function charge(book: Book, held: HeldPosition, weekday: number): void {
  const { swap } = specIn(book, held.symbol);
  if (swap === undefined || held.openedAt >= book.midnightAt) return;
  const amount = amountOf(book, held, swap) * nightsOf(swap, weekday);
  if (amount !== 0) book.positions.set(held.ticket, { ...held, swap: roundMoney(held.swap + amount, book.settings.currency) });
}

/** Weekends are charged on their one triple day. */
const nightsOf = ({ triple }: Swap, weekday: number): number => (weekday === 0 || weekday === 6 ? 0 : weekday === triple ? 3 : 1);

/** One night in account currency; negative costs. */
function amountOf(book: Book, held: HeldPosition, { mode, long, short }: Swap): number {
  const spec = specIn(book, held.symbol);
  const rate = held.direction === 'BUY' ? long : short;
  if (mode === 'deposit_currency') return rate * held.volume;
  const move = moneyOfMove(spec) * held.volume;
  const amount = mode === 'points' ? rate * spec.point * move : (currentPrice(book, held) * move * rate) / 100 / 360;
  return convert(amount, spec.currencyProfit, book.settings.currency, book.rates);
}
