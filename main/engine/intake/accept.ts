import { strategyOfProfile } from '#shared/config';
import { sourceKindOf, sourceNamed, specOf, type Facts, type ProblemCode, type Signal, type SignalSource } from '#shared/domain';
import type { Decision, Payload } from '#shared/events';
import { exitAfter, type ReadonlyEngine } from '#engine/engine.ts';
import { strategyOf } from '#engine/product-owner';
import type { Turn, Verdict } from '#engine/turn.ts';
import { ageProblem } from './dialects/index.ts';
import { identityOf } from './identity.ts';
import { sourceRefusal, underSource, type SourceRefusal } from './source-rules.ts';

type Issue = { readonly path: string; readonly message: string };
const MINUTE_MS = 60_000;
/** TradingView answers fast or not at all: an old alert of theirs is a wrong alert. */
const TRADINGVIEW_MAX_AGE_MS = 60_000;
/** What takes risk away is acted upon unless it is of another session. */
const ENDING_MAX_AGE_MS = 3_600_000;

/** The door of the engine: a signal is taken on record exactly once, or refused with the reason on record. */
export function acceptSignal(engine: ReadonlyEngine, turn: Turn, arrived: Payload<'signal.arrived'>): Verdict {
  const { excerpt } = arrived;
  const verdict = judged(engine, turn, arrived);
  const ends = endsOf(arrived.arrival);
  const added = { ...(excerpt === undefined ? {} : { excerpt }), ...(ends === undefined ? {} : { ends }) };
  const shown = (one: Decision): Decision =>
    one.type === 'signal.refused' ? { ...one, payload: { ...one.payload, ...added } } : one;
  return { ...verdict, decisions: verdict.decisions.map(shown) };
}

/** What a refusal of this has to say: that it was to end a trade. */
function endsOf(arrival: Payload<'signal.arrived'>['arrival']): { symbol: string | null } | undefined {
  if (arrival.kind !== 'signal') return arrival.ends;
  return arrival.signal.kind === 'exit' ? { symbol: arrival.signal.symbol } : undefined;
}

function judged(engine: ReadonlyEngine, turn: Turn, arrived: Payload<'signal.arrived'>): Verdict {
  const { arrival, source, traceId, fingerprint } = arrived;
  if (arrival.kind === 'malformed')
    return refusal('malformed', arrival.detail, source, null, { kind: 'malformed', detail: arrival.detail });
  if (arrival.kind === 'invalid') return invalid(arrival.issues, source, arrival.signalId);

  const identity = identityOf(engine, arrival.signal, arrived, turn.at);
  if (identity.kind === 'duplicate') return duplicate(identity.signalId, fingerprint, source);
  const { copyOf } = identity;
  const held = sourceRefusal(engine, identity.signal, turn.at);
  if (held !== null) return brokenRule(held, source, identity.signal.signalId);
  const signal = underSource(engine, identity.signal);
  // What was taken and refused by a rule may be tried again, except after its exit: then it is the copy that it was.
  if (copyOf !== undefined && overtakenProblem(engine, signal) !== null) return duplicate(copyOf, fingerprint, source);
  if (arrived.traded?.kind === 'unknown') {
    const detail = `Whether ${signal.signalId} was traded before cannot be looked up: ${arrived.traded.why}`;
    return refusal('journal_unreadable', detail, source, signal.signalId, {
      kind: 'refused',
      code: 'journal_unreadable',
      detail,
    });
  }
  const issues = issuesOf(engine, turn, arrived, signal);
  if (issues.length > 0) return invalid(issues, source, signal.signalId);
  const waitMs = signal.kind === 'entry' ? rateWait(engine, turn.at) : 0;
  if (waitMs > 0) {
    return refusal('rate_limited', rateText(engine), source, signal.signalId, {
      kind: 'rate_limited',
      retryAfterMs: waitMs,
    });
  }
  return {
    decisions: [
      { type: 'signal.accepted', payload: { signal, traceId, fingerprint, strategyId: strategyOf(signal), receivedAt: turn.at } },
    ],
    answer: { kind: 'accepted', signalId: signal.signalId },
  };
}

/** A rule of its source: refused by the name of the rule, with the setting. */
function brokenRule({ code, path, message }: SourceRefusal, source: SignalSource, signalId: string): Verdict {
  return refusal(code, `${path}: ${message}`, source, signalId, { kind: 'invalid', code, issues: [{ path, message }] });
}

const duplicate = (signalId: string, fingerprint: string, source: SignalSource): Verdict => ({
  decisions: [{ type: 'signal.duplicate', payload: { signalId, fingerprint, source } }],
  answer: { kind: 'duplicate', signalId },
});

/** What would be held against a new entry at the door now; nothing is taken on record. */
export function admission(
  engine: ReadonlyEngine,
  signal: Signal,
  facts: Facts,
  nowMs: number,
): readonly { readonly code: ProblemCode; readonly text: string }[] {
  const rule = sourceRefusal(engine, signal, nowMs);
  if (rule !== null) return [{ code: rule.code, text: `${rule.path}: ${rule.message}` }];
  const issues = issuesOf(engine, { at: nowMs }, { facts, source: signal.source, receivedAt: nowMs }, signal);
  const invalid = issues.map(({ path, message }) => ({ code: 'invalid_signal' as const, text: `${path}: ${message}` }));
  if (rateWait(engine, nowMs) === 0) return invalid;
  return [...invalid, { code: 'rate_limited', text: rateText(engine) }];
}

const rateText = ({ cockpit }: ReadonlyEngine): string =>
  `More than ${cockpit.config.intake.rateLimitPerMinute} signals within a minute`;

function issuesOf(
  engine: ReadonlyEngine,
  turn: Pick<Turn, 'at'>,
  { facts, source, receivedAt = turn.at }: Pick<Payload<'signal.arrived'>, 'facts' | 'source' | 'receivedAt'>,
  signal: Signal,
): readonly Issue[] {
  const { maxAgeMs } = engine.cockpit.config.intake;
  const entryAge = isTradingViews(engine, source) ? Math.min(TRADINGVIEW_MAX_AGE_MS, maxAgeMs) : maxAgeMs;
  const maxAge = signal.kind === 'entry' ? entryAge : ENDING_MAX_AGE_MS;
  const strategy = strategyProblem(engine, signal);
  const age = isAgeJudged(engine, signal, receivedAt) ? ageProblem(signal, receivedAt, maxAge) : null;
  const issues: Issue[] = [strategy, age, overtakenProblem(engine, signal)].filter((issue) => issue !== null);
  // With the link down the terminal's symbols cannot be known: the signal is taken and judged later.
  if (facts.link !== 'down' && specOf(facts, signal.symbol) === null)
    issues.push({ path: 'symbol', message: `${signal.symbol} is not a symbol of the terminal` });
  return issues;
}

const isTradingViews = ({ cockpit }: ReadonlyEngine, id: SignalSource): boolean => {
  const source = sourceNamed(cockpit.sources, id);
  return source !== null && sourceKindOf(source.kind).isTradingViews === true;
};

/** What takes risk away is not refused for an age that a doubtful clock gives it, nor for a time to come, which only a clock explains. */
const isAgeJudged = ({ cockpit }: ReadonlyEngine, { kind, madeAt }: Signal, receivedAt: number): boolean =>
  kind === 'entry' || (cockpit.clock.trusted && madeAt <= receivedAt);

/** An entry that was made before an exit of its trade, and comes after it, is over: nothing opens what its source has left. */
function overtakenProblem({ intake }: ReadonlyEngine, signal: Signal): Issue | null {
  if (signal.kind !== 'entry' || signal.untimed === true) return null;
  const exit = exitAfter(intake, signal);
  if (exit === null) return null;
  const laterMs = exit.madeAt - signal.madeAt;
  return { path: 'timestamp', message: `is ${seconds(laterMs)} s older than the exit ${exit.signalId}: the trade is over` };
}
const seconds = (ms: number): string => String(Math.round(ms / 100) / 10);

/** An entry is for a configured profile, and for one whose strategy has its pattern. What takes risk away is for any. */
function strategyProblem({ cockpit }: ReadonlyEngine, { kind, strategyId, pattern, source }: Signal): Issue | null {
  if (kind !== 'entry' || strategyId === undefined) return null;
  const strategy = strategyOfProfile(cockpit.config.strategies, strategyId);
  if (strategy === null) return { path: 'strategy_id', message: `${strategyId} is not a configured strategy` };
  if (strategy.isByHand && source !== 'operator')
    return { path: 'strategy_id', message: `${strategyId} is for orders by hand, not for signals of a sender` };
  if (strategy.pattern === pattern) return null;
  return { path: 'strategy_id', message: `must agree with the pattern ${pattern}: ${strategyId} trades ${strategy.pattern}` };
}

/** Milliseconds until the rolling minute has room again; 0 when it has room now. The limit-th newest signal decides. */
function rateWait(engine: ReadonlyEngine, nowMs: number): number {
  const { recent } = engine.intake;
  const oldest = recent[recent.length - engine.cockpit.config.intake.rateLimitPerMinute];
  return oldest === undefined || oldest <= nowMs - MINUTE_MS ? 0 : oldest + MINUTE_MS - nowMs;
}

function invalid(issues: readonly Issue[], source: SignalSource, signalId: string | null): Verdict {
  const text = issues.map((issue) => `${issue.path}: ${issue.message}`).join('; ');
  return refusal('invalid_signal', text, source, signalId, { kind: 'invalid', issues });
}

function refusal(
  code: ProblemCode,
  text: string,
  source: SignalSource,
  signalId: string | null,
  answer: NonNullable<Verdict['answer']>,
): Verdict {
  return { decisions: [{ type: 'signal.refused', payload: { code, text: text.slice(0, 500), source, signalId } }], answer };
}
