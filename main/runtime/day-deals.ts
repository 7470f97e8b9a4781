import type { Deal } from '../../shared/domain/index.ts';
import type { RuntimeOptions } from './options.ts';

/** The longest day of a firm's clock, when summer time ends. */
const DAY_MAX_MS = 25 * 3_600_000;

type Parts = Pick<RuntimeOptions, 'terminal' | 'clock' | 'log'>;

/** Deals since before the firm's last midnight, from which the balance of that midnight is rebuilt; null when they cannot be read. */
export async function dayDeals({ terminal, clock, log }: Parts): Promise<readonly Deal[] | null> {
  if (terminal.link().state === 'down') return null; // It is asked once it is there.
  try {
    return await terminal.deals(Math.floor(clock.nowMs()) - DAY_MAX_MS);
  } catch (error) {
    log.write('warn', 'The day’s deals could not be read', { error: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

/** A terminal that was not there at the start: its deals are read when it comes for the first time. */
export function onceLinked(parts: Parts, took: (deals: readonly Deal[]) => void): void {
  if (parts.terminal.link().state !== 'down') return;
  const off = parts.terminal.onNews((news) => {
    if (news.kind !== 'link' || news.link !== 'up') return;
    off();
    void dayDeals(parts).then((deals) => {
      if (deals !== null) took(deals);
    });
  });
}
