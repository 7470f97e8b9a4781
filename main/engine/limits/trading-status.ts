import { rule, scopeKey, type Criterion, type Reason, type StrategyId } from '#shared/domain';
import type { ReadonlyCockpit, ScopedStop } from '#shared/projection';

/** Whether new entries are taken at all: trading state, stops, blocks, drift. All hard; closing is never asked. */
export type TradingStatus = {
  readonly trading: ReadonlyCockpit['trading']['state'];
  readonly blocks: readonly Reason[];
  readonly hasDrift: boolean;
  /** The stop of its symbol or strategy that an entry would run into; null when there is none. */
  readonly stop: ScopedStop | null;
};

/** `strategyId` null: an entry of no strategy, such as a test of the broker. */
export const tradingStatusOf = (state: ReadonlyCockpit, symbol: string, strategyId: StrategyId | null): TradingStatus => ({
  trading: state.trading.state,
  blocks: [...state.blocks.values()].map(({ code, text }) => ({ code, text })),
  hasDrift: state.drift !== null,
  stop:
    state.stops.get(scopeKey({ kind: 'symbol', symbol })) ??
    (strategyId === null ? undefined : state.stops.get(scopeKey({ kind: 'strategy', strategyId }))) ??
    null,
});

export function tradingStatusRules({ trading, blocks, hasDrift, stop }: TradingStatus): Criterion[] {
  const first = blocks[0];
  return [
    rule({
      code: 'trading_active',
      ok: trading === 'active',
      observed: trading,
      limit: 'active',
      hard: true,
      text: `Trading is ${trading}, entries need it active.`,
    }),
    rule({
      code: 'not_blocked',
      ok: first === undefined,
      observed: blocks.length,
      limit: 0,
      hard: true,
      text: first === undefined ? 'Nothing blocks new entries.' : `Entries are blocked: ${first.text}`,
    }),
    rule({
      code: 'no_drift',
      ok: !hasDrift,
      observed: hasDrift,
      limit: false,
      hard: true,
      text: hasDrift ? 'Terminal and ledger differ; entries wait until that is explained.' : 'Terminal and ledger agree.',
    }),
    ...(stop === null
      ? []
      : [
          rule({
            code: 'not_stopped',
            ok: false,
            observed: scopeKey(stop.scope),
            limit: null,
            hard: true,
            text: `Entries of ${scopeKey(stop.scope).replace(':', ' ')} are stopped: ${stop.reason}`,
          }),
        ]),
  ];
}
