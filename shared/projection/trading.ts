import type { TradingState } from '#shared/domain';

/** Whether entries are taken, and who or what said so last. */
export type Trading = {
  readonly state: TradingState;
  readonly reason: string;
  readonly actor: string;
  readonly since: number;
  readonly certificateId: string | null;
  /** The cause as a word, where there is one for programs. */
  readonly code?: string;
};
