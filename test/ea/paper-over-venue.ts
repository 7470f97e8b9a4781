import { BarBook } from '#main/adapters/paper-broker/bar-book.ts';
import { Books } from '#main/adapters/paper-broker/books.ts';
import { memoryStore } from '#main/adapters/paper-broker/paper-store.ts';
import { PaperTerminal } from '#main/adapters/paper-broker/paper-terminal.ts';
import { PaperWire } from '#main/adapters/paper-broker/paper-wire.ts';
import { PAPER_SYMBOLS } from '#main/paper-broker/index.ts';
import type { Clock } from '#ports';
import type { Venue } from './venue.ts';

/** The paper terminal as the product has it, at the venue's account and with the venue's prices. */
export function paperOver(venue: Venue, clock: Clock): PaperTerminal {
  const { account } = venue;
  const symbols = account.symbols();
  // Every tick of the running minute was seen by the venue, which gives its past too.
  const bars = new BarBook(PAPER_SYMBOLS, 0);
  bars.restore(
    symbols.flatMap((symbol) =>
      venue
        .minutes(symbol, 1_000)
        .map((minute) => ({ ...minute, symbol, timeframe: 'M1' as const, spreadPoints: 2, source: 'history' as const })),
    ),
  );
  const books = new Books(memoryStore(), () => undefined);
  const terminal = new PaperTerminal({
    account,
    bars,
    books,
    wire: new PaperWire(clock, 1),
    clock,
    source: 'the venue',
    symbols,
    market: null,
  });
  venue.feed = (quote) => terminal.feedTick(quote);
  return terminal;
}
