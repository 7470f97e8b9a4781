import { RUN_MODES, terminalOf } from '#shared/domain';
import type { ReadonlyCockpit } from './state.ts';

type Parts = Pick<ReadonlyCockpit, 'mode' | 'terminal' | 'config'>;

/** A practice market that never closes: it has no sessions, weekend, holidays or turn of the day. A replay has the real market's. */
export const isAlwaysOpen = ({ mode, terminal, config }: Parts): boolean => {
  const settings = config[terminalOf(terminal).settings];
  return RUN_MODES[mode].canBeAlwaysOpen && 'alwaysOpen' in settings && settings.alwaysOpen;
};

/** What a market that never closes changes against a real one, in one line for people; null when it changes nothing. */
export const openMarketNote = (cockpit: Parts): string | null =>
  isAlwaysOpen(cockpit)
    ? 'Practice market, open 24/7: the rules for sessions, weekends, holidays and 17:00 New York refuse nothing here, and spreads do not widen. A real market is stricter.'
    : null;
