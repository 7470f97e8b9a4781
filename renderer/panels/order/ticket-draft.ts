import type { Side, StrategyId } from '#shared/domain';
import type { PreviewAsk } from '#shared/events';
import { BY_HAND } from '#shared/strategies';
import { typedNumber } from '../../format/index.ts';

export type OrderType = NonNullable<PreviewAsk['type']>;
export type SizeBy = 'risk' | 'money' | 'lots';

/** What has been typed into the ticket. */
export type TicketDraft = {
  readonly side: Side;
  readonly type: OrderType;
  readonly strategy: StrategyId;
  readonly price: string;
  readonly stopLimit: string;
  readonly stop: string;
  readonly target: string;
  readonly minutes: string;
  readonly sizeBy: SizeBy;
  readonly size: string;
};

export const EMPTY_TICKET: TicketDraft = {
  ...{ side: 'BUY', type: 'market', strategy: BY_HAND },
  ...{ price: '', stopLimit: '', stop: '', target: '', minutes: '', sizeBy: 'risk', size: '' },
};

/** The order that a ticket asks for, or what is still wrong with it. `isEmpty`: nothing is wrong, its stop has not been typed yet. */
export type TicketWish =
  { readonly ok: true; readonly ask: PreviewAsk } | { readonly ok: false; readonly missing: string; readonly isEmpty: boolean };

const SIZE_NAMES: Readonly<Record<SizeBy, string>> = { risk: 'risk', money: 'amount', lots: 'number of lots' };

/** Reads the ticket. `nowMs`: the engine's time, from which minutes count. */
export function wishOf(symbol: string, draft: TicketDraft, nowMs: number): TicketWish {
  const { side, type, strategy, sizeBy } = draft;
  const isPending = type !== 'market';
  const [stopLoss, target, size] = [typedNumber(draft.stop), typedNumber(draft.target), typedNumber(draft.size)];
  const price = isPending ? typedNumber(draft.price) : null;
  const stopLimit = type === 'stop_limit' ? typedNumber(draft.stopLimit) : null;
  const minutes = isPending ? typedNumber(draft.minutes) : null;
  const wrong = (missing: string, isEmpty = false): TicketWish => ({ ok: false, missing, isEmpty });
  if (symbol === '') return wrong('There is no symbol with a price');
  if (isPending && price === null) return wrong('A price to wait for is needed', draft.stop === '');
  if (price !== null && !(price > 0)) return wrong('The price is not a price');
  if (type === 'stop_limit' && stopLimit === null) return wrong('The limit that it becomes is needed', draft.stop === '');
  if (stopLimit !== null && !(stopLimit > 0)) return wrong('The limit is not a price');
  if (stopLoss === null) return wrong('A stop is needed', true);
  if (!(stopLoss > 0)) return wrong('The stop is not a price');
  if (target !== null && !(target > 0)) return wrong('The target is not a price');
  if (minutes !== null && !(minutes > 0)) return wrong('It ends after a number of minutes above 0');
  if (size !== null && !(size > 0)) return wrong(`The ${SIZE_NAMES[sizeBy]} is not a number above 0`);
  if (sizeBy === 'risk' && size !== null && size > 100) return wrong('The risk is at most 100 %');
  return {
    ok: true,
    ask: {
      ...{ symbol, side, type, strategy, stopLoss, takeProfit: target },
      ...(price === null ? {} : { price }),
      ...(stopLimit === null ? {} : { stopLimit }),
      ...(minutes === null ? {} : { expiresAt: Math.floor(nowMs + minutes * 60_000) }),
      ...(sizeBy === 'money' && size !== null ? { riskMoney: size } : {}),
      riskPercent: sizeBy === 'risk' ? size : null,
      volumeMax: sizeBy === 'lots' ? size : null,
    },
  };
}
