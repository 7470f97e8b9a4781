import { useEngine, useNow } from '../../store/index.ts';

/** True while figures on screen may be the past: engine silent, or terminal not up. */
export const useIsOld = (): boolean =>
  useEngine(({ link, live }) => link !== 'live' || live === null || live.terminal.link !== 'up');

/** Age of the terminal's figures now: what the engine said, plus the time since it said it. */
export function useLinkAgeMs(stepMs = 1_000): number | null {
  const said = useEngine(({ live }) => live?.terminal.ageMs ?? null);
  const at = useEngine(({ live }) => live?.at ?? 0);
  const now = useNow(stepMs);
  return said === null ? null : said + Math.max(0, now - at);
}
