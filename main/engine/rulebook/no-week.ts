import { terminalOf } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';

/** A market that never closes, as the paper one may, has neither weekend nor turn of the day. */
export const hasNoWeek = ({ terminal, config }: Pick<ReadonlyCockpit, 'terminal' | 'config'>): boolean => {
  const settings = config[terminalOf(terminal).settings];
  return 'alwaysOpen' in settings && settings.alwaysOpen;
};
