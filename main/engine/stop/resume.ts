import type { Facts } from '#shared/domain';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { limitUse, roomOf } from '#engine/rulebook';
import { scopeOf } from './stop-scope.ts';

/** What still forbids going back to trading. Empty means nothing does. */
export function resumeProblems(engine: ReadonlyEngine, facts: Facts | null): readonly string[] {
  const { cockpit } = engine;
  const problems: string[] = [];
  if (cockpit.trading.state === 'active') problems.push('Trading is active already');
  if (cockpit.journalFault !== null) problems.push('The journal cannot be written');
  if (cockpit.journalDoubt !== null)
    problems.push(`${cockpit.journalDoubt.text} Adopt the journal first, restore a backup, or begin a new journal`);
  if (facts === null || facts.link !== 'up') problems.push('The terminal link is not up');
  if (cockpit.drift !== null) problems.push('Ledger and terminal disagree: adopt the drift first');
  const unfinished = [...cockpit.certificates.values()].filter(
    (certificate) => certificate.endedAt === null && scopeOf(certificate).kind === 'account',
  );
  if (unfinished.length > 0) problems.push(`The stop ${unfinished.map(({ id }) => id).join(', ')} is not finished`);
  const unknown = [...cockpit.orders.values()].filter((order) => order.state === 'unknown').length;
  if (unknown > 0) problems.push(`${unknown} orders have an unknown outcome`);
  const room = facts === null ? null : roomOf(cockpit, facts, cockpit.lastAt);
  const use = room === null ? null : limitUse(room);
  const { hardStopPct } = cockpit.config.rulebook;
  if (use !== null && use.pct >= hardStopPct)
    problems.push(
      use.of === 'day'
        ? `The day's loss is past the hard stop of ${hardStopPct} %: wait for the reset`
        : 'The room in all is down to what is kept for gaps: no reset gives it back',
    );
  return problems;
}
