import type { Position } from '#shared/domain';
import type { ApprovalCard } from '#shared/events';
import type { OrderLife, SignalLife } from '#shared/projection';
import type { DrawnBox, DrawnLevel, DrawnMark, Overlay } from '../../candles/index.ts';

type Levels = { readonly entry: number | null; readonly stop: number | null; readonly target: number | null };

const levelsOf = ({ entry, stop, target }: Levels): readonly DrawnLevel[] => [
  ...(entry === null ? [] : [{ name: 'Entry', price: entry, kind: 'entry' as const }]),
  ...(stop === null ? [] : [{ name: 'Stop', price: stop, kind: 'stop' as const }]),
  ...(target === null ? [] : [{ name: 'Target', price: target, kind: 'target' as const }]),
];

const between = (a: number, b: number): { readonly low: number; readonly high: number } => ({
  low: Math.min(a, b),
  high: Math.max(a, b),
});

/** What is risked and what is aimed at, as boxes from a moment on. */
function boxesOf({ entry, stop, target }: Levels, from: number, to: number | null): readonly DrawnBox[] {
  if (entry === null) return [];
  return [
    ...(stop === null ? [] : [{ from, to, ...between(entry, stop), kind: 'lost' as const }]),
    ...(target === null ? [] : [{ from, to, ...between(entry, target), kind: 'won' as const }]),
  ];
}

/** A signal over its candles: what it asked for, what was filled, how it ended. */
export function signalOverlay(life: SignalLife, orders: readonly OrderLife[]): Overlay {
  const { signal, card, trade, receivedAt, state } = life;
  const levels: Levels = {
    entry: trade?.entry ?? card?.entry ?? signal.entry,
    stop: card?.stopLoss ?? signal.stopLoss,
    target: card?.takeProfit ?? signal.takeProfit,
  };
  const isOver = trade !== null || ['rejected', 'expired', 'cancelled', 'failed'].includes(state);
  const below = signal.side === 'BUY' ? ('below' as const) : ('above' as const);
  const fills = orders.flatMap(({ outcome, resolvedAt }): DrawnMark[] =>
    outcome?.kind === 'confirmed' && outcome.price !== null && resolvedAt !== null
      ? [{ at: resolvedAt, price: outcome.price, text: 'filled', side: below, kind: 'event' }]
      : [],
  );
  return {
    levels: levelsOf(levels),
    marks: [
      ...(levels.entry === null
        ? []
        : [{ at: receivedAt, price: levels.entry, text: 'signal', side: below, kind: 'event' as const }]),
      ...fills.slice(0, 1),
      ...(trade === null
        ? []
        : [{ at: trade.closedAt, price: trade.exit, text: 'closed', side: 'above' as const, kind: 'event' as const }]),
    ],
    // What was never traded has its box for as long as the market was looked at for it: to the right edge it would be a promise.
    boxes: boxesOf(levels, trade?.openedAt ?? receivedAt, trade?.closedAt ?? (isOver ? receivedAt + 3_600_000 : null)),
  };
}

/** What a card asks for, over the newest candles. */
export function cardOverlay({ entry, stopLoss, takeProfit, askedAt }: ApprovalCard): Overlay {
  const levels: Levels = { entry, stop: stopLoss, target: takeProfit };
  return { levels: levelsOf(levels), marks: [], boxes: boxesOf(levels, askedAt - 600_000, null) };
}

type Standing = Pick<Position, 'entry' | 'stopLoss' | 'takeProfit' | 'openedAt' | 'direction'>;

/** An open position over its candles: its levels as they are now. */
export function positionOverlay({ entry, stopLoss, takeProfit, openedAt, direction }: Standing): Overlay {
  const levels: Levels = { entry, stop: stopLoss, target: takeProfit };
  return {
    levels: levelsOf(levels),
    marks: [{ at: openedAt, price: entry, text: 'opened', side: direction === 'BUY' ? 'below' : 'above', kind: 'event' }],
    boxes: boxesOf(levels, openedAt, null),
  };
}
