import { UNSOUND_NUMBERS, ACCOUNT_SIZE, DAY_LOCK } from '#shared/domain';
import { FULL_RISK, knownStrategies } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { decided, refused, type Turn, type Verdict } from '#engine/turn.ts';

/** Lifts a block, or switches a strategy's risk on again (`strategy:<id>`), or takes its proposal (`proposal:<id>`). */
export function rearm(engine: ReadonlyEngine, turn: Turn, block: string, reason: string): Verdict {
  const [kind, name] = block.split(':');
  const strategyId = knownStrategies(engine.cockpit).find((id) => id === name);
  if (strategyId !== undefined && (kind === 'strategy' || kind === 'proposal')) {
    const control = engine.cockpit.strategies.get(strategyId) ?? FULL_RISK;
    if (kind === 'strategy' && control.riskOn) return refused('not_blocked', `The risk of ${strategyId} is on already`);
    if (kind === 'proposal' && control.proposal === null) return refused('not_blocked', `There is no proposal for ${strategyId}`);
    const riskFactor = kind === 'proposal' ? Math.min(1, control.proposal ?? control.riskFactor) : control.riskFactor;
    return decided({
      type: 'strategy.adjusted',
      payload: {
        strategyId,
        riskFactor,
        riskOn: true,
        proposal: null,
        text: `${kind === 'proposal' ? 'Proposal confirmed' : 'Re-armed'} by ${turn.actor}: ${reason}`,
      },
    });
  }
  if (!engine.cockpit.blocks.has(block)) return refused('not_blocked', `There is no block ${block}`);
  if (block === DAY_LOCK)
    return refused('hard_limit', 'After a hard stop nothing is opened before the next reset: it lifts this by itself');
  if (block === ACCOUNT_SIZE)
    return refused('hard_limit', 'Choose a rulebook of the account’s size under Settings: that lifts this by itself');
  if (block === UNSOUND_NUMBERS) return refused('hard_limit', 'Sound numbers from the terminal lift this by themselves');
  return decided({ type: 'block.lifted', payload: { block, by: turn.actor, reason } });
}
