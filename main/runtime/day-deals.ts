import { messageOf } from '#shared/lib';
import { factsFrom, type DealsThen } from './facts.ts';
import type { RuntimeOptions } from './options.ts';

const DAY_MS = 86_400_000;
/** The longest day of a firm's clock, when summer time ends. */
const DAY_MAX_MS = 25 * 3_600_000;
/** Limit for looking back at midnights that passed while the cockpit was not running. */
const MISSED_MAX_MS = 31 * DAY_MS;
/** More of them are not put on record: then only the last day's are. */
const DEALS_MAX = 5_000;

type Parts = Pick<RuntimeOptions, 'terminal' | 'clock' | 'log'>;

/**
 * Hands on the deals since before the firm's last midnight and since `missedMs` (the first midnight while the cockpit was not running; null:
 * there was none), from which the balances of those midnights are rebuilt; null when they cannot be read. A terminal that is
 * not there yet is asked again when it comes.
 */
export async function dealsSince(parts: Parts, missedMs: number | null, took: (read: DealsThen) => void): Promise<void> {
  took(await read(parts, missedMs));
  if (parts.terminal.link().state !== 'down') return;
  const off = parts.terminal.onNews((news) => {
    if (news.kind !== 'link' || news.link !== 'up') return;
    off();
    void read(parts, missedMs).then((then) => {
      if (then !== null) took(then);
    });
  });
}

async function read({ terminal, clock, log }: Parts, missedMs: number | null): Promise<DealsThen> {
  if (terminal.link().state === 'down') return null;
  const now = Math.floor(clock.nowMs());
  try {
    const facts = factsFrom(terminal, null);
    const since = Math.max(now - MISSED_MAX_MS, Math.min(now - DAY_MAX_MS, missedMs ?? now));
    const deals = await terminal.deals(since);
    if (deals.length <= DEALS_MAX) return { facts, deals, since };
    const ofDay = deals.filter(({ at }) => at >= now - DAY_MAX_MS);
    const newest = ofDay.slice(-DEALS_MAX);
    const [oldest] = newest;
    // Of one moment some may be left out: from the next on all of them are there.
    const isCut = newest.length < ofDay.length && oldest !== undefined;
    return { facts, deals: newest, since: isCut ? oldest.at + 1 : now - DAY_MAX_MS };
  } catch (error) {
    log.write('warn', 'The day’s deals could not be read', { error: messageOf(error) });
    return null;
  }
}
