import { identifierOf, isExit, type ClosedTrade, type Deal, type Position, type TerminalSnapshot } from '#shared/domain';
import type { Decision, DriftItem, Payload } from '#shared/events';
import type { LedgerPosition, OrderLife } from '#shared/projection';
import { profileOfMagic } from '#shared/config';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { decided, type Turn, type Verdict } from '#engine/turn.ts';
import { moveSignal } from '#engine/move-signal.ts';
import { resolve } from './answers.ts';
import { changesSettled } from './changes.ts';
import { lateMoney } from './late-money.ts';
import { tradeOf } from './trade.ts';
import { restingSeen } from './resting.ts';
import { restsSeen } from './rests.ts';
import { closedText } from './signal-end.ts';
import { volumeExplained } from './volume-explained.ts';

/** A deal took volume out of a position: if it was the last, the trade is finished. */
export function takeDeal(engine: ReadonlyEngine, turn: Turn, { deal, history }: Payload<'terminal.dealt'>): Verdict {
  const held = engine.cockpit.positions.get(deal.position);
  // Nothing is held any more: what comes now was posted after the close.
  if (held === undefined) return decided(...lateMoney(engine.cockpit, history, turn.at));
  if (!isExit(deal)) return decided();
  return decided(...closing(engine, held, history));
}

/** The terminal is the truth: the ledger is brought to what its snapshot says, and what cannot be explained is drift. */
export function reconcile(
  engine: ReadonlyEngine,
  nowMs: number,
  { snapshot, recentDeals }: Payload<'terminal.observed'>,
): readonly Decision[] {
  if (snapshot === null) return [];
  const held = new Map(snapshot.positions.map((position) => [identifierOf(position), position]));
  const out: Decision[] = [];
  const drift: DriftItem[] = [];
  for (const own of engine.cockpit.positions.values()) {
    const there = held.get(identifierOf(own.position));
    if (there === undefined && own.position.openedAt >= snapshot.at) continue; // Opened after this look: the next one shows it.
    if (there === undefined) missing(engine, own, recentDeals, out, drift);
    else if (there.direction !== own.position.direction) reversed(engine, own, { there, snapshot, recentDeals }, out, drift);
    else if (!volumeExplained(engine.cockpit, own.position, there, snapshot, recentDeals))
      drift.push(otherVolume(own.position, there));
    else if (differs(own.position, there)) out.push({ type: 'position.changed', payload: { position: there } });
  }
  for (const there of snapshot.positions) {
    if (!engine.cockpit.positions.has(identifierOf(there)) && !closedSince(engine, there, snapshot))
      out.push(...adopt(engine, finished(engine, identifierOf(there)).length > 0 ? goneOn(there) : there, snapshot));
  }
  out.push(...changesSettled(engine, nowMs, snapshot), ...restingSeen(engine, snapshot), ...restsSeen(engine, snapshot, out));
  const before = engine.cockpit.drift?.items ?? [];
  if (JSON.stringify(before) !== JSON.stringify(drift))
    out.push({ type: 'drift.changed', payload: { items: drift.slice(0, 200) } });
  return out;
}

function missing(engine: ReadonlyEngine, own: LedgerPosition, deals: readonly Deal[], out: Decision[], drift: DriftItem[]): void {
  const closed = closing(engine, own, deals);
  if (closed.length > 0) out.push(...closed);
  else {
    const { symbol, volume } = own.position;
    drift.push({
      kind: 'missing_at_terminal',
      ticket: identifierOf(own.position),
      text: `${symbol} ${volume} lots is in the ledger, but the terminal has neither the position nor a deal that closed it`,
      symbol,
      ledger: heldView(own.position),
      terminal: null,
      adopting: 'The position leaves the ledger; what it earned stays unknown.',
    });
  }
}

type Seen = { readonly there: Position; readonly snapshot: TerminalSnapshot; readonly recentDeals: readonly Deal[] };

/** A netting position turned round under its identifier: one trade is over, and another one has begun that no signal of ours asked for. */
function reversed(
  engine: ReadonlyEngine,
  own: LedgerPosition,
  { there, snapshot, recentDeals }: Seen,
  out: Decision[],
  drift: DriftItem[],
): void {
  const closed = closing(engine, own, recentDeals);
  if (closed.length === 0) drift.push(turnedRound(own.position, there));
  else out.push(...closed, ...adopt(engine, goneOn(there), snapshot));
}

/** The client id of the order that opened a position is not that of what a reversal made of it. */
const goneOn = (there: Position): Position => ({ ...there, clientOrderId: null });

const turnedRound = (own: Position, there: Position): DriftItem => ({
  ...otherVolume(own, there),
  text: `${own.symbol} is ${own.direction} ${own.volume} lots in the ledger and ${there.direction} ${there.volume} at the terminal, and no deal explains it`,
  adopting: 'The position leaves the ledger, what it earned stays unknown; what the terminal holds is taken up as not ours.',
});

const otherVolume = (own: Position, there: Position): DriftItem => ({
  kind: 'different',
  ticket: identifierOf(own),
  text: `${own.symbol} is ${own.volume} lots in the ledger and ${there.volume} at the terminal, and no deal explains it`,
  symbol: own.symbol,
  ledger: heldView(own),
  terminal: heldView(there),
  adopting: 'The ledger takes the terminal’s volume and levels.',
});

const heldView = ({ volume, stopLoss, takeProfit, entry }: Position): NonNullable<DriftItem['ledger']> => ({
  volume,
  stopLoss,
  takeProfit,
  entry,
});

/** A look that was taken before the close it shows nothing of. */
const closedSince = (engine: ReadonlyEngine, there: Position, snapshot: TerminalSnapshot): boolean =>
  engine.cockpit.trades.some((trade) => trade.ticket === identifierOf(there) && trade.closedAt >= snapshot.at);

/**
 * The order behind a position: by the client id in its comment; where a broker cut or replaced the comment, by being the
 * only open entry of that magic number, symbol, side and size that was sent before the position was there.
 */
function orderOf({ cockpit }: ReadonlyEngine, there: Position): OrderLife | undefined {
  const named = there.clientOrderId === null ? undefined : cockpit.orders.get(there.clientOrderId);
  if (named !== undefined) return named;
  const alike = [...cockpit.openOrders]
    .map((clientOrderId) => cockpit.orders.get(clientOrderId))
    .filter((order): order is OrderLife => {
      if (order?.request.op !== 'open' || order.rest !== undefined) return false;
      const { magic, symbol, side, volume } = order.request;
      const isSame = magic === there.magic && symbol === there.symbol && side === there.direction && volume >= there.volume;
      return isSame && order.requestedAt <= there.openedAt;
    });
  return alike.length === 1 ? alike[0] : undefined;
}

/** A position we did not know: ours if its order's answer is still on the way, foreign where its magic number is not ours either. */
function adopt(engine: ReadonlyEngine, there: Position, snapshot: TerminalSnapshot): readonly Decision[] {
  const order = orderOf(engine, there);
  // Its answer comes with the next turn.
  if (order?.state === 'intended' || order?.state === 'sent' || order?.state === 'acknowledged') return [];
  if (order?.state === 'unknown' || order?.state === 'working') {
    const outcome = {
      kind: 'confirmed',
      retcode: 10009,
      ticket: identifierOf(there),
      deal: null,
      price: there.entry,
      volume: there.volume,
      at: snapshot.at,
    } as const;
    return resolve(engine, order, { outcome, position: there, sentAt: order.sentAt, by: 'snapshot' });
  }
  // Ours by its magic number, though no order of ours is known any more: it came back after the ledger had let go of it.
  const strategyId = profileOfMagic(engine.cockpit.config.strategies, there.magic);
  return [{ type: 'position.opened', payload: { position: there, signalId: null, strategyId, riskMoney: null } }];
}

const finished = ({ cockpit }: ReadonlyEngine, identifier: string): readonly ClosedTrade[] =>
  cockpit.trades.filter(({ ticket }) => ticket === identifier);

function closing(engine: ReadonlyEngine, held: LedgerPosition, deals: readonly Deal[]): readonly Decision[] {
  const trade = tradeOf(held, deals, finished(engine, identifierOf(held.position)));
  if (trade === null) return [];
  const life = held.signalId === null ? undefined : engine.cockpit.signals.get(held.signalId);
  return [
    { type: 'position.closed', payload: { trade } },
    ...(life === undefined ? [] : [moveSignal(life.signalId, 'closed', `closed_${trade.reason}`, closedText(trade))]),
  ];
}

/** What the ledger keeps of a position. Price and profit float and are not differences. */
const differs = (a: Position, b: Position): boolean =>
  a.ticket !== b.ticket ||
  a.volume !== b.volume ||
  a.stopLoss !== b.stopLoss ||
  a.takeProfit !== b.takeProfit ||
  a.entry !== b.entry ||
  a.commission !== b.commission ||
  a.swap !== b.swap;
