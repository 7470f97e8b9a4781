import { identifierOf, isFinal, isToldBefore, subjectOf } from '#shared/domain';
import type { Certificate, JournalRecord, Payload } from '#shared/events';
import { present } from '#shared/lib';
import { isOpenOrder, type SignalLife } from '#shared/projection';
import { admits, breakerOf } from '#engine/controller';
import type { ReadonlyEngine } from '#engine/engine.ts';
import type { Effect } from '#engine/turn.ts';
import { hasPlanDue } from '#engine/management';
import { mayBeOrdered, nextAttempt, restingEntries, triesFor } from '#engine/orders';
import { waitingFor } from '#engine/saga';
import { SNAPSHOT_GAP_MS } from '#engine/stop';
import { deliver, MESSAGE_LIFE_MS, type Cause } from './deliver.ts';

/** Delays of the confirming snapshots after the first clean one; the second is a retry. */
const CONFIRMING_SNAPSHOTS_MS = [SNAPSHOT_GAP_MS, SNAPSHOT_GAP_MS * 4] as const;

/** A snapshot shows levels that were confirmed by then. */
const LEVELS_SHOW_MS = 1_000;

/** What the world has to do now that a record is durable. Called after the record was folded. */
export function effectsOf(engine: ReadonlyEngine, record: JournalRecord): readonly Effect[] {
  switch (record.type) {
    case 'signal.accepted': {
      const { signal } = record.payload;
      return [deliver(engine, record, signal.signalId, 'evaluate', signal.kind === 'entry' ? 'normal' : 'critical')];
    }
    case 'signal.moved': {
      const { signalId, state } = record.payload;
      if (state === 'in_pipeline') {
        const asked = engine.cockpit.signals.get(signalId)?.approval !== null;
        return [deliver(engine, record, signalId, 'execute', asked ? 'high' : 'normal')];
      }
      return afterExit(engine, record, signalId);
    }
    case 'order.intended':
      return [sendOf(engine, record.payload)];
    case 'order.resolved':
      return afterOrder(engine, record.payload, record.at);
    // A managed position gets its plan, and its next move, at the price of this moment: nothing waits for the next look.
    case 'position.opened':
      return hasPlanDue(engine, identifierOf(record.payload.position)) ? [{ kind: 'wake' }] : [];
    case 'position.planned':
      return [{ kind: 'wake' }];
    // What must not be filled under a block may not rest: it is asked to go at once, not with the next beat.
    case 'block.raised':
      return restingEntries(engine.cockpit).length === 0 ? [] : [{ kind: 'wake' }];
    // Entries that were intended meanwhile were never sent: looked for, they are found to be nowhere. Nothing is sent late.
    case 'journal.mended':
      return [
        ...[...engine.cockpit.openOrders].map((clientOrderId) => ({ kind: 'probe', clientOrderId }) as const),
        { kind: 'refresh' },
      ];
    case 'recovery.acted':
      return stepEffects(engine, record.payload);
    case 'order.progressed':
      // One that rests under its number is found by the regular look.
      return record.payload.to === 'working' && record.payload.ticket === undefined
        ? [{ kind: 'probe', clientOrderId: record.payload.clientOrderId }]
        : [];
    case 'position.closed': {
      const { signalId } = record.payload.trade;
      const life = signalId === null ? undefined : engine.cockpit.signals.get(signalId);
      return [
        ...(life === undefined ? [] : [deliver(engine, record, life.signalId, 'review', 'low')]),
        ...(engine.cockpit.exits.size > 0 ? [{ kind: 'wake' } as const] : []),
      ];
    }
    case 'clock.confirmed':
      return [{ kind: 'trust-clock' }];
    case 'bar.closed':
    case 'bars.closed':
      return proposals(engine, symbolOf(record.payload), record.at);
    case 'stop.progressed':
      return lookAgain(record.payload.certificate);
    case 'alarm.raised': {
      const { alarm, isUpdate = false } = record.payload;
      // A failed journal was notified when it failed, before any turn.
      return alarm.level === 'critical' && !isUpdate && !isToldBefore(alarm.kind)
        ? [{ kind: 'notify', title: alarm.title, body: `${alarm.cause} ${alarm.action}` }]
        : [];
    }
    default:
      return [];
  }
}

function afterOrder(
  engine: ReadonlyEngine,
  { clientOrderId, outcome }: Payload<'order.resolved'>,
  at: number,
): readonly Effect[] {
  // Its recovery looks for an order in doubt; with the recovery table full, it is probed from here.
  const isAlone = outcome.kind === 'unknown' && !isRecovered(engine, clientOrderId);
  return [
    ...(isAlone ? [{ kind: 'probe', clientOrderId } as const] : []),
    ...goOn(engine, clientOrderId, at),
    ...levelsLook(engine, clientOrderId),
    ...cancelledLook(engine, clientOrderId),
    ...(isMoreDue(engine, clientOrderId) ? [{ kind: 'wake' } as const] : []),
  ];
}

/** What the end of an order may have made due is not left to the next beat. */
const isMoreDue = (engine: ReadonlyEngine, clientOrderId: string): boolean =>
  engine.cockpit.exits.size > 0 || isManaged(engine, clientOrderId) || isGroupLeft(engine);

/** A fill of one of a group ends the others at once, not with the next beat. */
const isGroupLeft = ({ cockpit }: ReadonlyEngine): boolean =>
  restingEntries(cockpit).some(({ request }) => request.pending?.oco !== undefined);

/** An unfinished stop is looked after at once; its second clean look has to be another one, a moment later. */
function lookAgain({ endedAt, lastCleanAt = null }: Certificate): readonly Effect[] {
  if (endedAt !== null) return [];
  if (lastCleanAt === null) return [{ kind: 'refresh' }];
  return CONFIRMING_SNAPSHOTS_MS.map((afterMs) => ({ kind: 'refresh', afterMs }));
}

/** An attempt of an unfinished stop is over: it is looked at once how things stand, and again when the next attempt is due. */
function goOn({ cockpit }: ReadonlyEngine, clientOrderId: string, at: number): readonly Effect[] {
  const order = cockpit.orders.get(clientOrderId);
  const certificate = cockpit.certificates.get(order?.certificateId ?? '');
  if (certificate === undefined || certificate.endedAt !== null || order === undefined || isOpenOrder(order)) return [];
  const subject = subjectOf(order.request);
  const next =
    subject === null ? null : nextAttempt(triesFor(cockpit, subject, order.request.op === 'cancel' ? 'cancel' : 'close'), at);
  const dueAt = next?.kind === 'wait' ? next.dueAt : undefined;
  return [{ kind: 'refresh' }, ...(dueAt === undefined ? [] : [{ kind: 'refresh', afterMs: dueAt - at } as const])];
}

/** Whether a stop stands is seen at the terminal, whatever was answered: it is looked at once, and again when a broker has had its time. */
const levelsLook = ({ cockpit }: ReadonlyEngine, clientOrderId: string): readonly Effect[] =>
  cockpit.orders.get(clientOrderId)?.effect === 'protect'
    ? [{ kind: 'refresh' }, { kind: 'refresh', afterMs: LEVELS_SHOW_MS }]
    : [];

/** A cancel that was done says nothing of what was filled before it: the entry is looked for, and ends by what is found of it. */
function cancelledLook({ cockpit }: ReadonlyEngine, clientOrderId: string): readonly Effect[] {
  const order = cockpit.orders.get(clientOrderId);
  if (order?.request.op !== 'cancel' || order.state !== 'confirmed') return [];
  const { ticket } = order.request;
  return restingEntries(cockpit).flatMap((entry) =>
    entry.ticket === ticket ? [{ kind: 'probe', clientOrderId: entry.clientOrderId } as const] : [],
  );
}

const isManaged = ({ cockpit }: ReadonlyEngine, clientOrderId: string): boolean =>
  cockpit.orders.get(clientOrderId)?.managed !== undefined;

const isRecovered = ({ cockpit }: ReadonlyEngine, clientOrderId: string): boolean =>
  [...cockpit.recoveries.values()].some(({ subject }) => subject === clientOrderId);

/** What the world does for one step of a recovery. A breaker that opens and a fallback are the engine's own business. */
function stepEffects({ cockpit }: ReadonlyEngine, { id, action, text }: Payload<'recovery.acted'>): readonly Effect[] {
  const recovery = cockpit.recoveries.get(id);
  if (recovery === undefined) return [];
  const { agent, subject, component } = recovery;
  switch (action) {
    case 'probe':
      return [{ kind: 'probe', clientOrderId: subject }, { kind: 'refresh' }];
    case 'retry':
      return component === 'mt5_connection' ? [{ kind: 'refresh' }] : [{ kind: 'check', agent, recoveryId: id }];
    case 'restart_component':
      return [{ kind: 'restart', agent, recoveryId: id }];
    case 'notification':
      return [{ kind: 'notify', title: `${agent}: ${recovery.kind.replaceAll('_', ' ')}`, body: text }];
    case 'fallback':
    case 'circuit_break':
    case 'emergency_stop':
    case 'none':
      return [];
  }
}

/** What was under way when the last run ended: questions to ask again, orders to look for. Nothing is ever sent again. */
export function effectsOnRestart(engine: ReadonlyEngine, record: Cause): readonly Effect[] {
  const effects: Effect[] = [];
  for (const life of engine.cockpit.signals.values()) {
    if (life.state === 'received')
      effects.push(
        deliver(engine, record, life.signalId, 'evaluate', life.signal.kind === 'entry' ? 'normal' : 'critical', untilOf(life)),
      );
    if (life.state === 'in_pipeline' && mayBeOrdered(engine.cockpit, life))
      effects.push(deliver(engine, record, life.signalId, 'execute', 'normal', untilOf(life)));
    if (life.state === 'closed' && life.trade !== null && !life.decisions.some((decision) => decision.stage === 'u5')) {
      effects.push(deliver(engine, record, life.signalId, 'review', 'low'));
    }
  }
  for (const clientOrderId of engine.cockpit.openOrders) effects.push({ kind: 'probe', clientOrderId });
  return [...effects, { kind: 'refresh' }];
}

/** The other side of a position is opened soon after it is closed, or not at all. */
const untilOf = ({ signal, receivedAt }: SignalLife): number | undefined =>
  signal.turns === undefined ? undefined : receivedAt + MESSAGE_LIFE_MS;

const symbolOf = (closed: Payload<'bar.closed'> | Payload<'bars.closed'>): string =>
  'bar' in closed ? closed.bar.symbol : closed.candles.symbol;

/** What the detector found on the last bar. Bars that were loaded to warm up propose nothing. */
function proposals(engine: ReadonlyEngine, symbol: string, nowMs: number): readonly Effect[] {
  const isOn = engine.cockpit.config.detector.enabled && admits(breakerOf(engine.cockpit, 'detector', 'read'), nowMs);
  if (!isOn) return [];
  const fresh = engine.market.get(symbol)?.fresh ?? [];
  return fresh.filter((setup) => !setup.fromHistory).map((setup) => ({ kind: 'propose', setup }) as const);
}

const sendOf = ({ cockpit }: ReadonlyEngine, { clientOrderId, request, account }: Payload<'order.intended'>): Effect => ({
  kind: 'send',
  request,
  effect: present(cockpit.orders.get(clientOrderId), 'the intent was folded').effect,
  rulebook: cockpit.config.rulebook,
  account: account ?? null,
});

/** What waited for an exit is judged when it is over, and no later than it would have been. */
function afterExit(engine: ReadonlyEngine, record: Cause, signalId: string): readonly Effect[] {
  const life = engine.cockpit.signals.get(signalId);
  if (life?.signal.kind !== 'exit' || !isFinal(life.state)) return [];
  return waitingFor(engine, life).map((entry) =>
    deliver(engine, record, entry.signalId, 'evaluate', 'normal', entry.receivedAt + MESSAGE_LIFE_MS),
  );
}
