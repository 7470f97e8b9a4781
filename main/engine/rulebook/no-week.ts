import type { ReadonlyCockpit } from '#shared/projection';

/** A paper market that never closes has neither weekend nor turn of the day. */
export const hasNoWeek = ({ terminal, config }: Pick<ReadonlyCockpit, 'terminal' | 'config'>): boolean =>
  terminal === 'paper' && config.paper.alwaysOpen;
