import {
  entryPrice,
  NO_LEVELS,
  specOf,
  type Criterion,
  type Facts,
  type Quote,
  type Signal,
  type SymbolSpec,
} from '#shared/domain';
import { profileFor, strategyOfProfile } from '#shared/config';
import type { Preview, PreviewAsk, RoomView } from '#shared/events';
import { defaultStrategy, type Strategy } from '#shared/strategies';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { withLedger } from '#engine/exposure';
import { hourlyCorrelation, structureView } from '#engine/market';
import { evaluate, questionOf } from '#engine/product-owner';
import { nearerFloor } from '#engine/rulebook';
import { draftOf, u1, u3, type Draft } from '#engine/u-cells';
import { exposureAfter, spreadCostOf } from '#engine/saga';

/** The gap that the stress assumes, in stop distances beyond the stop, and how much wider the spread is. */
const GAP_STOPS = 1;
const SPREAD_TIMES = 3;

/**
 * What an order would come to now: the same owner, cells and sizing that a signal meets, on the facts of this moment, and
 * nothing is decided by it. What a sender would have to claim about structure is not asked of it.
 */
export function previewOrder(engine: ReadonlyEngine, ask: PreviewAsk, seen: Facts, nowMs: number): Preview {
  const { cockpit } = engine;
  const facts = withLedger(cockpit, seen);
  const quote = facts.quote?.symbol === ask.symbol ? facts.quote : null;
  const entry = quote === null ? null : entryPrice(ask.side, quote);
  const strategy = strategyOfProfile(cockpit.config.strategies, ask.strategy) ?? defaultStrategy();
  const signal = signalOf(strategy, ask, entry ?? ask.stopLoss, nowMs);
  const structure = structureView(engine.market, ask.symbol);
  const { criteria, adjustments } = evaluate(questionOf(signal, ask.strategy, [], cockpit, facts, structure, nowMs));
  const correlation = (one: string, other: string): number | null => hourlyCorrelation(engine.market, one, other);
  const view = { nowMs, state: cockpit, facts, structure, config: cockpit.config, correlation };
  const drafted = draftOf(
    signal,
    ask.strategy,
    profileFor(cockpit.config.strategies, ask.strategy, signal.pattern),
    adjustments,
    [],
  );
  const checked = u1(drafted, view);
  const spec = specOf(facts, ask.symbol);
  const isSound = spec !== null && entry !== null && (ask.side === 'BUY' ? ask.stopLoss < entry : ask.stopLoss > entry);
  // U1 fills in a target where none was named; the stop and the entry are the asker's and the market's.
  const sized = isSound ? u3({ ...checked.draft, stopLoss: ask.stopLoss }, view) : null;
  const failed = [
    ...missed(
      'owner',
      criteria.filter(({ code }) => code !== 'win_rate'),
    ),
    ...missed(
      'u1',
      checked.criteria.filter(({ hard }) => hard),
    ),
    ...missed('u3', sized?.criteria ?? []),
  ];
  return {
    at: nowMs,
    verdict: sized !== null && failed.length === 0 ? 'passed' : 'refused',
    entry,
    ...sizesOf(sized?.draft ?? null, spec, quote),
    exposure: exposureAfter({ ...ask, lots: sized?.draft.lots ?? null, entry: sized?.draft.entry ?? 0 }, facts),
    failed: failed.slice(0, 60),
  };
}

const missed = (stage: Preview['failed'][number]['stage'], criteria: readonly Criterion[]): Preview['failed'] =>
  criteria.filter(({ ok }) => !ok).map(({ code, hard, text }) => ({ stage, code, hard, text }));

function signalOf(
  { timeframe, pattern }: Strategy,
  { symbol, side, stopLoss, takeProfit, riskPercent, volumeMax }: PreviewAsk,
  entry: number,
  nowMs: number,
): Signal {
  return {
    signalId: 'preview',
    source: 'webhook',
    dialect: 'canonical',
    kind: 'entry',
    symbol,
    timeframe,
    pattern,
    side,
    entry,
    stopLoss,
    takeProfit,
    levels: NO_LEVELS,
    riskPercent,
    volumeMax,
    madeAt: nowMs,
    metadata: {},
  };
}

type Sizes = Pick<Preview, 'lots' | 'binding' | 'rr' | 'loss' | 'spreadCost' | 'before' | 'after' | 'stress'>;
const NOTHING: Sizes = {
  lots: null,
  binding: null,
  rr: null,
  loss: null,
  spreadCost: null,
  before: null,
  after: null,
  stress: null,
};

function sizesOf(draft: Draft | null, spec: SymbolSpec | null, quote: Quote | null): Sizes {
  if (draft === null || spec === null) return NOTHING;
  const { lots, binding, rr, loss, room } = draft;
  if (lots === null || loss === null || room === null) return { ...NOTHING, binding };
  const spreadCost = quote === null ? null : spreadCostOf(quote, lots, spec);
  return {
    ...{ lots, binding, rr, loss, spreadCost, before: room.before, after: room.after },
    stress: stressOf(loss.total + GAP_STOPS * loss.stop, room.before, (spreadCost ?? 0) * SPREAD_TIMES),
  };
}

/** Everything else that is open is lost at its stop too. */
function stressOf(gapLoss: number, before: RoomView, spreadCost: number): NonNullable<Preview['stress']> {
  const spoken = gapLoss + before.openRisk + before.reserved;
  const [dayRoom, totalRoom] = [before.dayRoom - spoken, before.totalRoom - spoken];
  const crosses = Math.min(dayRoom, totalRoom) >= 0 ? 'none' : nearerFloor({ ...before, dayRoom, totalRoom });
  return { gapLoss, dayRoom, totalRoom, crosses, spreadCost };
}
