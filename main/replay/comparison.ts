import type { ReplayComparison } from '#shared/ipc';
import { caveats, differences, figuresOf, tradeLines, verdictOf, word, type ComparedReport } from './compare.ts';

const [SETTINGS_MAX, LINES_MAX] = [500, 100];

/** Two replays beside each other, as `--compare` prints them, in parts. */
export function comparison(a: ComparedReport, b: ComparedReport): ReplayComparison {
  const lines = tradeLines(a.trades, b.trades);
  return {
    caveats: [...caveats(a, b)],
    settings: differences(a.config, b.config)
      .slice(0, SETTINGS_MAX)
      .map(([path, one, other]) => ({ path, a: word(one), b: word(other) })),
    figures: figuresOf(a, b).map(([name, one, other]) => ({ name, a: one, b: other })),
    verdicts: { a: verdictOf(a), b: verdictOf(b) },
    trades: lines.slice(0, LINES_MAX),
  };
}
