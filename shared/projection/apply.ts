import { CLOCK_DOUBTS } from '#shared/domain';
import { assert, unreachable } from '#shared/lib';
import { isOfCandles, type JournalRecord } from '#shared/events';
import { foldControl } from './fold-control.ts';
import { foldIntake } from './fold-intake.ts';
import { foldOrders } from './fold-orders.ts';
import { foldPositions } from './fold-positions.ts';
import { foldRecovery } from './fold-recovery.ts';
import { foldSignals } from './fold-signals.ts';
import { foldSources } from './fold-sources.ts';
import { foldTokens } from './fold-tokens.ts';
import { foldStops } from './fold-stops.ts';
import { BOUNDS } from './bounds.ts';
import { CLOCK_SLEW_MS, timeWentBack } from './time-went-back.ts';
import { forwardBy, timeWentForward } from './time-went-forward.ts';
import type { CockpitState } from './state.ts';

/** The one reducer. The engine folds the journal with it, a window folds the feed with it. Changes `state` in place. */
export function apply(state: CockpitState, record: JournalRecord): CockpitState {
  assert(record.seq === state.lastSeq + 1, 'records are applied in seq order without gaps');
  if (record.at < state.lastAt - CLOCK_SLEW_MS) timeWentBack(state, record.at);
  const forwardMs = forwardBy(record, state.lastAt);
  if (forwardMs > 0) timeWentForward(state, forwardMs);
  state.lastSeq = record.seq;
  state.lastAt = record.at;
  remember(state, record);
  foldOne(state, record);
  // The end of an earlier run is written before the clock of this one is judged.
  if (isTimeKnown(state.clock) && record.type !== 'run.sealed') state.trustedAt = record.at;
  return state;
}

/** By the PC's clock while nothing is in doubt, or by the trade server's. */
const isTimeKnown = ({ doubt }: CockpitState['clock']): boolean => doubt === null || !CLOCK_DOUBTS[doubt].holdsDay;

function foldOne(state: CockpitState, record: JournalRecord): CockpitState {
  if (record.type === 'bar.closed' || record.type === 'bars.closed') return state; // The detector's.
  switch (record.type) {
    case 'signal.arrived':
    case 'intake.refused':
    case 'signal.accepted':
    case 'signal.duplicate':
    case 'signal.refused':
      foldIntake(state, record);
      return state;
    case 'sources.read':
    case 'source.faulted':
    case 'source.set':
    case 'source.removed':
    case 'source.rotated':
      foldSources(state, record);
      return state;
    case 'stage.decided':
    case 'signal.moved':
    case 'approval.requested':
    case 'approval.resolved':
      foldSignals(state, record);
      return state;
    case 'order.intended':
    case 'order.progressed':
    case 'order.resolved':
    case 'order.ended':
    case 'order.moved':
    case 'order.left':
      foldOrders(state, record);
      return state;
    case 'position.opened':
    case 'position.changed':
    case 'position.protected':
    case 'position.closed':
    case 'position.dropped':
    case 'position.planned':
    case 'trade.corrected':
      foldPositions(state, record);
      return state;
    case 'message.delivered':
    case 'recovery.reported':
    case 'terminal.answered':
    case 'terminal.progressed':
    case 'order.withheld':
    case 'terminal.probed':
    case 'terminal.dealt':
    case 'terminal.settled':
    case 'terminal.observed':
    case 'operator.acted':
    case 'halt.asked':
    case 'drill.began':
    case 'time.reached':
    case 'act.noted':
      return state; // What follows from these is in the decisions behind them.
    default:
      applyControl(state, record);
      return state;
  }
}

type Rest = Exclude<
  JournalRecord,
  {
    type:
      | `signal.${string}`
      | `stage.${string}`
      | `approval.${string}`
      | `order.${string}`
      | `position.${string}`
      | 'trade.corrected'
      | `message.${string}`
      | `terminal.${string}`
      | 'intake.refused'
      | `sources.${string}`
      | `source.${string}`
      | 'recovery.reported'
      | 'bar.closed'
      | 'bars.closed'
      | 'operator.acted'
      | 'halt.asked'
      | 'drill.began'
      | 'time.reached'
      | 'act.noted';
  }
>;

/** How the cockpit itself stands. */
function applyControl(state: CockpitState, record: Rest): void {
  switch (record.type) {
    case 'recovery.began':
    case 'recovery.acted':
    case 'recovery.ended':
    case 'recovery.escalated':
    case 'calendar.read':
      foldRecovery(state, record);
      return;
    case 'token.issued':
    case 'token.revoked':
      foldTokens(state, record);
      return;
    case 'fault.seen':
    case 'journal.mended':
    case 'journal.found':
    case 'journal.adopted':
    case 'stop.progressed':
    case 'stop.latched':
    case 'stop.lifted':
    case 'drill.ended':
    case 'controller.observed':
      foldStops(state, record);
      return;
    case 'run.started':
    case 'run.sealed':
    case 'clock.observed':
    case 'clock.confirmed':
    case 'machine.observed':
    case 'breaker.moved':
    case 'trading.changed':
    case 'drift.changed':
    case 'day.anchored':
    case 'peaks.raised':
    case 'rulebook.chosen':
    case 'config.changed':
    case 'account.chosen':
    case 'limits.kept':
    case 'limits.taken':
    case 'balance.operated':
    case 'news.noted':
    case 'news.dropped':
    case 'block.raised':
    case 'block.lifted':
    case 'strategy.adjusted':
    case 'approvals.mode_set':
    case 'alarm.raised':
    case 'alarm.acknowledged':
    case 'alarm.shelved':
    case 'alarm.cleared':
      foldControl(state, record);
      return;
    default:
      unreachable(record);
  }
}

function remember(state: CockpitState, { seq, at, type, actor, correlationId }: JournalRecord): void {
  if (isOfCandles(type)) return; // Four a minute say nothing; they would push everything else out of the tail.
  state.tail.set(seq, { seq, at, type, actor, correlationId });
  if (state.tail.size <= BOUNDS.tail) return;
  for (const oldest of state.tail.keys()) {
    state.tail.delete(oldest);
    break;
  }
}
