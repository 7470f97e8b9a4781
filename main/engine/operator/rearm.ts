import { blockEnd, riskProposal, riskSwitch, type StrategyId } from '#shared/domain';
import { FULL_RISK, knownStrategies } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { decided, refused, type Turn, type Verdict } from '#engine/turn.ts';

/** Lifts a block, or switches a strategy's risk on again (`strategy:<id>`), or takes its proposal (`proposal:<id>`). */
export function rearm(engine: ReadonlyEngine, turn: Turn, block: string, reason: string): Verdict {
  for (const strategyId of knownStrategies(engine.cockpit)) {
    if (block === riskSwitch(strategyId)) return switchOn(engine, turn, strategyId, reason);
    if (block === riskProposal(strategyId)) return takeProposal(engine, turn, strategyId, reason);
  }
  const held = engine.cockpit.blocks.get(block);
  if (held === undefined) return refused('not_blocked', `There is no block ${block}`);
  switch (blockEnd(held.code)) {
    case 'reset':
      return refused('hard_limit', 'After a hard stop nothing is opened before the next reset: it lifts this by itself');
    case 'rulebook':
      return refused('hard_limit', 'Choose a rulebook of the account’s size under Settings: that lifts this by itself');
    case 'terminal':
      return refused('hard_limit', 'Sound numbers from the terminal lift this by themselves');
    case 'clock':
      return refused('hard_limit', 'Clocks that agree lift this by themselves; or confirm the PC’s clock');
    case 'look':
      return refused('hard_limit', 'The next look at the terminal lifts this by itself');
    case 'trader':
      return decided({ type: 'block.lifted', payload: { block, by: turn.actor, reason } });
  }
}

function switchOn({ cockpit }: ReadonlyEngine, { actor }: Turn, strategyId: StrategyId, reason: string): Verdict {
  const { riskOn, riskFactor } = cockpit.strategies.get(strategyId) ?? FULL_RISK;
  if (riskOn) return refused('not_blocked', `The risk of ${strategyId} is on already`);
  const text = `Re-armed by ${actor}: ${reason}`;
  return decided({ type: 'strategy.adjusted', payload: { strategyId, riskFactor, riskOn: true, proposal: null, text } });
}

function takeProposal({ cockpit }: ReadonlyEngine, { actor }: Turn, strategyId: StrategyId, reason: string): Verdict {
  const { proposal } = cockpit.strategies.get(strategyId) ?? FULL_RISK;
  if (proposal === null) return refused('not_blocked', `There is no proposal for ${strategyId}`);
  const text = `Proposal confirmed by ${actor}: ${reason}`;
  const riskFactor = Math.min(1, proposal);
  return decided({ type: 'strategy.adjusted', payload: { strategyId, riskFactor, riskOn: true, proposal: null, text } });
}

/** Leaves the risk as it is. The next look at the strategy, ten closed trades later, may propose it again. */
export function declineProposal(
  { cockpit }: ReadonlyEngine,
  { actor }: Turn,
  { strategyId, reason }: { readonly strategyId: StrategyId; readonly reason: string },
): Verdict {
  const control = cockpit.strategies.get(strategyId) ?? FULL_RISK;
  if (control.proposal === null) return refused('not_blocked', `There is no proposal for ${strategyId}`);
  const text = `Proposal declined by ${actor}: ${reason}`;
  const { riskFactor, riskOn } = control;
  return decided({ type: 'strategy.adjusted', payload: { strategyId, riskFactor, riskOn, proposal: null, text } });
}
