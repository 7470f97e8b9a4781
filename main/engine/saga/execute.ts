import { rule, reasonOf, repeatedEntriesBlock, specOf, type Criterion, type Facts, type Stage } from '#shared/domain';
import type { Decision } from '#shared/events';
import { present } from '#shared/lib';
import { isResting, type SignalLife } from '#shared/projection';
import { admits, blockedText, breakerAt, breakerOf, callAgent, outgoing, type CallObserver } from '#engine/controller';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { openEntries } from '#engine/exposure';
import { mayBeOrdered } from '#engine/orders';
import { decided, type Turn, type Verdict } from '#engine/turn.ts';
import { u1, u2, u3, u4, type Cell, type Draft } from '#engine/u-cells';
import { bandProblem } from './band.ts';
import { draftFor, judge, viewOf } from './evaluate.ts';
import { stageDecision, unanswered } from '#engine/stages.ts';
import { moveSignal } from '#engine/move-signal.ts';

/** Signals whose order is on its way at once; the next one is refused, because its facts would be stale by the time it is served. */
const PIPELINES_MAX = 10;
/** An approved size may come out this much smaller at the click before the card no longer holds. It never comes out larger. */
const SIZE_BAND = 0.95;

const CELLS: readonly { readonly stage: 'u1' | 'u2' | 'u3' | 'u4'; readonly effect: 'read' | 'write'; readonly cell: Cell }[] = [
  { stage: 'u1', effect: 'read', cell: u1 },
  { stage: 'u2', effect: 'read', cell: u2 },
  { stage: 'u3', effect: 'read', cell: u3 },
  { stage: 'u4', effect: 'write', cell: u4 },
];

/** The real run: what the trader saw is checked again on the facts of this moment, then U1 to U4, then the order's intent. */
export function executeSignal(
  engine: ReadonlyEngine,
  turn: Turn,
  life: SignalLife,
  facts: Facts,
  observer: CallObserver,
): Verdict {
  if (life.state !== 'in_pipeline' || !mayBeOrdered(engine.cockpit, life)) return decided(); // Delivered twice: one order per signal, ever.
  const gate = controllerRules(engine, turn, approvedCard(life), facts);
  const failed = gate.find((rule) => !rule.ok);
  const controller = stageDecision(turn, life, 'controller', failed === undefined ? 'passed' : 'refused', gate, {});
  if (failed !== undefined) return decided(controller, moveSignal(life.signalId, 'rejected', failed.code, failed.text));

  // A trader's yes is some seconds old: session, blocks and room are asked again.
  const judged = judge(engine, turn, life, facts, observer);
  if (judged.evaluation === null || !judged.evaluation.approved) return decided(controller, ...judged.decisions);
  const again = life.approval === null ? [] : judged.decisions;

  let draft: Draft = { ...draftFor(life, engine, judged.evaluation) };
  const view = viewOf(engine, turn, life.signal.symbol, facts);
  const out: Decision[] = [controller, ...again];
  for (const { stage, effect, cell } of CELLS) {
    const asked = callAgent(engine.cockpit, stage, effect, turn.at, observer, () => cell(draft, view));
    out.push(...asked.moves);
    if (asked.kind !== 'answered') {
      const text = `${stage.toUpperCase()}: ${asked.reason}`;
      return decided(...out, ...unanswered(turn, life, stage, asked.kind, text));
    }
    const { verdict, criteria, findings } = asked.value;
    out.push(stageDecision(turn, life, stage, verdict, criteria, findings));
    if (verdict === 'refused') return decided(...out, refusedBy(life, stage, criteria));
    draft = asked.value.draft;
    if (stage !== 'u3') continue;
    const shrunk = sizeProblem(life, draft);
    if (shrunk !== null) return decided(...out, moveSignal(life.signalId, 'rejected', 'card_size', shrunk));
    draft = withinCard(life, draft);
  }
  return decided(...out, ...intend(engine, turn, life, facts, draft));
}

function refusedBy(life: SignalLife, stage: Stage, criteria: readonly Criterion[]): Decision {
  const gating = criteria.filter((rule) => rule.hard || !life.overrides.includes(rule.code));
  const reason = present(reasonOf(gating), 'a refusal has a failed rule');
  return moveSignal(life.signalId, 'rejected', reason.code, `${stage.toUpperCase()}: ${reason.text}`);
}

function breakerRule({ cockpit }: ReadonlyEngine, { at }: Pick<Turn, 'at'>, effect: 'read' | 'write', fine: string): Criterion {
  const breaker = breakerOf(cockpit, 'terminal', effect);
  const isOpen = !admits(breaker, at);
  const now = breakerAt(breaker, at);
  return rule({
    code: `terminal_${effect}_breaker`,
    ok: !isOpen,
    observed: now.state,
    limit: 'CLOSED',
    hard: true,
    text: isOpen ? blockedText('terminal', effect, now) : fine,
  });
}

/** What the controller itself asks before anything is computed; `card`: what was approved, null where no card binds the order. */
export function controllerRules(
  engine: ReadonlyEngine,
  turn: Pick<Turn, 'at'>,
  card: SignalLife['card'],
  facts: Facts,
): readonly Criterion[] {
  const { cockpit } = engine;
  const underway = openEntries(cockpit).filter((entry) => !isResting(entry)).length;
  const trading = cockpit.trading.state;
  const rules = [
    rule({
      code: 'trading_active',
      ok: trading === 'active',
      observed: trading,
      limit: 'active',
      hard: true,
      text: trading === 'active' ? 'Trading is active' : `Trading is ${trading}: ${cockpit.trading.reason}`,
    }),
    breakerRule(engine, turn, 'write', 'The terminal takes orders'),
    // With the read breaker open a drift would go unnoticed: no new entries.
    breakerRule(engine, turn, 'read', 'The terminal can be read'),
    rule({
      code: 'pipelines',
      ok: underway < PIPELINES_MAX,
      observed: underway,
      limit: PIPELINES_MAX,
      hard: true,
      text: `${underway} orders are on their way, at most ${PIPELINES_MAX}`,
    }),
  ];
  if (card === null) return rules;
  const problem = bandProblem(card, facts.quote, specOf(facts, card.symbol));
  return [
    ...rules,
    rule({
      code: 'card_price_band',
      ok: problem === null,
      observed: null,
      limit: card.bandPoints,
      hard: true,
      text: problem ?? `The price is within ${card.bandPoints} points of the card's`,
    }),
  ];
}

/** An approved card, when the signal got here by one. An override approves the signal, not a size. */
const approvedCard = (life: SignalLife): SignalLife['card'] =>
  life.approval === null || life.approval.how === 'overridden' ? null : life.card;

/** A room that has shrunk since the card makes the order smaller; much smaller is another trade than the one approved. */
function sizeProblem(life: SignalLife, { lots }: Draft): string | null {
  const card = approvedCard(life);
  if (card === null || lots === null || lots >= card.lots * SIZE_BAND) return null;
  return `Only ${lots} lots fit now, ${card.lots} were approved`;
}

/** What was approved is the most that is sent. */
function withinCard(life: SignalLife, draft: Draft): Draft {
  const card = approvedCard(life);
  return card === null || draft.lots === null ? draft : { ...draft, lots: Math.min(draft.lots, card.lots) };
}

function intend(engine: ReadonlyEngine, turn: Turn, life: SignalLife, { account }: Facts, draft: Draft): readonly Decision[] {
  const request = present(draft.request, 'U4 built a request');
  const { clientOrderId } = request;
  const loss = present(draft.loss, 'U3 computed the worst loss');
  return [
    {
      type: 'order.intended',
      payload: {
        clientOrderId,
        signalId: life.signalId,
        certificateId: null,
        request,
        symbol: life.signal.symbol,
        reserve: loss.total,
        riskMoney: present(draft.riskMoney, 'U3 computed one R'),
        ...(request.op === 'open' && request.pending !== undefined ? { costs: loss.commission + loss.slippage } : {}),
        ...(account === null ? {} : { account: { login: account.login, server: account.server } }),
      },
    },
    moveSignal(life.signalId, 'ordered'),
    ...outgoing(engine.cockpit, 'terminal', 'write', turn.at),
    ...repeated(engine, turn, draft),
  ];
}

/** Repeated entries: this one is the last until the trader re-arms. */
function repeated(engine: ReadonlyEngine, turn: Turn, { side, signal: { symbol } }: Draft): readonly Decision[] {
  const { repeatedEntries, repeatedWithinMs } = engine.cockpit.config.limits;
  let count = 1;
  for (const entry of engine.cockpit.asked.entries)
    if (entry.symbol === symbol && entry.side === side && turn.at - entry.at < repeatedWithinMs) count += 1;
  const block = repeatedEntriesBlock(symbol);
  if (count < repeatedEntries || engine.cockpit.blocks.has(block)) return [];
  const text = `${count} entries ${side} ${symbol} within ${Math.round(repeatedWithinMs / 1_000)} s, at most ${repeatedEntries}: entries wait until you re-arm them.`;
  return [{ type: 'block.raised', payload: { block, reason: { code: 'repeated_entries', text } } }];
}
