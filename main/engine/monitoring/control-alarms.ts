import { utcClock } from '#shared/lib';
import { blockEnd, scopeName, type BlockEnd } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';
import { breakerAlarms, capital, hasStandIn, type IsCovered } from './breaker-alarms.ts';
import { journalAlarms } from './journal-alarms.ts';
import { laneAlarms } from './lane-alarms.ts';
import { driftAlarms, unknownAlarms } from './order-alarms.ts';
import type { ActiveAlarm } from './active-alarm.ts';

/**
 * How the cockpit itself stands: orders, drift, blocks, breakers, stops. While the link is down, what follows from that alone
 * (the terminal's breakers, its recovery, orders without an answer) is told by the link's own alarm: one cause, one alarm.
 * What outlasts the link is raised when it is back; what stood before it went down goes on standing.
 */
export function controlAlarms(cockpit: ReadonlyCockpit, isLinkDown: boolean): readonly ActiveAlarm[] {
  const isCovered: IsCovered = (id) => isLinkDown && cockpit.alarms.get(id)?.state !== 'active';
  return [
    ...journalAlarms(cockpit),
    ...recoveryAlarms(cockpit, isCovered),
    ...(isCovered('order_unknown') ? [] : unknownAlarms(cockpit)),
    ...driftAlarms(cockpit),
    ...laneAlarms(cockpit),
    ...blockAlarms(cockpit),
    ...breakerAlarms(cockpit, isCovered),
    ...stopAlarms(cockpit),
  ];
}

/** Faults that do not go away by themselves, and what they led to. */
function recoveryAlarms({ recoveries, escalation, config }: ReadonlyCockpit, isCovered: IsCovered): readonly ActiveAlarm[] {
  const out: ActiveAlarm[] = [];
  if (escalation !== null)
    out.push({
      kind: 'escalated',
      level: 'critical',
      title: 'Too many faults: trading is halted',
      deadlineAt: null,
      cause: escalation.text,
      consequence: 'No new entries. Open positions keep their stops.',
      action: 'Look at the faults under Control; resume when their cause is gone.',
    });
  for (const { id, component, agent, step, last, kind } of recoveries.values()) {
    if (agent === 'terminal' && isCovered(`stuck:${id}`)) continue;
    if (component === 'trade_execution' || step < config.recovery.policies[component].length) continue; // Unknown orders have their own.
    out.push({
      id: `stuck:${id}`,
      kind: 'recovery_stuck',
      level: hasStandIn(agent) ? 'advisory' : 'high',
      title: `${capital(agent)} does not recover`,
      deadlineAt: null,
      cause: `${kind.replaceAll('_', ' ')}: every step was tried. ${last}.`,
      consequence:
        agent === 'terminal'
          ? 'No new entries.'
          : agent === 'calendar'
            ? 'See the alarm of the calendar.'
            : 'What stands in for it is used.',
      action: agent === 'terminal' ? 'Check the terminal and its connection.' : `Look at ${agent} under Control.`,
    });
  }
  return out;
}

/** What follows from a block and what to do, by what ends it. */
const BLOCK_WORDS: Readonly<Record<Exclude<BlockEnd, 'clock'>, Pick<ActiveAlarm, 'consequence' | 'action'>>> = {
  trader: {
    consequence: 'Signals are refused until you re-arm.',
    action: 'Review the last trades, then re-arm under Risk.',
  },
  reset: {
    consequence: 'Nothing is opened before the firm’s next reset.',
    action: 'Look after what is still open; the reset lifts this by itself.',
  },
  rulebook: {
    consequence: 'Nothing is opened, and nothing is closed for a floor.',
    action: 'Set the account size under Settings, Rulebook.',
  },
  terminal: {
    consequence: 'Nothing is opened, and no floor can be watched. Stops at the broker still hold.',
    action: 'Look at the account in the terminal, restart the terminal; this lifts by itself when its numbers are sound.',
  },
  look: {
    consequence: 'Nothing is opened before the terminal was looked at. Stops at the broker held meanwhile.',
    action: 'Look at what the broker did in the pause; this lifts by itself with the next look at the terminal.',
  },
};

/** Entries that wait for the trader to re-arm something. */
function blockAlarms(cockpit: ReadonlyCockpit): readonly ActiveAlarm[] {
  const out: ActiveAlarm[] = [];
  for (const [block, { code, text }] of cockpit.blocks) {
    const end = blockEnd(code);
    if (end === 'clock') continue; // The clock's own alarm tells it.
    out.push({
      id: `block:${block}`,
      kind: 'entries_blocked',
      level: 'high',
      title: 'New entries are blocked',
      deadlineAt: null,
      cause: text,
      ...BLOCK_WORDS[end],
    });
  }
  for (const [strategyId, control] of cockpit.strategies) {
    if (!control.riskOn)
      out.push({
        id: `risk_off:${strategyId}`,
        kind: 'strategy_risk_off',
        level: 'high',
        title: `${strategyId} is switched off`,
        deadlineAt: null,
        cause: control.text,
        consequence: 'Its signals are refused.',
        action: 'Review the strategy, then re-arm it under Risk.',
      });
  }
  return out;
}

/** Stops that stand, and stops that could not close everything. */
function stopAlarms(cockpit: ReadonlyCockpit): readonly ActiveAlarm[] {
  const out: ActiveAlarm[] = [];
  for (const [key, { scope, reason, since }] of cockpit.stops)
    out.push({
      id: `stopped:${key}`,
      kind: 'scope_stopped',
      level: 'advisory',
      title: `${scopeName(scope)} is stopped`,
      deadlineAt: null,
      cause: `${reason}, since ${utcClock(since)} UTC.`,
      consequence: 'Its signals are refused; everything else trades on.',
      action: 'Lift the stop under Risk when the reason is gone.',
    });
  for (const certificate of cockpit.certificates.values()) {
    const left = certificate.tickets.some(({ ticket, result }) => result === 'residual' && cockpit.positions.has(ticket));
    if (certificate.state === 'residual' && left)
      out.push({
        id: `residual:${certificate.id}`,
        kind: 'stop_residual',
        level: 'critical',
        title: 'The stop left positions open',
        deadlineAt: null,
        cause: 'The terminal refused to close them.',
        consequence: 'They are held only by their stops.',
        action: 'Close them in the terminal now.',
      });
  }
  return out;
}
