import type { Deal, Position, TerminalSnapshot } from '../../../shared/domain/index.ts';
import type { Decision, Payload } from '../../../shared/events/index.ts';
import type { LedgerPosition } from '../../../shared/projection/index.ts';
import type { ReadonlyEngine } from '../engine.ts';
import { decided, type Verdict } from '../turn.ts';
import { closedText, moved } from './answers.ts';
import { tradeOf } from './trade.ts';

type DriftItem = Payload<'drift.changed'>['items'][number];

/** A deal took volume out of a position: if it was the last, the trade is finished. */
export function takeDeal(engine: ReadonlyEngine, { deal, history }: Payload<'terminal.dealt'>): Verdict {
  const held = engine.cockpit.positions.get(deal.position);
  if (held === undefined || deal.entry !== 'out') return decided();
  return decided(...closing(engine, held, history));
}

/** The terminal is the truth: the ledger is brought to what its snapshot says, and what cannot be explained is drift. */
export function reconcile(engine: ReadonlyEngine, { snapshot, recentDeals }: Payload<'terminal.observed'>): readonly Decision[] {
  if (snapshot === null) return [];
  const held = new Map(snapshot.positions.map((position) => [position.ticket, position]));
  const out: Decision[] = [];
  const drift: DriftItem[] = [];
  for (const own of engine.cockpit.positions.values()) {
    const there = held.get(own.position.ticket);
    if (there === undefined && own.position.openedAt >= snapshot.at) continue; // Opened after this look: the next one shows it.
    if (there === undefined) missing(engine, own, recentDeals, out, drift);
    else if (differs(own.position, there)) out.push({ type: 'position.changed', payload: { position: there } });
  }
  for (const there of snapshot.positions) {
    if (!engine.cockpit.positions.has(there.ticket) && !closedSince(engine, there, snapshot))
      out.push(...adopt(engine, there, snapshot));
  }
  const before = engine.cockpit.drift?.items ?? [];
  if (JSON.stringify(before) !== JSON.stringify(drift))
    out.push({ type: 'drift.changed', payload: { items: drift.slice(0, 200) } });
  return out;
}

function missing(engine: ReadonlyEngine, own: LedgerPosition, deals: readonly Deal[], out: Decision[], drift: DriftItem[]): void {
  const closed = closing(engine, own, deals);
  if (closed.length > 0) out.push(...closed);
  else {
    const { ticket, symbol, volume } = own.position;
    drift.push({
      kind: 'missing_at_terminal',
      ticket,
      text: `${symbol} ${volume} lots is in the ledger, but the terminal has neither the position nor a deal that closed it`,
    });
  }
}

/** A look that was taken before the close it shows nothing of. */
const closedSince = (engine: ReadonlyEngine, there: Position, snapshot: TerminalSnapshot): boolean =>
  engine.cockpit.trades.some((trade) => trade.ticket === there.ticket && trade.closedAt >= snapshot.at);

/** A position we did not know: ours if its order's answer is still on the way, foreign otherwise. */
function adopt(engine: ReadonlyEngine, there: Position, snapshot: TerminalSnapshot): readonly Decision[] {
  const order = there.cid === null ? undefined : engine.cockpit.orders.get(there.cid);
  if (order?.state === 'intended') return []; // Its answer comes with the next turn.
  if (order?.state === 'unknown') {
    const life = order.signalId === null ? undefined : engine.cockpit.signals.get(order.signalId);
    return [
      {
        type: 'order.resolved',
        payload: {
          cid: order.cid,
          outcome: {
            kind: 'confirmed',
            retcode: 10009,
            ticket: there.ticket,
            deal: null,
            price: there.entry,
            volume: there.volume,
            at: snapshot.at,
          },
          sentAt: order.sentAt,
        },
      },
      {
        type: 'position.opened',
        payload: { position: there, signalId: order.signalId, strategyId: life?.strategyId ?? null, riskMoney: order.riskMoney },
      },
      ...(life === undefined
        ? []
        : [{ type: 'signal.moved', payload: { signalId: life.signalId, state: 'open', reason: null } } as const]),
    ];
  }
  return [{ type: 'position.opened', payload: { position: there, signalId: null, strategyId: null, riskMoney: null } }];
}

function closing(engine: ReadonlyEngine, held: LedgerPosition, deals: readonly Deal[]): readonly Decision[] {
  const trade = tradeOf(held, deals);
  if (trade === null) return [];
  const life = held.signalId === null ? undefined : engine.cockpit.signals.get(held.signalId);
  return [
    { type: 'position.closed', payload: { trade } },
    ...(life === undefined ? [] : [moved(life.signalId, 'closed', `closed_${trade.reason}`, closedText(trade))]),
  ];
}

/** What the ledger keeps of a position. Price and profit float and are not differences. */
const differs = (a: Position, b: Position): boolean =>
  a.volume !== b.volume ||
  a.stopLoss !== b.stopLoss ||
  a.takeProfit !== b.takeProfit ||
  a.entry !== b.entry ||
  a.commission !== b.commission ||
  a.swap !== b.swap;
