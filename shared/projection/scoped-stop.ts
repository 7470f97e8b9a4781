import type { StopScope } from '#shared/domain';

/** A stop of a symbol or a strategy that stands. */
export type ScopedStop = {
  readonly scope: StopScope;
  readonly reason: string;
  readonly actor: string;
  readonly since: number;
  readonly certificateId: string;
};
