import type { Alarm, Facts } from '../../../shared/domain/index.ts';
import type { Decision } from '../../../shared/events/index.ts';
import type { ReadonlyCockpit } from '../../../shared/projection/index.ts';
import { dayUsedPct, roomOf } from '../risk/index.ts';

type Standing = Omit<Alarm, 'raisedAt' | 'count' | 'id'> & { readonly id?: string };

/** What is wrong at this moment and needs a human act. Nothing else is an alarm. */
export function standingAlarms(cockpit: ReadonlyCockpit, facts: Facts | null, nowMs: number): readonly Standing[] {
  return [...linkAlarms(facts), ...moneyAlarms(cockpit, facts, nowMs), ...controlAlarms(cockpit)];
}

/** The difference between what stands and what is shown, as decisions. Each kind is raised once and counted when it comes back. */
export function alarmChanges(cockpit: ReadonlyCockpit, facts: Facts | null, nowMs: number): readonly Decision[] {
  const standing = new Map(standingAlarms(cockpit, facts, nowMs).map(alarm => [alarm.id ?? alarm.kind, alarm]));
  const out: Decision[] = [];
  for (const [id, alarm] of standing) {
    const life = cockpit.alarms.get(id);
    if (life?.state === 'active') continue;
    out.push({ type: 'alarm.raised', payload: { alarm: { ...alarm, id, raisedAt: nowMs, count: (life?.alarm.count ?? 0) + 1 } } });
  }
  for (const [id, life] of cockpit.alarms) if (life.state === 'active' && !standing.has(id)) out.push({ type: 'alarm.cleared', payload: { alarmId: id } });
  return out;
}

function linkAlarms(facts: Facts | null): readonly Standing[] {
  if (facts === null) return [];
  if (facts.link === 'down') {
    return [{
      kind: 'link_down', level: 'critical', title: 'Terminal link down', deadlineAt: null,
      cause: `The terminal has been silent for ${Math.round(facts.linkAgeMs / 1000)} s.`, consequence: 'No order can be placed or changed. Open positions are held only by their stops at the broker.',
      action: 'Check that the terminal runs and is logged in; manage positions there if you must.',
    }];
  }
  const algo: Standing[] = facts.account !== null && !facts.account.algoTrading ? [{
    kind: 'algo_trading_off', level: 'high', title: 'Algo Trading is off', deadlineAt: null, cause: 'The terminal does not let programs trade.', consequence: 'Every order will be refused.',
    action: 'Press the "Algo Trading" button in the terminal.',
  }] : [];
  const stale: Standing[] = facts.link === 'stale' ? [{
    kind: 'link_stale', level: 'high', title: 'Prices are old', deadlineAt: null, cause: `No price for ${Math.round(facts.linkAgeMs / 1000)} s.`, consequence: 'New entries are refused until prices move again.',
    action: 'Check the terminal and its connection to the broker.',
  }] : [];
  return [...algo, ...stale];
}

function moneyAlarms(cockpit: ReadonlyCockpit, facts: Facts | null, nowMs: number): readonly Standing[] {
  const out: Standing[] = [];
  const room = facts === null ? null : roomOf(cockpit, facts, nowMs);
  const { softStopPct, hardStopPct } = cockpit.config.rulebook;
  const used = room === null ? 0 : dayUsedPct(room);
  if (room !== null && used >= softStopPct && used < hardStopPct) {
    out.push({
      kind: 'day_soft_stop', level: 'high', title: "Day's soft stop reached", deadlineAt: room.resetsAt, cause: `${used.toFixed(1)} % of the daily limit is used, the soft stop is at ${softStopPct} %.`,
      consequence: `No new entries. At ${hardStopPct} % everything is closed.`, action: 'Look after the open positions; trading goes on after the reset.',
    });
  }
  for (const held of facts?.positions ?? []) {
    if (held.stopLoss !== null) continue;
    out.push({
      id: `no_stop:${held.ticket}`, kind: 'position_without_stop', level: 'critical', title: `${held.symbol} has no stop`, deadlineAt: null,
      cause: `Position ${held.ticket}, ${held.volume} lots, has no stop loss.`, consequence: 'Its loss has no limit, so no new entry is possible.', action: 'Set a stop in the terminal, or close the position.',
    });
  }
  return out;
}

function controlAlarms(cockpit: ReadonlyCockpit): readonly Standing[] {
  const out: Standing[] = [];
  const unknown = [...cockpit.orders.values()].filter(order => order.state === 'unknown');
  if (unknown.length > 0) {
    out.push({
      kind: 'order_unknown', level: 'high', title: unknown.length === 1 ? 'Order outcome unknown' : `${unknown.length} order outcomes unknown`, deadlineAt: null,
      cause: `No answer for ${unknown.map(order => `${order.symbol} ${order.cid}`).join(', ')}.`, consequence: 'Its worst loss stays reserved. It is looked for, never sent again.',
      action: 'Look into the terminal for the order if this lasts longer than a minute.',
    });
  }
  if (cockpit.drift !== null) {
    out.push({
      kind: 'drift', level: 'high', title: 'Ledger and terminal differ', deadlineAt: null, cause: cockpit.drift.items[0]?.text ?? 'A difference that cannot be explained.', consequence: 'Reduce-only: no new entries.',
      action: 'Compare with the terminal under Risk, then adopt what it says.',
    });
  }
  for (const [block, { text }] of cockpit.blocks) {
    out.push({ id: `block:${block}`, kind: 'entries_blocked', level: 'high', title: 'New entries are blocked', deadlineAt: null, cause: text, consequence: 'Signals are refused until you re-arm.', action: 'Review the last trades, then re-arm under Risk.' });
  }
  for (const [strategyId, control] of cockpit.strategies) {
    if (!control.riskOn) out.push({ id: `risk_off:${strategyId}`, kind: 'strategy_risk_off', level: 'high', title: `${strategyId} is switched off`, deadlineAt: null, cause: control.text, consequence: 'Its signals are refused.', action: 'Review the strategy, then re-arm it under Risk.' });
  }
  for (const [key, breaker] of cockpit.breakers) {
    if (breaker.state !== 'OPEN' && breaker.state !== 'ISOLATED') continue;
    const byHand = breaker.state === 'ISOLATED';
    out.push({
      id: `breaker:${key}`, kind: 'breaker_open', level: byHand ? 'advisory' : 'high', title: `Breaker ${key} is ${byHand ? 'isolated' : 'open'}`, deadlineAt: breaker.reopensAt,
      cause: byHand ? 'It was isolated by hand.' : `${breaker.failures} failures in a row.`, consequence: key === 'terminal/write' ? 'No new orders. Closing is not affected.' : 'Signals that need it are refused.',
      action: byHand ? 'Reset it under Control when the reason is gone.' : 'Check the part; one probe at a time is let through from the time shown.',
    });
  }
  for (const certificate of cockpit.certificates.values()) {
    const left = certificate.tickets.some(({ ticket, result }) => result === 'residual' && cockpit.positions.has(ticket));
    if (certificate.state === 'residual' && left) out.push({ id: `residual:${certificate.id}`, kind: 'stop_residual', level: 'critical', title: 'The stop left positions open', deadlineAt: null, cause: 'The terminal refused to close them.', consequence: 'They are held only by their stops.', action: 'Close them in the terminal now.' });
  }
  return out;
}
