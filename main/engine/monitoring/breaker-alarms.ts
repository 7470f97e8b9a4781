import type { AgentId, Breaker } from '#shared/domain';
import { breakerParts, type BreakerKey, type ReadonlyCockpit } from '#shared/projection';
import { BREAKER_LIMITS } from '#engine/controller';
import type { ActiveAlarm } from './active-alarm.ts';

/** Whether another alarm tells of it already. */
export type IsCovered = (id: string) => boolean;

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Another part stands in for it while it is away, so nothing has to be done at once. */
export const hasStandIn = (agent: AgentId): boolean => agent === 'model' || agent === 'calendar' || agent === 'notifier';

const CONSEQUENCES: Readonly<Partial<Record<BreakerKey, string>>> = {
  'terminal/write': 'No new orders. Closing is not affected.',
  'terminal/read': 'The terminal is not looked at: no reconciliation, and no new entries.',
  'model/read': 'Signals are scored by the rule.',
  'calendar/read': 'The copy read before is used, if there is one and as long as it covers the time.',
  'notifier/write': 'Alarms are on the screen only.',
};

/** Breakers that are not closed. */
export function breakerAlarms(cockpit: ReadonlyCockpit, isCovered: IsCovered): readonly ActiveAlarm[] {
  const out: ActiveAlarm[] = [];
  for (const [key, breaker] of cockpit.breakers) {
    if (breaker.state !== 'OPEN' && breaker.state !== 'ISOLATED') continue;
    const { agent, effect } = breakerParts(key);
    if (agent === 'journal' && breaker.state === 'OPEN') continue; // It has an alarm of its own.
    const byHand = breaker.state === 'ISOLATED';
    if (agent === 'terminal' && !byHand && isCovered(`breaker:${key}`)) continue;
    out.push({
      id: `breaker:${key}`,
      kind: 'breaker_open',
      level: byHand || hasStandIn(agent) ? 'advisory' : 'high',
      title: `${capital(agent)} ${effect} ${byHand ? 'isolated' : 'breaker open'}`,
      deadlineAt: breaker.state === 'OPEN' ? breaker.reopensAt : null,
      cause: breaker.state === 'ISOLATED' ? 'It was isolated by hand.' : causeText(breaker),
      consequence: CONSEQUENCES[key] ?? 'Signals that need it are refused.',
      action: byHand
        ? 'Reset it under Control when the reason is gone.'
        : 'Check the part; one probe at a time is let through from the time shown.',
    });
  }
  return out;
}

function causeText({ cause, failures }: Extract<Breaker, { state: 'OPEN' }>): string {
  switch (cause) {
    case 'slow':
      return `${BREAKER_LIMITS.slowToOpen} answers in a row took too long.`;
    case 'unknown':
      return `${BREAKER_LIMITS.unknownToOpen} outcomes in a row are unknown.`;
    case 'age':
      return `${failures} failures and no success for ten minutes.`;
    case 'probe':
      return 'The probe failed.';
    default:
      return `${failures} failures in a row.`;
  }
}
