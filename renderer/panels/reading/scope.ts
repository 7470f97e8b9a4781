import type { StopScope } from '#shared/domain';

/** What a stop is about, as a person says it. */
export const scopeName = (scope: StopScope): string =>
  scope.kind === 'account' ? 'The account' : scope.kind === 'symbol' ? scope.symbol : `Strategy ${scope.strategyId}`;
