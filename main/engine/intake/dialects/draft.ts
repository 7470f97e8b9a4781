import type { ClaimedLevels, ExitTerms, PendingTerms, Side, Signal, SignalManagement, Timeframe } from '#shared/domain';
import type { Json } from '#shared/lib';
import type { Pattern } from '#shared/strategies';
import type { IntakeFacts } from './facts.ts';
import type { Issue } from './field-reader.ts';
import type { Opens } from '../intent/index.ts';
import type { JsonObject } from '../text/index.ts';

/** What a dialect could read. Null where the body was silent or wrong; then `issues` says so unless silence is allowed. */
export type Draft = {
  readonly signalId: string | null;
  readonly kind: Signal['kind'];
  readonly symbol: string | null;
  readonly timeframe: Timeframe | null;
  readonly pattern: Pattern | null;
  /** The profile that the body names; null when it names none. */
  readonly strategyId: string | null;
  /** On an exit or a cancel: the side of the position or order that is meant. */
  readonly side: Side | null;
  readonly entry: number | null;
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  /** The entry waits at the broker for its price; absent: it is made at the market. */
  readonly pending?: PendingTerms;
  /** How an exit or a cancel was understood. */
  readonly exit?: ExitTerms;
  /** How the position is managed, beside its strategy's rules. */
  readonly management?: SignalManagement;
  readonly levels: ClaimedLevels;
  readonly riskPercent: number | null;
  /** Account currency; absent: the body names none. */
  readonly riskMoney?: number;
  readonly volumeMax: number | null;
  /** Null: the body names no time, so it is as old as its delivery. */
  readonly madeAt: number | null;
  readonly metadata: Record<string, Json>;
};

/** One payload format: how it is recognised among JSON objects, and how it is read. */
export type Dialect = {
  readonly name: string;
  matches(body: JsonObject): boolean;
  /** `meant`: what was read from all of the body before its shape was looked at. */
  read(body: JsonObject, facts: IntakeFacts, issues: Issue[], meant: Opens): Draft;
};

/** A stop on the wrong side of the entry is a loss that starts at once; a target there is one that cannot be won. */
export function checkSides(
  draft: Draft,
  paths: { readonly stopLoss: string; readonly takeProfit: string },
  issues: Issue[],
): void {
  const { side, entry, stopLoss, takeProfit } = draft;
  if (side === null || entry === null || draft.kind !== 'entry') return;
  const [below, above] = side === 'BUY' ? ['below', 'above'] : ['above', 'below'];
  const gain = (price: number): number => (side === 'BUY' ? price - entry : entry - price);
  if (stopLoss !== null && gain(stopLoss) >= 0) {
    issues.push({ path: paths.stopLoss, message: `must be ${below} the entry of a ${side} (${entry}), not ${stopLoss}` });
  }
  if (takeProfit !== null && gain(takeProfit) <= 0) {
    issues.push({ path: paths.takeProfit, message: `must be ${above} the entry of a ${side} (${entry}), not ${takeProfit}` });
  }
}
