import { defaultConfig } from '#shared/config';
import { DAY_END, DAY_START, positionOf, PRESENT, SYMBOLS, tradedSignal, type SymbolName } from './fixtures.ts';
import { createJournal, type JournalBuilder } from './journal-builder.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The one ten weeks and a day before the fixtures' Tuesday. */
const MONDAY = DAY_START - 71 * DAY;
const RISK = 520;
/** Results in R as a rule that aims at two and a half has them: mostly whole losses and whole targets, some in between. */
const RS = [-1.01, 2.46, -1.02, -1.01, -1.03, 0.31, -1.04, 2.49, -1, 0.72, 1.1, -0.4, 2.44, -1.03, 0.05, 0.55, -0.72] as const;
const NAMES = Object.keys(SYMBOLS) as readonly SymbolName[];

/** The same numbers each time (mulberry32), 0 to 1. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A journal of so many closed trades over the ten weeks before the fixtures' present: on weekdays, at the hours of London and New York. */
export function pastSeason(count: number): JournalBuilder {
  const journal = createJournal(MONDAY);
  const roll = dice(7);
  journal.write('run.started', { version: '0.1.0', mode: 'paper', terminal: 'paper', market: 'demo', config: defaultConfig() });
  for (let n = 0; n < count; n += 1) {
    const day = Math.floor((n / count) * 50);
    const midnight = MONDAY + (Math.floor(day / 5) * 7 + (day % 5)) * DAY;
    journal.wait(Math.max(60_000, midnight + Math.round((9 + roll() * 9) * HOUR) - journal.now()));
    if (journal.now() > PRESENT - HOUR) break;
    closeOne(journal, n, roll);
  }
  journal.wait(Math.max(1, DAY_START - journal.now()));
  journal.write('day.anchored', { anchorAt: DAY_START, resetsAt: DAY_END, balance: 102_310 });
  journal.wait(Math.max(1, PRESENT - 400 - journal.now()));
  return journal;
}

function closeOne(journal: JournalBuilder, n: number, roll: () => number): void {
  const symbol = NAMES[Math.floor(roll() * NAMES.length)] ?? 'EURUSD';
  const score = 0.6 + roll() * 0.38;
  // A higher score wins a little more often.
  const found = RS[Math.floor(roll() * RS.length)] ?? 0;
  const r = found < -0.9 && roll() < (score - 0.6) * 0.2 ? 2.47 : found;
  const { bid } = SYMBOLS[symbol];
  const side = roll() < 0.5 ? 'BUY' : 'SELL';
  const way = side === 'BUY' ? 1 : -1;
  tradedSignal(
    journal,
    { id: `dt-${String(n).padStart(4, '0')}`, symbol, side, pattern: roll() < 0.6 ? 'M5_BOS' : 'M1_BREAK_RETEST' },
    positionOf(
      String(60_300_000 + n),
      symbol,
      side,
      1.5,
      bid,
      bid * (1 - way * 0.001),
      bid * (1 + way * 0.0025),
      0,
      journal.now(),
    ),
    RISK,
    { pnl: Math.round(r * RISK * 100) / 100, r, exit: bid * (1 + way * r * 0.001), reason: r > 0 ? 'tp' : 'sl' },
    Math.round(score * 100) / 100,
  );
}
