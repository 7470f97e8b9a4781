import { strategyOfProfile } from '#shared/config';
import { specOf, type Facts, type ProblemCode, type Signal, type SignalSource } from '#shared/domain';
import type { Decision, Payload } from '#shared/events';
import { DEDUPE_MS, type ReadonlyEngine } from '#engine/engine.ts';
import { strategyOf } from '#engine/product-owner';
import type { Turn, Verdict } from '#engine/turn.ts';
import { ageProblem, derivedId } from './dialects/index.ts';

type Issue = { readonly path: string; readonly message: string };
const MINUTE_MS = 60_000;
/** TradingView answers fast or not at all: an old alert of theirs is a wrong alert. */
const TRADINGVIEW_MAX_AGE_MS = 60_000;

/** The door of the engine: a signal is taken on record exactly once, or refused with the reason on record. */
export function acceptSignal(engine: ReadonlyEngine, turn: Turn, arrived: Payload<'signal.arrived'>): Verdict {
  const { excerpt } = arrived;
  const verdict = judged(engine, turn, arrived);
  if (excerpt === undefined) return verdict;
  const shown = (one: Decision): Decision =>
    one.type === 'signal.refused' ? { ...one, payload: { ...one.payload, excerpt } } : one;
  return { ...verdict, decisions: verdict.decisions.map(shown) };
}

function judged(engine: ReadonlyEngine, turn: Turn, arrived: Payload<'signal.arrived'>): Verdict {
  const { arrival, source, traceId, fingerprint } = arrived;
  if (arrival.kind === 'malformed')
    return refusal('malformed', arrival.detail, source, null, { kind: 'malformed', detail: arrival.detail });
  if (arrival.kind === 'invalid') return invalid(arrival.issues, source, arrival.signalId);

  const signal = askedAgain(engine, arrival.signal, fingerprint, turn.at);
  const first = firstOf(engine, signal, arrived, turn.at);
  if (first !== null) {
    return {
      decisions: [{ type: 'signal.duplicate', payload: { signalId: first, fingerprint, source } }],
      answer: { kind: 'duplicate', signalId: first },
    };
  }
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

/** An exit or cancel without an id of its own is a new wish when it comes again a minute later, not an echo: it gets a new id. */
function askedAgain(engine: ReadonlyEngine, signal: Signal, fingerprint: string, nowMs: number): Signal {
  const before = engine.cockpit.signals.get(signal.signalId);
  if (signal.kind === 'entry' || before === undefined || signal.signalId !== derivedId(fingerprint)) return signal;
  return nowMs - before.receivedAt <= MINUTE_MS ? signal : { ...signal, signalId: `${signal.signalId}-${nowMs.toString(36)}` };
}

/**
 * The id of the signal this one repeats. One that led to an entry order is known for ever, by the journal. The memory here is
 * bounded and serves what never traded: an id still on record or taken within 24 hours, the same body within 24 hours.
 */
function firstOf(
  engine: ReadonlyEngine,
  signal: Signal,
  { fingerprint, traded }: Payload<'signal.arrived'>,
  nowMs: number,
): string | null {
  if (traded?.kind === 'traded') return traded.signalId;
  const known = engine.cockpit.signals.get(signal.signalId);
  if (known !== undefined) return known.signalId;
  const taken = engine.intake.ids.get(signal.signalId);
  if (taken !== undefined && nowMs - taken < DEDUPE_MS) return signal.signalId;
  const same = engine.intake.fingerprints.get(fingerprint);
  const window = signal.kind === 'entry' ? DEDUPE_MS : MINUTE_MS;
  return same !== undefined && nowMs - same.at < window ? same.signalId : null;
}

/** What would be held against a new entry at the door now; nothing is taken on record. */
export function admission(
  engine: ReadonlyEngine,
  signal: Signal,
  facts: Facts,
  nowMs: number,
): readonly { readonly code: 'invalid_signal' | 'rate_limited'; readonly text: string }[] {
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
  const maxAge =
    source === 'tradingview'
      ? Math.min(TRADINGVIEW_MAX_AGE_MS, engine.cockpit.config.intake.maxAgeMs)
      : engine.cockpit.config.intake.maxAgeMs;
  const strategy = strategyProblem(engine, signal);
  const age = isAgeJudged(engine, signal, receivedAt) ? ageProblem(signal, receivedAt, maxAge) : null;
  const issues: Issue[] = [strategy, age].filter((issue) => issue !== null);
  // With the link down the terminal's symbols cannot be known: the signal is taken and judged later.
  if (facts.link !== 'down' && specOf(facts, signal.symbol) === null)
    issues.push({ path: 'symbol', message: `${signal.symbol} is not a symbol of the terminal` });
  return issues;
}

/** What takes risk away is not refused for an age that a doubtful clock gives it, nor for a time to come, which only a clock explains. */
const isAgeJudged = ({ cockpit }: ReadonlyEngine, { kind, madeAt }: Signal, receivedAt: number): boolean =>
  kind === 'entry' || (cockpit.clock.trusted && madeAt <= receivedAt);

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
