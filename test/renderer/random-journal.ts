import { defaultConfig, type Config } from '#shared/config';
import type { JournalRecord } from '#shared/events';
import {
  ALARMS,
  DAY_END,
  DAY_START,
  positionOf,
  refusedSignal,
  roomView,
  RULES,
  tradedSignal,
  waitingSignal,
} from './fixtures.ts';
import { createJournal, type JournalBuilder } from './journal-builder.ts';

const CONFIG: Config = defaultConfig();

/** A small generator of equally likely numbers, so that a seed is a bug report (mulberry32). */
function chance(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** One random thing that may happen in the state as it stands. */
function happen(journal: JournalBuilder, pick: (below: number) => number, step: number): void {
  const symbol = (['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD'] as const)[pick(4)] ?? 'EURUSD';
  const story = {
    id: `s-${step}`,
    symbol,
    side: pick(2) === 0 ? 'BUY' : 'SELL',
    pattern: pick(2) === 0 ? 'M5_BOS' : 'M1_BREAK_RETEST',
  } as const;
  const { state } = journal;
  const anyAlarm = [...state.alarms.keys()][0];
  const waiting = [...state.pending.keys()][0];
  switch (pick(10)) {
    case 0:
    case 1:
      return refusedSignal(journal, story, 'owner', RULES.spread);
    case 2:
      return void waitingSignal(journal, story, roomView(98_000, 500), 1.2, 0);
    case 3: {
      if (state.trading.state !== 'active') return;
      const position = positionOf(`t-${step}`, symbol, story.side, 1, 1.1, 1.09, 1.13, 12, journal.now());
      return tradedSignal(
        journal,
        story,
        position,
        500,
        pick(2) === 0 ? null : { pnl: pick(2) === 0 ? 700 : -500, r: 1.4, exit: 1.12, reason: 'tp' },
      );
    }
    case 4: {
      const alarm = Object.values(ALARMS)[pick(4)] ?? ALARMS.link;
      return void journal.write('alarm.raised', { alarm: { ...alarm, raisedAt: journal.now() } });
    }
    case 5:
      if (anyAlarm === undefined) return;
      if (pick(2) === 0) journal.write('alarm.acknowledged', { alarmId: anyAlarm, by: 'trader:window' });
      else journal.write('alarm.cleared', { alarmId: anyAlarm });
      return;
    case 6:
      if (waiting !== undefined)
        journal.write('approval.resolved', { signalId: waiting, how: 'expired', by: 'clock', reason: null });
      return;
    case 7:
      return void journal.write('trading.changed', {
        to: (['active', 'reducing', 'halted'] as const)[pick(3)] ?? 'active',
        reason: 'by chance',
        actor: 'engine',
        certificateId: null,
      });
    case 8:
      return void journal.write('breaker.moved', {
        agent: 'terminal',
        effect: 'write',
        why: 'by chance',
        breaker: pick(2) === 0 ? { state: 'OPEN', failures: pick(6), reopensAt: null } : { state: 'CLOSED', failures: pick(6) },
      });
    default:
      if (pick(2) === 0) journal.write('block.raised', { block: `b-${pick(3)}`, reason: { code: 'losing_streak', text: 'x' } });
      else journal.write('block.lifted', { block: `b-${pick(3)}`, by: 'trader:window', reason: 'by chance' });
  }
}

/** Valid records, the same for the same seed. */
export function randomJournal(seed: number, steps: number): readonly JournalRecord[] {
  const journal = createJournal(DAY_START, 'run-x');
  const pick = chance(seed);
  journal.write('run.started', { version: '0.1.0', mode: 'paper', terminal: 'paper', market: 'demo', config: CONFIG });
  journal.write('day.anchored', { anchorAt: DAY_START, resetsAt: DAY_END, balance: 98_640 });
  for (let step = 0; step < steps; step += 1) happen(journal, pick, step);
  return journal.records;
}
