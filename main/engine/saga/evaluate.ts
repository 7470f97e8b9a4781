import { profileFor } from '#shared/config';
import { rule, specOf, type Facts } from '#shared/domain';
import { reasonOf } from '#shared/domain';
import type { ApprovalCard, Decision } from '#shared/events';
import { digestOf, present } from '#shared/lib';
import { approvalFor, type SignalLife } from '#shared/projection';
import { callAgent, type CallObserver } from '#engine/controller';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { hourlyCorrelation, structureView } from '#engine/market';
import { evaluate, questionOf, type Evaluation } from '#engine/product-owner';
import { decided, type Turn, type Verdict } from '#engine/turn.ts';
import { draftOf, dryRun, type CellView, type Draft } from '#engine/u-cells';
import { exposureMoved, spreadCostOf } from './exposure-after.ts';
import { beginExit, withdrawApprovals } from './exits.ts';
import { isTurning, stillThere } from './turns.ts';
import { isExitUnderWay } from './waiting-entries.ts';
import { stageDecision, unanswered } from '#engine/stages.ts';
import { moveSignal } from '#engine/move-signal.ts';

/** An approved price may move this share of the stop distance before a card no longer holds. */
const BAND_OF_STOP = 0.1;
const BAND_POINTS_MIN = 5;

/** The product owner's turn: reject with reasons, or hand on to the trader (confirm, veto) or straight to the pipeline (auto). */
export function evaluateSignal(
  engine: ReadonlyEngine,
  turn: Turn,
  life: SignalLife,
  facts: Facts,
  observer: CallObserver,
): Verdict {
  if (life.state !== 'received') return decided(); // Delivered twice, as after a restart: judged once.
  if (life.signal.kind === 'exit') return decided(...beginExit(engine, turn, life, facts));
  if (life.signal.kind === 'cancel') return decided(...withdrawApprovals(engine, turn, life));

  // It is delivered again when the exit is over.
  if (isExitUnderWay(engine, life) || isTurning(engine, life)) return decided();
  const held = stillThere(engine, life);
  if (held !== null) return decided(notTurned(turn, life, held), moveSignal(life.signalId, 'rejected', 'turned_position', held));

  const judged = judge(engine, turn, life, facts, observer);
  if (judged.evaluation === null || !judged.evaluation.approved) return decided(...judged.decisions);
  const evaluated: readonly Decision[] = [...judged.decisions, moveSignal(life.signalId, 'evaluated')];
  const mode = approvalFor(engine.cockpit, life.signal.source);
  if (mode === 'auto') return decided(...evaluated, moveSignal(life.signalId, 'in_pipeline'));
  return decided(...evaluated, ...askTrader(engine, turn, life, facts, judged.evaluation, mode));
}

const notTurned = (turn: Turn, life: SignalLife, text: string): Decision =>
  stageDecision(
    turn,
    life,
    'controller',
    'refused',
    [rule({ code: 'turned_position', ok: false, observed: 'open', limit: 'closed', hard: true, text })],
    {},
  );

export type Judged = { readonly evaluation: Evaluation | null; readonly decisions: readonly Decision[] };

/** Asks the product owner. Without approval the decisions end the signal; `evaluation` is null when the product owner could not be asked. */
export function judge(engine: ReadonlyEngine, turn: Turn, life: SignalLife, facts: Facts, observer: CallObserver): Judged {
  const { cockpit, market } = engine;
  const { signal, strategyId, signalId } = life;
  const asked = callAgent(cockpit, 'owner', 'read', turn.at, observer, () =>
    evaluate(questionOf(signal, strategyId, life.overrides, cockpit, facts, structureView(market, signal.symbol), turn.at)),
  );
  if (asked.kind !== 'answered') {
    return { evaluation: null, decisions: [...asked.moves, ...unanswered(turn, life, 'controller', asked.kind, asked.reason)] };
  }
  const evaluation = asked.value;
  const { confidence, adjustments } = evaluation;
  const findings = { confidence, riskFactor: adjustments.riskFactor, targetRr: adjustments.targetRr, strategy: strategyId };
  const word = evaluation.approved ? 'passed' : 'refused';
  const decision = stageDecision(turn, life, 'owner', word, evaluation.criteria, findings);
  if (evaluation.approved) return { evaluation, decisions: [...asked.moves, decision] };
  // The win rate alone lowers the risk and does not refuse, so it is never the reason.
  const reason = present(
    reasonOf(evaluation.criteria.filter((rule) => rule.code !== 'win_rate' && !life.overrides.includes(rule.code))),
    'a refusal has a failed rule',
  );
  return {
    evaluation,
    decisions: [...asked.moves, decision, moveSignal(signalId, 'rejected', reason.code, `Owner: ${reason.text}`)],
  };
}

/** What the cells may look at. */
export const viewOf = (engine: ReadonlyEngine, turn: Pick<Turn, 'at'>, symbol: string, facts: Facts): CellView => ({
  nowMs: turn.at,
  state: engine.cockpit,
  facts,
  structure: structureView(engine.market, symbol),
  config: engine.cockpit.config,
  correlation: (one, other) => hourlyCorrelation(engine.market, one, other),
});

export const draftFor = (life: SignalLife, engine: ReadonlyEngine, evaluation: Evaluation): Draft =>
  draftOf(
    life.signal,
    life.strategyId,
    profileFor(engine.cockpit.config.strategies, life.strategyId, life.signal.pattern),
    evaluation.adjustments,
    life.overrides,
  );

/** A dry run of U1 to U3 makes the card; what would be refused is refused now, not after a click. */
function askTrader(
  engine: ReadonlyEngine,
  turn: Turn,
  life: SignalLife,
  facts: Facts,
  evaluation: Evaluation,
  mode: 'confirm' | 'veto',
): readonly Decision[] {
  const { draft, results } = dryRun(draftFor(life, engine, evaluation), viewOf(engine, turn, life.signal.symbol, facts));
  const refused = results.find(({ result }) => result.verdict === 'refused');
  if (refused !== undefined) {
    const stages = results.map(({ stage, result }) =>
      stageDecision(turn, life, stage, result.verdict, result.criteria, result.findings),
    );
    const reason = present(
      reasonOf(refused.result.criteria.filter((rule) => !life.overrides.includes(rule.code))),
      'a refusal has a failed rule',
    );
    return [...stages, moveSignal(life.signalId, 'rejected', reason.code, `${refused.stage.toUpperCase()}: ${reason.text}`)];
  }
  return [{ type: 'approval.requested', payload: { card: cardOf(engine, turn, life, facts, draft, mode) } }];
}

function cardOf(
  engine: ReadonlyEngine,
  turn: Turn,
  life: SignalLife,
  facts: Facts,
  draft: Draft,
  mode: 'confirm' | 'veto',
): ApprovalCard {
  const quote = present(facts.quote, 'a passed dry run saw a quote');
  const spec = present(specOf(facts, life.signal.symbol), 'a passed dry run knew the symbol');
  const stopLoss = present(draft.stopLoss, 'a passed dry run has a stop');
  const room = present(draft.room, 'a passed dry run knows the room');
  const lots = present(draft.lots, 'a passed dry run has a size');
  const body: Omit<ApprovalCard, 'digest'> = {
    signalId: life.signalId,
    traceId: life.traceId,
    symbol: life.signal.symbol,
    side: draft.side,
    strategyId: life.strategyId,
    mode,
    lots,
    entry: draft.entry,
    stopLoss,
    takeProfit: draft.takeProfit,
    rr: draft.rr ?? 0,
    score: draft.score,
    probability: draft.probability,
    binding: draft.binding ?? '',
    loss: present(draft.loss, 'a passed dry run has a worst loss'),
    before: room.before,
    after: room.after,
    spreadCost: spreadCostOf(quote, lots, spec),
    exposure: exposureMoved({ symbol: spec.symbol, side: draft.side, lots, entry: draft.entry }, facts),
    quote,
    ...(life.signal.pending === undefined ? {} : { pending: life.signal.pending }),
    bandPoints: Math.max(BAND_POINTS_MIN, Math.round((BAND_OF_STOP * Math.abs(draft.entry - stopLoss)) / spec.point)),
    askedAt: turn.at,
    expiresAt: turn.at + engine.cockpit.config.approvals.ttlMs,
    overrides: [...life.overrides],
  };
  return { ...body, digest: digestOf(body) };
}
