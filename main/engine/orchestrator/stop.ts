import type { Position, TerminalSnapshot } from '../../../shared/domain/index.ts';
import type { Certificate, Decision, Payload } from '../../../shared/events/index.ts';
import type { OrderLife } from '../../../shared/projection/index.ts';
import type { ReadonlyEngine } from '../engine.ts';
import { moved } from '../orders/index.ts';
import { decided, type Turn, type Verdict } from '../turn.ts';
import { approvalEnded } from './stages.ts';
import { ask, ATTEMPTS_MAX, ticketsNow } from './stop-tickets.ts';

type Step = Certificate['steps'][number];

/** Flat is certified only when this many of the terminal's own snapshots in a row say so. */
const CLEAN_SNAPSHOTS = 2;
const STEPS_MAX = 100;

/**
 * The latch: from this turn on no entry is decided. Then, in the same turn, everything that waits is withdrawn and the
 * cancels and closes are intended. Asking again changes nothing, except that a later `flatten` is added to a plain halt.
 */
export function halt(engine: ReadonlyEngine, turn: Turn, { reason, flatten, snapshot }: Payload<'halt.asked'>): Verdict {
  const { trading, certificates } = engine.cockpit;
  const current = trading.certificateId === null ? undefined : certificates.get(trading.certificateId);
  // A stop that gave up on something is asked again in earnest: a new one, with new attempts.
  const isStanding = trading.state === 'halted' && current !== undefined && !(current.state === 'residual' && flatten);
  if (isStanding && (current.flatten || !flatten)) return decided();

  const id = isStanding ? current.id : `stop-${turn.at.toString(36)}-${turn.seq}`;
  const latch: Decision = { type: 'trading.changed', payload: { to: 'halted', reason, actor: turn.actor, certificateId: id } };
  const begun: Certificate =
    current !== undefined && current.id === id
      ? {
          ...current,
          flatten,
          endedAt: null,
          state: 'flattening',
          steps: step(current.steps, 'flatten', turn.at, 'Closing of all positions was added'),
        }
      : {
          id,
          reason,
          actor: turn.actor,
          flatten,
          state: 'latched',
          latchedAt: turn.at,
          endedAt: null,
          tickets: [],
          steps: step([], 'latched', turn.at, 'New entries are refused from here on'),
        };
  const withdrawn = withdrawAll(engine, turn);
  const waiting =
    withdrawn.length === 0
      ? begun
      : {
          ...begun,
          steps: step(begun.steps, 'withdrawn', turn.at, `${engine.cockpit.pending.size} pending approvals withdrawn`),
        };
  const { certificate, orders } = advance(engine, turn, waiting, snapshot, false);
  return decided(latch, ...withdrawn, ...orders, { type: 'stop.progressed', payload: { certificate } });
}

/** Each fresh snapshot moves every unfinished stop on: closes what appeared, repeats what was refused, counts clean looks. */
export function continueStops(engine: ReadonlyEngine, turn: Turn, snapshot: TerminalSnapshot): readonly Decision[] {
  const out: Decision[] = [];
  for (const before of engine.cockpit.certificates.values()) {
    if (before.endedAt !== null) continue;
    const { certificate, orders } = advance(engine, turn, before, snapshot, true);
    out.push(...orders);
    if (JSON.stringify(certificate) !== JSON.stringify(before)) out.push({ type: 'stop.progressed', payload: { certificate } });
  }
  return out;
}

type Advance = { readonly certificate: Certificate; readonly orders: readonly Decision[] };

function advance(
  engine: ReadonlyEngine,
  turn: Turn,
  before: Certificate,
  snapshot: TerminalSnapshot | null,
  verify: boolean,
): Advance {
  if (snapshot === null) {
    return {
      certificate: {
        ...before,
        steps: once(
          before.steps,
          'waiting',
          turn.at,
          'No snapshot from the terminal yet: cancels and closes follow as soon as there is one',
        ),
      },
      orders: [],
    };
  }
  const orders: Decision[] = [];
  const attempted = ordersOf(engine, before.id);
  const give = { residual: false };
  for (const order of snapshot.orders)
    ask(turn, snapshot.at, before, attempted, order.ticket, order.symbol, { op: 'cancel', ticket: order.ticket }, orders, give);
  if (before.flatten) {
    for (const position of worstFirst(snapshot.positions)) {
      ask(
        turn,
        snapshot.at,
        before,
        attempted,
        position.ticket,
        position.symbol,
        { op: 'close', ticket: position.ticket, volume: null },
        orders,
        give,
      );
    }
  }
  const tickets = ticketsNow(engine, before, snapshot, attempted, give.residual);
  const steps =
    orders.length === 0
      ? before.steps
      : step(before.steps, before.flatten ? 'closing' : 'cancelling', turn.at, `${orders.length} orders sent to the terminal`);
  const open = snapshot.orders.length + (before.flatten ? snapshot.positions.length : 0);
  return {
    certificate: outcomeOf(
      engine,
      turn,
      { ...before, tickets, steps },
      { open, verify, asked: orders.length, residual: give.residual },
    ),
    orders,
  };
}

type Standing = { readonly open: number; readonly verify: boolean; readonly asked: number; readonly residual: boolean };

function outcomeOf(
  engine: ReadonlyEngine,
  turn: Turn,
  certificate: Certificate,
  { open, verify, asked, residual }: Standing,
): Certificate {
  const inFlight = [...engine.cockpit.orders.values()].some((order) => order.state === 'intended' || order.state === 'unknown');
  if (open > 0 || inFlight || asked > 0) {
    if (residual && asked === 0 && !inFlight) {
      return {
        ...certificate,
        state: 'residual',
        endedAt: turn.at,
        steps: step(
          certificate.steps,
          'residual',
          turn.at,
          `${open} tickets could not be closed in ${ATTEMPTS_MAX} attempts: close them in the terminal`,
        ),
      };
    }
    return { ...certificate, state: certificate.flatten ? 'flattening' : 'cancelling' };
  }
  if (!verify) return { ...certificate, state: 'verifying' };
  const clean = certificate.steps.length - 1 - certificate.steps.findLastIndex((done) => done.step !== 'verified') + 1;
  const steps = step(
    certificate.steps,
    'verified',
    turn.at,
    `Snapshot ${clean} of ${CLEAN_SNAPSHOTS}: ${certificate.flatten ? 'no position, no order' : 'no working order'}`,
  );
  if (clean < CLEAN_SNAPSHOTS) return { ...certificate, state: 'verifying', steps };
  return { ...certificate, state: certificate.flatten ? 'flat' : 'halted', endedAt: turn.at, steps };
}

/** Waiting approvals end with the halt: nothing may be executed by a countdown afterwards. */
function withdrawAll(engine: ReadonlyEngine, turn: Turn): readonly Decision[] {
  return [...engine.cockpit.pending.keys()].flatMap((signalId): Decision[] => [
    ...approvalEnded(engine, turn, { signalId, how: 'withdrawn', by: turn.actor, reason: 'trading was halted' }),
    moved(signalId, 'cancelled', 'halted', 'Trading was halted while the approval was pending'),
  ]);
}

const ordersOf = (engine: ReadonlyEngine, certificateId: string): readonly OrderLife[] =>
  [...engine.cockpit.orders.values()].filter((order) => order.certificateId === certificateId);
const worstFirst = (positions: readonly Position[]): readonly Position[] =>
  [...positions].sort((a, b) => a.profit + a.swap + a.commission - (b.profit + b.swap + b.commission));
const step = (steps: readonly Step[], name: string, at: number, text: string): Step[] =>
  [...steps, { step: name, at, text }].slice(-STEPS_MAX);
const once = (steps: readonly Step[], name: string, at: number, text: string): Step[] =>
  steps.at(-1)?.step === name ? [...steps] : step(steps, name, at, text);
