import { identifierOf, isFinal, NO_LEVELS, type Facts, type RefusalCode, type Signal } from '#shared/domain';
import type { Decision, Payload, PositionAsk, PositionPreview } from '#shared/events';
import { isOpenOrder, isTheirs, positionNamed, type LedgerPosition } from '#shared/projection';
import { BY_HAND } from '#shared/strategies';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { previewPosition } from '#engine/management';
import { restingEntries, triesFor } from '#engine/orders';
import type { Answer, Turn, Verdict } from '#engine/turn.ts';
import { plain } from '#engine/wording.ts';
import { asIfClosed } from './as-if-closed.ts';
import { previewEntry, previewOrder } from './preview.ts';

type Refused = Extract<Answer, { kind: 'refused' }>;

/**
 * A position is turned round by two signals, taken on record together: an exit of it, and an entry on the other side that waits
 * until the exit is over. Where the gate would refuse the entry now, nothing is closed. `accepted`: the entry as the door took it.
 */
export function acceptReversal(
  engine: ReadonlyEngine,
  turn: Turn,
  { facts }: Payload<'signal.arrived'>,
  accepted: Verdict,
): Verdict {
  const entry = accepted.decisions.find((one) => one.type === 'signal.accepted');
  if (entry?.type !== 'signal.accepted') return accepted;
  const { signal } = entry.payload;
  const held = positionNamed(engine.cockpit, signal.turns?.position ?? '');
  const problem = held === undefined ? unknown(signal.turns?.position ?? '') : problemOf(engine, signal, held, facts, turn.at);
  if (held === undefined || problem !== null) return refusal(signal, problem ?? unknown(''));
  const exitId = freeId(engine, signal.signalId);
  const turns = { ...signal.turns, position: identifierOf(held.position), exit: exitId };
  const exit = exitOf(signal, held, exitId);
  const closing: Decision = {
    type: 'signal.accepted',
    payload: { ...entry.payload, signal: exit, fingerprint: `${entry.payload.fingerprint}-close` },
  };
  return { ...accepted, decisions: [closing, { ...entry, payload: { ...entry.payload, signal: { ...signal, turns } } }] };
}

/** What a reversal would come to now: the close, and the entry as if it were done. Null: there is no such position. */
export function previewReversal(
  engine: ReadonlyEngine,
  { ticket, reverse }: Extract<PositionAsk, { readonly reverse: unknown }>,
  facts: Facts,
  nowMs: number,
): PositionPreview | null {
  const held = positionNamed(engine.cockpit, ticket);
  const closing = previewPosition(engine, { ticket, part: null }, facts, nowMs);
  if (held === undefined || closing === null) return null;
  const then = asIfClosed(engine, facts, held.position);
  const side = otherSide(held);
  const ask = { ...reverse, symbol: held.position.symbol, side, strategy: BY_HAND };
  const opens = previewOrder(then.engine, ask, then.facts, nowMs);
  const before = waitsFor(engine, held);
  const refusal = closing.refusal ?? before?.detail ?? (opens.verdict === 'passed' ? null : reasonsOf(opens).join('; '));
  if (refusal === null) return { ...closing, opens };
  return { ...closing, verdict: 'refused', refusal, effect: null, after: null, opens };
}

const otherSide = ({ position }: LedgerPosition): 'BUY' | 'SELL' => (position.direction === 'BUY' ? 'SELL' : 'BUY');
const refusedFor = (code: RefusalCode, detail: string, reasons?: readonly string[]): Refused => ({
  ...{ kind: 'refused', code, detail },
  ...(reasons === undefined ? {} : { reasons }),
});
const unknown = (ticket: string): Refused => refusedFor('unknown_position', `There is no position ${ticket}`);

function problemOf(engine: ReadonlyEngine, signal: Signal, held: LedgerPosition, facts: Facts, nowMs: number): Refused | null {
  const { ticket, symbol, direction } = held.position;
  if (isTheirs(held) && signal.turns?.foreign !== true)
    return refusedFor(
      'foreign_position',
      `Position ${ticket} was not opened by the cockpit: confirm that it is to be turned round`,
    );
  if (symbol !== signal.symbol || direction === signal.side)
    return refusedFor('not_opposite', `Position ${ticket} is a ${direction} of ${symbol} now`);
  const waiting = waitsFor(engine, held);
  if (waiting !== null) return waiting;
  const then = asIfClosed(engine, facts, held.position);
  const opens = previewEntry(then.engine, signal, BY_HAND, then.facts, nowMs);
  if (opens.verdict === 'passed') return null;
  const reasons = reasonsOf(opens);
  return refusedFor('entry_refused', `Nothing was closed: the other side would be refused. ${reasons.join('; ')}`, reasons);
}

const reasonsOf = ({ failed }: Pick<NonNullable<PositionPreview['opens']>, 'failed'>): readonly string[] =>
  failed.length === 0 ? ['It could not be sized'] : failed.map(({ text }) => text);

/** What has to be over first: a close that is asked for, and what is left of the order that opened it. */
function waitsFor({ cockpit }: ReadonlyEngine, held: LedgerPosition): Refused | null {
  const { ticket, clientOrderId } = held.position;
  const identifier = identifierOf(held.position);
  const isExit = [...cockpit.signals.values()].some(
    ({ signal, state }) => signal.exit?.position === identifier && !isFinal(state),
  );
  if (isExit || triesFor(cockpit, identifier).some(isOpenOrder))
    return refusedFor('already_asked', `Position ${ticket} is already being closed`);
  const rest = restingEntries({ ...cockpit }).find((one) => one.clientOrderId === clientOrderId || one.ticket === identifier);
  if (rest === undefined) return null;
  const lots = rest.rest ?? rest.request.volume;
  return refusedFor('not_flat', `${plain(lots, 4)} lots of its order still wait at the broker: cancel them first`);
}

/** The exit that closes the position, in the name of the one who turns it round. */
const exitOf = (entry: Signal, { position }: LedgerPosition, signalId: string): Signal => ({
  ...{ signalId, source: entry.source, dialect: entry.dialect, kind: 'exit' },
  ...{ symbol: position.symbol, timeframe: entry.timeframe, pattern: entry.pattern, side: position.direction },
  ...{ entry: position.current, stopLoss: null, takeProfit: null, levels: NO_LEVELS, riskPercent: null, volumeMax: null },
  exit: { anySide: false, notes: [], position: identifierOf(position) },
  ...{ madeAt: entry.madeAt, metadata: entry.metadata },
});

const ID_MAX = 110;

function freeId({ cockpit, intake }: ReadonlyEngine, signalId: string): string {
  const base = `${signalId.slice(0, ID_MAX)}-close`;
  let id = base;
  for (let count = 2; cockpit.signals.has(id) || intake.ids.has(id); count += 1) id = `${base}-${count}`;
  return id;
}

/** Refused before anything was closed: on record with its reasons, and answered with them. */
const refusal = ({ signalId, source }: Signal, answer: Refused): Verdict => ({
  decisions: [
    {
      type: 'signal.refused',
      payload: { code: answer.code, text: answer.detail.slice(0, 500), source, signalId },
    },
  ],
  answer,
});
