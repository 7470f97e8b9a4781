import type { EventType, JournalRecord, Payload } from '#shared/events';
import { sourceOf } from '#shared/domain';
import { apply, emptyCockpit, type CockpitState } from '#shared/projection';
import { somePayload, someRecord } from '../events/any-payload.ts';

/** Freezes a value all the way down, so that a fold that changes a record or a former state throws. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const item of Object.values(value)) frozen(item);
  return Object.freeze(value);
}

export const fold = (records: readonly JournalRecord[], state: CockpitState = emptyCockpit()): CockpitState =>
  records.reduce(apply, state);

/** A run in which everything that has a place in the state happens at least once. */
export function story(): readonly JournalRecord[] {
  const records: JournalRecord[] = [];
  const tell = <T extends EventType>(type: T, change: Partial<Payload<T>> = {}): void => {
    records.push(frozen(someRecord(records.length + 1, type, change)));
  };
  const accepted = somePayload('signal.accepted');
  const signal = { ...accepted.signal, signalId: 's1' };
  const card = { ...somePayload('approval.requested').card, signalId: 's1' };
  const { decision } = somePayload('stage.decided', 3);
  const position = { ...somePayload('position.changed').position, ticket: 't1-now', identifier: 't1' };
  const { trade } = somePayload('position.closed');
  const request = {
    op: 'open',
    clientOrderId: 'c1',
    symbol: 'EURUSD',
    side: 'BUY',
    volume: 0.1,
    stopLoss: 1,
    takeProfit: null,
    deviationPoints: 5,
    magic: 1,
    deadlineAt: 9,
  } as const;
  const open = {
    clientOrderId: 'c1',
    signalId: 's1',
    certificateId: null,
    request,
    symbol: 'EURUSD',
    reserve: 80,
    riskMoney: 80,
  };

  tell('run.started');
  tell('day.anchored');
  tell('signal.arrived', { source: 'webhook' });
  tell('signal.accepted', { signal, strategyId: 'm5_bos' });
  tell('signal.duplicate');
  tell('signal.refused', { code: 'rate_limited' });
  tell('intake.refused', { code: 'bad_signature', source: 'webhook', count: 3 });
  tell('stage.decided', { signalId: 's1', decision: { ...decision, verdict: 'passed' } });
  tell('signal.moved', { signalId: 's1', state: 'evaluated', reason: null });
  tell('approval.requested', { card });
  tell('approval.resolved', { signalId: 's1', how: 'approved' });
  tell('signal.moved', { signalId: 's1', state: 'in_pipeline', reason: null });
  tell('signal.moved', { signalId: 's1', state: 'ordered', reason: null });
  tell('order.intended', open);
  tell('order.resolved', { clientOrderId: 'c1', outcome: { kind: 'unknown', why: 'no answer', at: 5 }, sentAt: 4 });
  tell('order.resolved', {
    clientOrderId: 'c1',
    outcome: { kind: 'confirmed', retcode: 10009, ticket: 't1', deal: 'd1', price: 1.1, volume: 0.1, at: 6 },
    sentAt: null,
  });
  tell('position.opened', { position, signalId: 's1', strategyId: 'm5_bos', riskMoney: 80 });
  tell('position.changed', { position: { ...position, profit: 12 } });
  tell('token.issued');
  tell('position.planned', { ticket: 't1', side: position.direction });
  tell('account.chosen', { login: '2', server: 'S', from: { login: '1', server: 'S' } });
  tell('balance.operated');
  tell('breaker.moved');
  tell('block.raised', { block: 'soft-stop' });
  tell('drift.changed', { items: [{ kind: 'different', ticket: 't1', text: 'volume' }] });
  tell('strategy.adjusted');
  tell('approvals.mode_set', { mode: 'veto' });
  tell('recovery.began', { id: 'r1', component: 'mt5_connection', agent: 'terminal', severity: 'high' });
  tell('recovery.acted', { id: 'r1', action: 'restart_component' });
  tell('recovery.began', { id: 'r2', component: 'signal_processing', agent: 'model', severity: 'low' });
  tell('recovery.acted', { id: 'r2', action: 'none' });
  tell('recovery.ended', { id: 'r2' });
  const read = (payload: Payload<'calendar.read'>): void => {
    const envelope = { ...someRecord(records.length + 1, 'news.dropped'), type: 'calendar.read' as const };
    records.push(frozen({ ...envelope, payload }));
  };
  read({ readAt: 1, source: 'file', events: [], coversUntil: null, notes: [] });
  read({ readAt: 2, unchanged: true });
  tell('source.rotated', { id: 'alerts' });
  tell('config.changed', { trustedProxies: ['10.0.0.1'] });
  tell('source.set', { source: sourceOf({ id: 'alerts', kind: 'tradingview', name: 'Other' }) });
  tell('source.faulted', { id: 'alerts', problem: 'it is gone' });
  tell('source.faulted', { id: 'alerts', problem: null });
  tell('source.faulted', { id: 'alerts', problem: 'it is gone' });
  tell('source.removed', { id: 'alerts' });
  tell('sources.read', { sources: [sourceOf({ id: 'alerts', kind: 'tradingview', name: 'Alerts' })] });
  tell('source.faulted', { id: 'alerts', problem: 'its folder is gone' });
  tell('stop.progressed');
  tell('stop.latched', { scope: { kind: 'symbol', symbol: 'EURUSD' } });
  tell('stop.latched', { scope: { kind: 'strategy', strategyId: 'm5_bos' } });
  tell('stop.lifted', { scope: { kind: 'strategy', strategyId: 'm5_bos' } });
  tell('controller.observed', {
    health: [{ agent: 'model', health: 'down', why: 'silent' }],
    lanes: [
      { lane: 'low', refused: 3, max: 20_000 },
      { lane: 'normal', refused: 1, max: 5_000 },
    ],
  });
  tell('controller.observed', { health: [], lanes: [{ lane: 'normal', refused: 0, max: 5_000 }] });
  tell('drill.began');
  tell('drill.ended');
  tell('alarm.raised', { alarm: { ...somePayload('alarm.raised').alarm, id: 'a1' } });
  tell('bar.closed');
  tell('position.closed', { trade: { ...trade, ticket: 't1', signalId: 's1', strategyId: 'm5_bos', pnl: 40, r: 0.5 } });
  tell('trading.changed', { to: 'halted' });
  tell('run.sealed');
  tell('news.noted');
  return records;
}
