import { faultText } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { ReadonlyEngine } from '#engine/engine.ts';
import type { Turn } from '#engine/turn.ts';

/** The emergency procedure: a critical fault at once, or so many high ones so close together, call for a halt. */
export function escalate({ cockpit }: ReadonlyEngine, turn: Turn, decisions: readonly Decision[]): readonly Decision[] {
  const begun = decisions.flatMap((one) => (one.type === 'recovery.began' ? [one.payload] : []));
  const critical = begun.find(({ severity }) => severity === 'critical');
  if (critical !== undefined) return [called(`A critical fault: ${critical.agent} ${faultText(critical.kind)}`)];
  const high = begun.filter(({ severity }) => severity === 'high');
  if (high.length === 0) return [];
  const { highFaults, withinMs } = cockpit.config.recovery.escalation;
  const before = cockpit.highFaults.filter(({ at }) => at > turn.at - withinMs);
  if (before.length + high.length < highFaults) return [];
  const names = [...before.map(({ text }) => text), ...high.map(({ kind, subject }) => `${subject} ${faultText(kind)}`)];
  return [called(`${names.length} high faults within ${Math.round(withinMs / 60_000)} minutes: ${names.join(', ')}`)];
}

const called = (text: string): Decision => ({ type: 'recovery.escalated', payload: { text: text.slice(0, 500) } });
