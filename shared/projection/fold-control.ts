import { CLOCK_SOUND, DAY_LOCK, type ClockStanding } from '#shared/domain';
import type { JournalRecord, Payload } from '#shared/events';
import { appended, digestOf, present, setBounded } from '#shared/lib';
import { BOUNDS } from './bounds.ts';
import { chargedTo } from './charged-to.ts';
import { forgetLooks } from './time-went-back.ts';
import { breakerKey } from './breaker-key.ts';
import type { AlarmLife, CockpitState } from './state.ts';

type ControlRecord = Extract<
  JournalRecord,
  {
    type:
      | 'run.started'
      | 'run.sealed'
      | 'clock.observed'
      | 'clock.confirmed'
      | 'breaker.moved'
      | 'trading.changed'
      | 'drift.changed'
      | 'day.anchored'
      | 'peaks.raised'
      | 'balance.operated'
      | 'rulebook.chosen'
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

/** A reset may be seen a moment after it: what was asked since belongs to the new day. */
function askedSince({ orders, asked }: CockpitState, anchorAt: number): CockpitState['asked'] {
  const lots: Record<string, number> = {};
  let requests = 0;
  for (const { request, requestedAt, state } of orders.values()) {
    if (requestedAt < anchorAt) continue;
    requests += 1;
    if (request.op === 'open' && state !== 'refused') lots[request.symbol] = (lots[request.symbol] ?? 0) + request.volume;
  }
  return { requests, lots, entries: asked.entries };
}

type DayRecord = Extract<
  ControlRecord,
  {
    type:
      | 'day.anchored'
      | 'peaks.raised'
      | 'balance.operated'
      | 'rulebook.chosen'
      | 'limits.kept'
      | 'limits.taken'
      | 'news.noted'
      | 'news.dropped';
  }
>;

/** The firm's day, what trailing floors hang from, and the trader's own events. */
function foldDay(state: CockpitState, record: DayRecord): void {
  switch (record.type) {
    case 'day.anchored': {
      const { peaks = state.peaks, ...day } = record.payload;
      putAside(state, day.anchorAt);
      state.day = day;
      state.asked = askedSince(state, day.anchorAt);
      state.peaks = peaks;
      // The anchor is a balance that holds every operation seen until now.
      state.transfers = { ...state.transfers, day: 0 };
      return;
    }
    case 'rulebook.chosen': {
      const { rulebook } = record.payload;
      state.config = { ...state.config, rulebook };
      // What is chosen now is what the file says from now on.
      if (state.limitsKept !== null) state.limitsKept = { ...state.limitsKept, asked: { ...state.limitsKept.asked, rulebook } };
      return;
    }
    case 'limits.kept':
      state.limitsKept = { asked: state.config, widened: record.payload.widened };
      state.config = record.payload.config;
      return;
    case 'limits.taken':
      state.limitsKept = null;
      state.config = record.payload.config;
      return;
    case 'balance.operated':
      foldOperation(state, record.payload);
      return;
    case 'news.noted':
      setBounded(state.notedNews, record.payload.id, record.payload.event, BOUNDS.notedNews);
      return;
    case 'news.dropped':
      state.notedNews.delete(record.payload.id);
      return;
    case 'peaks.raised':
      state.peaks = record.payload.peaks;
      return;
  }
}

/** The day that another one follows, or takes the place of. Those after the new one's beginning never were. */
function putAside(state: CockpitState, anchorAt: number): void {
  const { day, peaks, transfers, blocks } = state;
  if (day === null || day.anchorAt === anchorAt) return;
  const lock = blocks.get(DAY_LOCK) ?? null;
  const past = { ...day, moved: transfers.day, peaks, lock: lock === null ? null : { code: lock.code, text: lock.text } };
  state.pastDays = appended(state.pastDays, past, BOUNDS.pastDays).filter((one) => one.anchorAt < anchorAt);
}

function foldOperation(state: CockpitState, { operation, isOld }: Payload<'balance.operated'>): void {
  const { ticket, kind, amount } = operation;
  // It is neither lost nor profit: in a trade's result, or told as a cost of the account.
  if (kind === 'charge' && !isOld && chargedTo(state, operation) === null)
    state.accountCosts = Math.round((state.accountCosts + amount) * 100) / 100;
  setBounded(state.operations, ticket, operation, BOUNDS.operations);
  if (kind === 'charge' || isOld) return;
  const { day, deposited, withdrawn } = state.transfers;
  state.transfers = {
    day: day + amount,
    deposited: deposited + Math.max(0, amount),
    withdrawn: withdrawn + Math.max(0, -amount),
  };
}

/** Everything about how the cockpit itself stands: run, trading state, breakers, blocks, alarms, stops. */
export function foldControl(state: CockpitState, record: ControlRecord): void {
  switch (record.type) {
    case 'clock.confirmed':
      return; // What follows from it is observed.
    case 'clock.observed':
      foldClock(state, record, record.payload.clock, record.payload.zone);
      return;
    case 'run.started': {
      const { version, mode, terminal, market, config, clock = CLOCK_SOUND } = record.payload;
      foldClock(state, record, clock);
      state.run = record.run;
      state.version = version;
      state.mode = mode;
      state.terminal = terminal;
      state.market = market;
      state.config = config;
      state.limitsKept = null;
      state.sealed = false;
      state.journalFault = null;
      state.approvalMode = config.approvals.mode;
      return;
    }
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
    case 'day.anchored':
    case 'peaks.raised':
    case 'rulebook.chosen':
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
      acknowledged: before?.state === 'active' ? before.acknowledged : null,
      shelvedUntil: before?.shelvedUntil ?? null,
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
