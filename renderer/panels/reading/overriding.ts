import { failedRules, type ReadonlyCockpit, type SignalLife } from '#shared/projection';

/** Why a refused signal cannot be overridden; null when the trader may try. The engine judges again and has the last word. */
export function overrideRefusal(life: SignalLife, { trading }: Pick<ReadonlyCockpit, 'trading'>): string | null {
  const { soft, hard } = failedRules(life);
  if (life.state !== 'rejected') return 'Only a refused signal can be overridden.';
  if (life.approval !== null && life.approval.how !== 'overridden')
    return 'It was answered already; a signal is asked about once.';
  if (hard.length > 0) return 'A hard limit failed: nobody can override it.';
  if (soft.every((code) => life.overrides.includes(code))) return 'No further soft rule failed: there is nothing to set aside.';
  return trading.state === 'active' ? null : 'Entries are not possible while trading is not active.';
}

/** The latest refused signals that soft rules alone kept out, newest first, while they are young enough to be traded. */
export function offeredOverrides(cockpit: ReadonlyCockpit, now: number, most: number): readonly SignalLife[] {
  const { maxAgeMs } = cockpit.config.intake;
  const offered: SignalLife[] = [];
  for (const life of [...cockpit.signals.values()].slice(-200).reverse()) {
    if (offered.length >= most || now - life.receivedAt > maxAgeMs) break;
    if (!cockpit.pending.has(life.signalId) && overrideRefusal(life, cockpit) === null) offered.push(life);
  }
  return offered;
}
