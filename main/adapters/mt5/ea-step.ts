import { MINOR, type Hello } from '#shared/bridge';

/** What each step of CB/1 brought: what an Expert Advisor below it lacks. */
const BROUGHT: Readonly<Record<number, string>> = {
  1: 'telling what MetaTrader could not read apart from what is empty',
};

/**
 * What an older Expert Advisor lacks; null: nothing. It may close and be looked through, and opens nothing: a rule that needs
 * what it cannot tell would be kept blindly.
 */
export function lacksOf({ minor = 0, ea }: Pick<Hello, 'minor' | 'ea'>): string | null {
  if (minor >= MINOR) return null;
  const missing = Object.entries(BROUGHT).flatMap(([step, what]) => (Number(step) > minor ? [what] : []));
  return `The Expert Advisor ${ea} is older than this cockpit and lacks ${missing.join('; ')}: it closes and opens nothing`;
}
