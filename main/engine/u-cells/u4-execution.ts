import {
  rule,
  directionOf,
  entryPrice,
  exitPrice,
  specOf,
  type Criterion,
  type OrderRequest,
  type Quote,
  type SymbolSpec,
} from '#shared/domain';
import { present } from '#shared/lib';
import { magicOf } from '#shared/strategies';
import { makeClientOrderId, ordersBut } from '#engine/orders';
import { plain, priceText } from '#engine/wording.ts';
import { costsOf } from '#engine/sizing';
import { tradingStatusOf, tradingStatusRules } from '#engine/limits';
import type { Cell, CellView, Draft } from './cell.ts';
import { conclude } from './conclude.ts';
import { freshnessRules } from './market-rules.ts';
import { pendingRules } from './pending-rules.ts';
import { requoteRule } from './requote-rule.ts';
import { readyRules } from './terminal-rules.ts';
import { onGrid } from './price-grid.ts';
import { restingSideRules } from './side-rules.ts';

/** The terminal must have the order by then; later it refuses it as expired. */
const DEADLINE_MS = 5_000;
/** A fill may be worse than the quote by this share of the stop, and by no more than this many pips. */
const DEVIATION_OF_STOP = 0.1;
const DEVIATION_PIPS_MAX = 2;

/** Approvals that bind an order to the quote its card showed. */
const BINDING_APPROVALS: ReadonlySet<string> = new Set(['approved', 'unvetoed']);

/** U4, execution: the last look at the quote, and the order as it will be asked of the terminal. It does not send. */
export const u4: Cell = (draft, view) => {
  const { signal } = draft;
  const spec = present(specOf(view.facts, signal.symbol), 'U1 passes only a known symbol');
  const life = view.state.signals.get(signal.signalId);
  const quote = view.facts.quote?.symbol === signal.symbol ? view.facts.quote : null;
  const sent = ordersBut(view.state, life);
  const criteria: Criterion[] = [
    ...tradingStatusRules(tradingStatusOf(view.state, signal.symbol, draft.strategyId)),
    ...readyRules(view.facts),
    ...freshnessRules(draft, view),
    rule({
      code: 'not_ordered_yet',
      ok: sent === 0,
      observed: sent,
      limit: 0,
      hard: true,
      text: `${sent} orders were sent for this signal, allowed 0 before this one.`,
    }),
  ];
  if (draft.lots === null)
    criteria.push(
      rule({
        code: 'volume_range',
        ok: false,
        observed: null,
        limit: spec.volumeMin,
        hard: true,
        text: `No volume is left to order, at least ${plain(spec.volumeMin, 8)} lots.`,
      }),
    );
  if (quote === null || draft.lots === null) return conclude(draft, criteria, {});
  const clientOrderId = makeClientOrderId(signal.signalId, life?.receivedAt ?? view.nowMs, 'open', life?.orders.length ?? 0);
  const request = requestOf(draft, draft.lots, spec, quote, clientOrderId, view);
  const isPending = signal.pending !== undefined;
  criteria.push(
    ...(isPending
      ? [...pendingRules(draft, quote, spec, view), ...restingSideRules(draft, request.stopLoss, request.takeProfit, spec)]
      : [stopRule(request, quote, spec)]),
    volumeRule(request, spec),
    ...(isPending ? [] : [...bandRule(draft, quote, spec, view), ...requoteRule(draft, quote, spec, view)]),
  );
  const entry = isPending ? draft.entry : entryPrice(draft.side, quote);
  const findings = {
    clientOrderId: request.clientOrderId,
    entry,
    lots: request.volume,
    stopLoss: request.stopLoss,
    takeProfit: request.takeProfit,
    deviationPoints: request.deviationPoints,
    magic: request.magic,
    deadlineAt: request.deadlineAt,
    pip: spec.pip,
  };
  return conclude({ ...draft, request }, criteria, findings);
};

type OpenRequest = Extract<OrderRequest, { op: 'open' }>;

/** The stop is put on the grid towards the entry, because the lots were sized for no more than its distance. */
function requestOf(
  draft: Draft,
  volume: number,
  spec: SymbolSpec,
  quote: Quote,
  clientOrderId: string,
  { nowMs, config, state }: CellView,
): OpenRequest {
  const stopLoss = present(draft.stopLoss, 'U1 passes only an order with a stop');
  const { side, takeProfit } = draft;
  const distance = Math.abs((side === 'BUY' ? quote.ask : quote.bid) - stopLoss);
  const points = Math.floor((DEVIATION_OF_STOP * distance) / spec.point);
  const most = Math.round((DEVIATION_PIPS_MAX * spec.pip) / spec.point);
  return {
    op: 'open',
    clientOrderId,
    symbol: spec.symbol,
    side,
    volume,
    stopLoss: onGrid(stopLoss, spec, directionOf(side)),
    takeProfit: takeProfit === null ? null : onGrid(takeProfit, spec),
    deviationPoints: Math.min(most, Math.max(costsOf(config, state.terminal).slippagePoints, points)),
    ...pendingOf(draft, spec, nowMs + config.limits.pendingMinutes * 60_000),
    magic: magicOf(draft.strategyId),
    deadlineAt: nowMs + DEADLINE_MS,
  };
}

/** Its prices on the grid; without an end of its own it ends at `latest`. */
function pendingOf({ signal: { pending } }: Draft, spec: SymbolSpec, latest: number): Pick<OpenRequest, 'pending'> {
  if (pending === undefined) return {};
  const { price, stopLimit, expiresAt } = pending;
  return {
    pending: {
      ...pending,
      price: onGrid(price, spec),
      stopLimit: stopLimit === null ? null : onGrid(stopLimit, spec),
      expiresAt: Math.min(expiresAt ?? latest, latest),
    },
  };
}

/** The quote has moved since U1: stop and target must still lie on their sides, as far off as the broker asks. */
function stopRule({ side, stopLoss, takeProfit }: OpenRequest, quote: Quote, spec: SymbolSpec): Criterion {
  const direction = directionOf(side);
  const now = exitPrice(side, quote);
  const nearest =
    Math.min(direction * (now - stopLoss), takeProfit === null ? Infinity : direction * (takeProfit - now)) / spec.point;
  const ok = nearest > 0 && nearest >= spec.stopsLevel - 1e-3;
  const text = `Stop or target is ${plain(nearest, 1)} points from the price ${priceText(now, spec.digits)}, the broker asks for ${spec.stopsLevel}.`;
  return rule({ code: 'stops_level_points', ok, observed: Number(nearest.toFixed(1)), limit: spec.stopsLevel, hard: true, text });
}

function volumeRule({ volume }: OpenRequest, { volumeMin, volumeMax }: SymbolSpec): Criterion {
  const text = `${plain(volume, 8)} lots, allowed ${plain(volumeMin, 8)} to ${plain(volumeMax, 8)}.`;
  return rule({
    code: 'volume_range',
    ok: volume >= volumeMin && volume <= volumeMax,
    observed: volume,
    limit: volumeMax,
    hard: true,
    text,
  });
}

/** What the trader approved was a price: beyond the card's band the approval does not hold. */
function bandRule({ signal, side }: Draft, quote: Quote, spec: SymbolSpec, { state }: CellView): Criterion[] {
  const life = state.signals.get(signal.signalId);
  const card = life?.card ?? null;
  if (card === null || !BINDING_APPROVALS.has(life?.approval?.how ?? '')) return [];
  const moved = Math.abs((side === 'BUY' ? quote.ask : quote.bid) - card.entry) / spec.point;
  const text = `Price has moved ${plain(moved, 1)} points since the card, its band is ${plain(card.bandPoints, 1)}.`;
  return [
    rule({
      code: 'approval_band_points',
      ok: moved <= card.bandPoints + 1e-6,
      observed: Number(moved.toFixed(1)),
      limit: card.bandPoints,
      hard: true,
      text,
    }),
  ];
}
