import { CLOCK_SOUND, type ClockStanding } from '#shared/domain';
import type { JournalRecord, Payload } from '#shared/events';
import { digestOf, present, setBounded } from '#shared/lib';
import { BOUNDS } from './bounds.ts';
import { forgetLooks } from './time-went-back.ts';
import { breakerKey } from './breaker-key.ts';
import { foldAccount } from './fold-account.ts';
import { foldDay } from './fold-day.ts';
import { machineAfter, MACHINE_SOUND } from './machine-state.ts';
import type { AlarmLife, CockpitState } from './state.ts';

type ControlRecord = Extract<
  JournalRecord,
  {
    type:
      | 'run.started'
      | 'run.sealed'
      | 'clock.observed'
      | 'clock.confirmed'
      | 'machine.observed'
      | 'breaker.moved'
      | 'trading.changed'
      | 'drift.changed'
      | 'day.anchored'
      | 'peaks.raised'
      | 'balance.operated'
      | 'rulebook.chosen'
      | 'config.changed'
      | 'account.chosen'
      | 'limits.kept'
      | 'limits.taken'
      | 'news.noted'
      | 'news.dropped'
      | 'block.raised'
      | 'block.lifted'
      | 'strategy.adjusted'
      | 'approvals.mode_set'
      | 'alarm.raised'
      | 'alarm.acknowledged'
      | 'alarm.shelved'
      | 'alarm.cleared';
  }
>;

const driftOf = (state: CockpitState, items: Payload<'drift.changed'>['items'], at: number): CockpitState['drift'] =>
  items.length === 0 ? null : { items, since: state.drift?.since ?? at, digest: digestOf({ items }) };

/** Everything about how the cockpit itself stands: run, trading state, breakers, blocks, alarms, stops. */
export function foldControl(state: CockpitState, record: ControlRecord): void {
  switch (record.type) {
    case 'clock.confirmed':
      return; // What follows from it is observed.
    case 'machine.observed':
      state.machine = machineAfter(state.machine, record);
      return;
    case 'clock.observed':
      foldClock(state, record, record.payload.clock, record.payload.zone);
      return;
    case 'run.started':
      foldStart(state, record);
      return;
    case 'run.sealed':
      state.sealed = true;
      return;
    case 'breaker.moved':
      state.breakers.set(breakerKey(record.payload.agent, record.payload.effect), record.payload.breaker);
      return;
    case 'trading.changed': {
      const { to, reason, actor, certificateId, code } = record.payload;
      state.trading = { state: to, reason, actor, since: record.at, certificateId, ...(code === undefined ? {} : { code }) };
      if (to === 'active') state.escalation = null;
      return;
    }
    case 'drift.changed':
      state.drift = driftOf(state, record.payload.items, record.at);
      return;
    case 'account.chosen':
      foldAccount(state, record.payload);
      return;
    case 'day.anchored':
    case 'peaks.raised':
    case 'rulebook.chosen':
    case 'config.changed':
    case 'limits.kept':
    case 'limits.taken':
    case 'balance.operated':
    case 'news.noted':
    case 'news.dropped':
      foldDay(state, record);
      return;
    case 'block.raised':
      state.blocks.set(record.payload.block, { ...record.payload.reason, since: record.at });
      return;
    case 'block.lifted':
      state.blocks.delete(record.payload.block);
      return;
    case 'strategy.adjusted':
      adjust(state, record.payload);
      return;
    case 'approvals.mode_set':
      state.approvalMode = record.payload.mode;
      return;
    default:
      foldAlarms(state, record);
  }
}

function foldStart(state: CockpitState, record: Extract<ControlRecord, { type: 'run.started' }>): void {
  const { version, mode, terminal, market, config, clock = CLOCK_SOUND } = record.payload;
  foldClock(state, record, clock);
  state.run = record.run;
  state.version = version;
  state.mode = mode;
  state.terminal = terminal;
  state.market = market;
  state.config = config;
  state.machine = MACHINE_SOUND;
  state.limitsKept = null;
  state.sealed = false;
  state.journalFault = null;
  state.approvalMode = config.approvals.mode;
}

function foldClock(
  state: CockpitState,
  { seq, at }: ControlRecord,
  clock: ClockStanding,
  learned?: Payload<'clock.observed'>['zone'],
): void {
  const isSame = state.clock.doubt === clock.doubt && state.clock.stepMs === clock.stepMs;
  if (!isSame) forgetLooks(state);
  const { since, digest } = isSame ? state.clock : { since: at, digest: digestOf({ doubt: clock.doubt, seq }) };
  const zone = learned === undefined ? state.clock.zone : { ...learned, at };
  state.clock = { ...clock, since, digest, zone };
}

function adjust(state: CockpitState, { strategyId, riskFactor, riskOn, proposal, text }: Payload<'strategy.adjusted'>): void {
  state.strategies.set(strategyId, { riskFactor, riskOn, proposal, text });
}

function foldAlarms(state: CockpitState, record: Extract<ControlRecord, { type: `alarm.${string}` }>): void {
  if (record.type === 'alarm.raised') {
    const { alarm } = record.payload;
    const before = state.alarms.get(alarm.id);
    const life: AlarmLife = {
      alarm,
      state: 'active',
      acknowledged: record.payload.isUpdate === true ? (before?.acknowledged ?? null) : null,
      // A new row in an alarm that rests is news: it rests no longer.
      shelvedUntil: before?.state === 'active' && record.payload.isUpdate !== true ? null : (before?.shelvedUntil ?? null),
    };
    setBounded(state.alarms, alarm.id, life, BOUNDS.alarms, (old) => old.state === 'returned');
    return;
  }
  const { alarmId } = record.payload;
  const life = present(state.alarms.get(alarmId), `alarm ${alarmId} is known`);
  switch (record.type) {
    case 'alarm.acknowledged':
      if (life.state === 'returned') state.alarms.delete(alarmId);
      else state.alarms.set(alarmId, { ...life, acknowledged: { by: record.payload.by, at: record.at } });
      return;
    case 'alarm.shelved':
      state.alarms.set(alarmId, { ...life, shelvedUntil: record.payload.untilMs });
      return;
    case 'alarm.cleared':
      if (life.acknowledged === null) state.alarms.set(alarmId, { ...life, state: 'returned', returnedAt: record.at });
      else state.alarms.delete(alarmId);
  }
}
