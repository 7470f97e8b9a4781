import { createEngine, fold, judgeAgain, type Engine } from '#engine';
import type { RerunAsk } from '#ports';
import { mergePatch, parseConfig, type Config } from '#shared/config';
import type { JournalRecord } from '#shared/events';
import type { RerunFound } from '#shared/ipc';
import { RerunTally } from './rerun-tally.ts';

/** Records read at a time. */
const STEP = 500;
/** How often it is told what was found so far. */
const TELLS = 50;

export type JudgedParts = {
  /** Up to so many records after one, oldest first. */
  readonly read: (since: number, limit: number) => readonly JournalRecord[];
  /** The last record that is read. */
  readonly end: number;
  readonly reached: (seq: number, found: RerunFound) => void;
};

/**
 * Judges the signals on record again with other settings, in the state as it was at each of them. Throws where the records cannot be
 * read to the end, and where the change makes no configuration of the one that was in force then.
 */
export function judgedAgain({ change, from, to }: RerunAsk, { read, end, reached }: JudgedParts): RerunFound {
  const tally = new RerunTally();
  const judge = judgeOf(tally, change);
  const engine = createEngine();
  const toldEvery = Math.max(STEP, Math.ceil(end / TELLS));
  let [at, toldAt] = [0, 0];
  while (at < end) {
    const page = read(at, Math.min(STEP, end - at));
    if (page.length === 0) throw new Error(`Record ${at + 1} is not on the disk`);
    for (const record of page) {
      if ((from === null || record.at >= from) && (to === null || record.at < to)) judge(engine, record);
      fold(engine, record);
      // A signal of the span counts with its result, also one that came after the span.
      if (record.type === 'position.closed') tally.closed(record.payload.trade);
      at = record.seq;
    }
    if (at - toldAt < toldEvery) continue;
    toldAt = at;
    reached(at, tally.found());
  }
  return tally.found();
}

/** Judges what a record delivers for judgement, with the settings of then and with the change on them. */
function judgeOf(tally: RerunTally, change: RerunAsk['change']): (engine: Engine, record: JournalRecord) => void {
  let known: { readonly of: Config; readonly next: Config } | null = null;
  const underChange = (of: Config): Config => {
    if (known?.of !== of) known = { of, next: changed(of, change) };
    return known.next;
  };
  return (engine, record) => {
    if (record.type !== 'message.delivered') return;
    const { message, facts } = record.payload;
    const life = engine.cockpit.signals.get(message.signalId);
    if (message.kind === 'review' || facts === null || life?.signal.kind !== 'entry' || life.orders.length > 0) return;
    const { config } = engine.cockpit;
    const { signalId, signal } = life;
    const { seq, at } = record;
    tally.judged({
      ...{ signalId, symbol: signal.symbol, side: signal.side, seq, at },
      then: judgeAgain(engine, life, facts, at, config),
      now: judgeAgain(engine, life, facts, at, underChange(config)),
    });
  };
}

function changed(of: Config, change: RerunAsk['change']): Config {
  const parsed = parseConfig(mergePatch(of, change));
  if (parsed.ok) return parsed.value;
  throw new Error(`With the settings of then: ${parsed.error.map(({ path, message }) => `${path}: ${message}`).join('; ')}`);
}
