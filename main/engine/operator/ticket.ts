import { directionOf, entryPrice, NO_LEVELS, type PendingTerms, type Quote, type Signal } from '#shared/domain';
import { strategyOfProfile } from '#shared/config';
import type { PreviewAsk } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';
import { defaultStrategy, type Strategy } from '#shared/strategies';

type Issue = { readonly path: string; readonly message: string };
/** The signal that an order by hand is, or what is wrong with it, by the names of its own fields. */
export type TicketSignal =
  | { readonly ok: true; readonly signal: Signal }
  | { readonly ok: false; readonly entry: number | null; readonly issues: readonly Issue[] };

const GROUP = /^[A-Za-z0-9_.:-]{1,64}$/;

/**
 * An order by hand as the signal that passes the gate. Its entry is where it is planned to be filled: the limit of a stop-limit,
 * a pending order's own price, or the market's at `quote`.
 */
function signalOfTicket(
  ask: PreviewAsk,
  signalId: string,
  strategy: Pick<Strategy, 'timeframe' | 'pattern'>,
  quote: Quote | null,
  nowMs: number,
): TicketSignal {
  const entry = entryOf(ask, quote);
  const issues = [...termIssues(ask), ...(entry === null ? [] : sideIssues(ask, entry))];
  if (entry === null && issues.length === 0)
    issues.push({ path: 'price', message: `is missing, and there is no quote of ${ask.symbol} to stand in for it` });
  if (entry === null || issues.length > 0) return { ok: false, entry, issues };
  const { symbol, side, stopLoss, takeProfit, riskPercent, volumeMax, strategy: strategyId } = ask;
  const pending = pendingOf(ask);
  return {
    ok: true,
    signal: {
      signalId,
      source: 'operator',
      dialect: 'ticket',
      kind: 'entry',
      symbol,
      timeframe: strategy.timeframe,
      pattern: strategy.pattern,
      strategyId,
      side,
      entry,
      stopLoss,
      takeProfit,
      ...(pending === null ? {} : { pending }),
      levels: NO_LEVELS,
      riskPercent,
      ...(ask.riskMoney === undefined ? {} : { riskMoney: ask.riskMoney }),
      volumeMax,
      madeAt: nowMs,
      metadata: {},
    },
  };
}

/** The same for a profile of the configuration; one that there is not has the terms of the default strategy, and is refused. */
export const entrySignalOf = (
  { config }: Pick<ReadonlyCockpit, 'config'>,
  ask: PreviewAsk,
  signalId: string,
  quote: Quote | null,
  nowMs: number,
): TicketSignal =>
  signalOfTicket(
    ask,
    signalId,
    strategyOfProfile(config.strategies, ask.strategy) ?? defaultStrategy(),
    quote?.symbol === ask.symbol ? quote : null,
    nowMs,
  );

function entryOf({ type = 'market', price, stopLimit, side }: PreviewAsk, quote: Quote | null): number | null {
  if (type === 'market') return quote === null ? null : entryPrice(side, quote);
  return (type === 'stop_limit' ? stopLimit : price) ?? null;
}

function pendingOf({ type = 'market', price, stopLimit, expiresAt, oco }: PreviewAsk): PendingTerms | null {
  if (type === 'market' || price === undefined) return null;
  const limit = type === 'stop_limit' ? (stopLimit ?? null) : null;
  return { type, price, stopLimit: limit, expiresAt: expiresAt ?? null, ...(oco === undefined ? {} : { oco }) };
}

/** Each type has the prices that belong to it, and no others. */
function termIssues({ type = 'market', side, price, stopLimit, expiresAt, oco }: PreviewAsk): Issue[] {
  if (type === 'market') {
    const message = 'is for a pending order: type must be limit, stop or stop_limit';
    return Object.entries({ price, stopLimit, expiresAt, oco })
      .filter(([, value]) => value !== undefined)
      .map(([path]) => ({ path, message }));
  }
  const issues: Issue[] = [];
  if (price === undefined) issues.push({ path: 'price', message: `is missing: the price that a ${type} order waits for` });
  if (type === 'stop_limit' && stopLimit === undefined)
    issues.push({ path: 'stopLimit', message: 'is missing: the limit that a stop_limit order becomes' });
  if (type !== 'stop_limit' && stopLimit !== undefined)
    issues.push({ path: 'stopLimit', message: `is for a stop_limit order, not for a ${type}` });
  if (oco !== undefined && !GROUP.test(oco))
    issues.push({ path: 'oco', message: 'must be a name of 1 to 64 letters, digits or _ . : -' });
  if (type === 'stop_limit' && price !== undefined && stopLimit !== undefined && directionOf(side) * (price - stopLimit) < 0)
    issues.push({ path: 'stopLimit', message: `of a ${side} may not lie beyond its price ${price}, not ${stopLimit}` });
  return issues;
}

/** A stop on the wrong side of the entry is a loss that starts at once; a target there is one that cannot be won. */
function sideIssues({ side, stopLoss, takeProfit }: PreviewAsk, entry: number): Issue[] {
  const [below, above] = side === 'BUY' ? ['below', 'above'] : ['above', 'below'];
  const gain = (level: number): number => directionOf(side) * (level - entry);
  const issues: Issue[] = [];
  if (gain(stopLoss) >= 0)
    issues.push({ path: 'stopLoss', message: `must be ${below} the entry of a ${side} (${entry}), not ${stopLoss}` });
  if (takeProfit !== null && gain(takeProfit) <= 0)
    issues.push({ path: 'takeProfit', message: `must be ${above} the entry of a ${side} (${entry}), not ${takeProfit}` });
  return issues;
}
