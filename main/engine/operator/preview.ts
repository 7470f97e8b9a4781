import { profileFor } from '#shared/config';
import { specOf, TRADERS_OWN, type Criterion, type Facts, type Quote, type Signal, type SymbolSpec } from '#shared/domain';
import type { Preview, PreviewAsk, RoomView } from '#shared/events';
import { agentRule } from '#engine/controller';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { withLedger } from '#engine/exposure';
import { admission } from '#engine/intake';
import { evaluate, questionOf } from '#engine/product-owner';
import { nearerFloor } from '#engine/rulebook';
import { controllerRules, exposureAfter, spreadCostOf, viewOf } from '#engine/saga';
import { draftOf, u1, u2, u3, u4, type CellView, type Draft } from '#engine/u-cells';
import { entrySignalOf } from './ticket.ts';

/** The gap that the stress assumes, in stop distances beyond the stop, and how much wider the spread is. */
const GAP_STOPS = 1;
const SPREAD_TIMES = 3;
const RULES_MAX = 60;

type Answered = Preview['failed'][number];
type Stage = Answered['stage'];
type Judged = { readonly draft: Draft | null; readonly failed: readonly Answered[]; readonly passed: readonly Answered[] };

/**
 * What an order by hand would come to now: all that it would meet from the door to the terminal, on the facts of this moment, and
 * nothing is decided by it. Every rule is asked, also after one has refused. What only its card can break is not asked.
 */
export function previewOrder(engine: ReadonlyEngine, ask: PreviewAsk, seen: Facts, nowMs: number): Preview {
  const ticket = entrySignalOf(engine.cockpit, ask, 'preview', seen.quote, nowMs);
  if (ticket.ok) return previewEntry(engine, ticket.signal, ask.strategy, seen, nowMs);
  const failed = ticket.issues.map(({ path, message }) => refusal(`${path}: ${message}`));
  return previewOf(ask, ticket.entry, { draft: null, failed, passed: [] }, withLedger(engine.cockpit, seen), nowMs);
}

/** The same for an entry that was read already. */
export function previewEntry(engine: ReadonlyEngine, signal: Signal, strategyId: string, seen: Facts, nowMs: number): Preview {
  const facts = withLedger(engine.cockpit, seen);
  return previewOf(signal, signal.entry, judge(engine, signal, strategyId, facts, nowMs), facts, nowMs);
}

function previewOf(
  { symbol, side }: Pick<Signal, 'symbol' | 'side'>,
  entry: number | null,
  { draft, failed, passed }: Judged,
  facts: Facts,
  nowMs: number,
): Preview {
  const quote = facts.quote?.symbol === symbol ? facts.quote : null;
  const lots = draft?.lots ?? null;
  return {
    at: nowMs,
    verdict: lots !== null && failed.length === 0 ? 'passed' : 'refused',
    entry: draft?.entry ?? entry,
    ...sizesOf(draft, specOf(facts, symbol), quote),
    exposure: exposureAfter({ symbol, side, lots, entry: draft?.entry ?? 0 }, facts),
    failed: firstOfEach(failed).slice(0, RULES_MAX),
    passed: passed.slice(0, RULES_MAX),
  };
}

/** Intake, controller, product owner and the four cells, in the order that an order meets them. */
function judge(engine: ReadonlyEngine, signal: Signal, strategyId: string, facts: Facts, nowMs: number): Judged {
  const { cockpit } = engine;
  const turn = { at: nowMs };
  const view = viewOf(engine, turn, signal.symbol, facts);
  const asked = questionOf(signal, strategyId, TRADERS_OWN, cockpit, facts, view.structure, nowMs);
  const { criteria, adjustments } = evaluate(asked);
  const profile = profileFor(cockpit.config.strategies, strategyId, signal.pattern);
  const start = draftOf(signal, strategyId, profile, adjustments, TRADERS_OWN);
  const cells = cellsOn(start, view);
  const agents = (['owner', 'u1', 'u2', 'u3'] as const).map((agent) => agentRule(cockpit, agent, 'read', nowMs));
  return {
    draft: cells.draft,
    failed: [
      ...admission(engine, signal, facts, nowMs).map(({ code, text }) => refusal(text, code)),
      ...refusing('controller', [
        ...controllerRules(engine, turn, null, facts),
        ...[...agents, agentRule(cockpit, 'u4', 'write', nowMs)].filter((rule) => rule !== null),
      ]),
      // A low win rate lowers the risk and does not refuse.
      ...refusing(
        'owner',
        criteria.filter(({ code }) => code !== 'win_rate'),
      ),
      ...cells.failed,
    ],
    passed: cells.passed,
  };
}

/** U1 to U4. Without a known symbol, or with a stop that is none, nothing can be sized; without a size there is no order to look at. */
function cellsOn(start: Draft, view: CellView): Judged {
  const checked = u1(start, view);
  const failed = refusing('u1', checked.criteria);
  const isSizable = specOf(view.facts, start.signal.symbol) !== null && checked.draft.stopLoss !== null;
  if (!isSizable) return { draft: null, failed, passed: [] };
  const scored = u2(checked.draft, view);
  const sized = u3(scored.draft, view);
  const last = sized.draft.lots === null ? null : u4(sized.draft, view);
  return {
    draft: sized.draft,
    failed: [
      ...failed,
      ...refusing('u2', scored.criteria),
      ...refusing('u3', sized.criteria),
      ...refusing('u4', last?.criteria ?? []),
    ],
    passed: sized.criteria.filter(({ ok }) => ok).map((rule) => answered('u3', rule)),
  };
}

const answered = (stage: Stage, { code, hard, text }: Criterion): Answered => ({ stage, code, hard, text });
const refusal = (text: string, code: Answered['code'] = 'invalid_signal'): Answered => ({
  stage: 'intake',
  code,
  hard: true,
  text,
});

const TRADERS: ReadonlySet<string> = new Set(TRADERS_OWN);
/** The rules that are not met and not the trader's own to judge on an order by hand. */
const refusing = (stage: Stage, criteria: readonly Criterion[]): readonly Answered[] =>
  criteria.filter(({ ok, hard, code }) => !ok && (hard || !TRADERS.has(code))).map((rule) => answered(stage, rule));

/** A rule that several stations ask is told where it is asked first. */
const firstOfEach = (failed: readonly Answered[]): Answered[] =>
  failed.filter(({ code }, index) => failed.findIndex((one) => one.code === code) === index);

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
