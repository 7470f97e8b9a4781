import { profileFor } from '#shared/config';
import type { Decision } from '#shared/events';
import { FULL_RISK, NO_PERFORMANCE, type SignalLife } from '#shared/projection';
import { callAgent, type CallObserver } from '#engine/controller';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { afterTrade } from '#engine/product-owner';
import { decided, type Turn, type Verdict } from '#engine/turn.ts';
import { reviewTrade } from '#engine/u-cells';
import { stageDecision } from '#engine/stages.ts';

/** A trade has ended: U5 looks at its quality and acts on it, and the product owner learns from it. Performance already counts it. */
export function review(engine: ReadonlyEngine, turn: Turn, life: SignalLife, observer: CallObserver): Verdict {
  const { cockpit } = engine;
  const { trade, strategyId } = life;
  if (trade === null || life.decisions.some((decision) => decision.stage === 'u5')) return decided();
  const out: Decision[] = [];
  const watched = callAgent(cockpit, 'u5', 'read', turn.at, observer, () => reviewTrade({ trade, life, state: cockpit }));
  out.push(...watched.moves);
  if (watched.kind === 'answered') {
    out.push(stageDecision(turn, life, 'u5', watched.value.verdict, watched.value.criteria, watched.value.findings));
    const { block } = watched.value;
    if (block !== null && !cockpit.blocks.has(block.code))
      out.push({ type: 'block.raised', payload: { block: block.code, reason: block } });
  }
  const learned = callAgent(cockpit, 'owner', 'read', turn.at, observer, () =>
    afterTrade(
      cockpit.performance.get(strategyId) ?? NO_PERFORMANCE,
      cockpit.strategies.get(strategyId) ?? FULL_RISK,
      profileFor(cockpit.config.strategies, strategyId, life.signal.pattern),
    ),
  );
  out.push(...learned.moves);
  if (learned.kind === 'answered' && learned.value !== null)
    out.push({ type: 'strategy.adjusted', payload: { strategyId, ...learned.value } });
  return decided(...out);
}
