import type { JournalRecord } from '#shared/events';
import { OPENING } from './market-facts.ts';
import { EURUSD, walkedBars } from './prices.ts';
import { liveSignal } from './signal-life.ts';
import { warmTurns } from './warm-turns.ts';

export const RUN = 'bench';
/** Four symbols' bars to a minute and a signal every few: what a day of a cockpit looks like. */
const BARS_A_LIFE = 40;
const MINUTE = 60_000;

/** The records of a run with so many of them, as the engine makes them: bars and the whole lives of signals. */
export function runRecords(count: number): readonly JournalRecord[] {
  const turns = warmTurns();
  const records: JournalRecord[] = [];
  // Another symbol's, so that the signals' own market stays the one they are sound in.
  const bars = walkedBars(count, OPENING + count * MINUTE).map((bar) => ({ ...bar, symbol: 'GBPUSD' }));
  let next = 0;
  for (let life = 0; records.length < count; life += 1) {
    let at = OPENING;
    for (let i = 0; i < BARS_A_LIFE; i += 1) {
      const bar = bars[next];
      next += 1;
      if (bar === undefined) break;
      at = bar.time + MINUTE;
      records.push(...turns.take({ type: 'bar.closed', payload: { bar, spec: EURUSD } }, at).records);
    }
    liveSignal(turns, `signal-${life}`, at, (_, act) => void records.push(...act()));
  }
  return renumbered(records.slice(0, count));
}

/** Records for measuring the journal alone: the same kinds and sizes again and again, with numbers of their own. */
export function* endlessRecords(): Generator<JournalRecord, never, undefined> {
  const sample = runRecords(2_000);
  for (let seq = 1; ; seq += 1) yield { ...(sample[(seq - 1) % sample.length] as JournalRecord), seq };
}

const renumbered = (records: readonly JournalRecord[]): readonly JournalRecord[] =>
  records.map((record, index) => ({ ...record, seq: index + 1 }));
