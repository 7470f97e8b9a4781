import type { ClosedTrade, Position } from '#shared/domain';
import type { Standing } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';
import { rulebookIn, type Rulebook } from '#shared/rulebooks';
import { percentText, plain } from '#engine/wording.ts';

const DAY_MS = 86_400_000;

type Seen = {
  readonly trades: readonly ClosedTrade[];
  readonly positions: readonly Position[];
  readonly firstDayAt: number | null;
  readonly nowMs: number;
};
type Rule = (book: Rulebook, seen: Seen) => Standing | null;

/** Rules that only inform: they end no account by themselves and refuse no entry. Null: the firm does not ask for it. */
const RULES: readonly Rule[] = [bestTrade, holdingTime, inactivity];

/** Where the account stands by the rules of its firm that only inform, as far as closed trades are kept. */
export const standingsOf = (
  { trades, config, firstDayAt }: ReadonlyCockpit,
  positions: readonly Position[],
  nowMs: number,
): readonly Standing[] => {
  const book = rulebookIn(config.rulebook);
  return RULES.flatMap((rule) => rule(book, { trades, positions, firstDayAt, nowMs }) ?? []);
};

/** The best trade as a share of all profit: FundedSeat, help 11173616 (a best trade of 2,500 of 10,000 is over 20 %, of 12,500 not). */
function bestTrade({ bestTrade: asked = null }: Rulebook, { trades }: Seen): Standing | null {
  if (asked === null) return null;
  const results = trades.map(({ pnl }) => pnl);
  const profit = results.reduce((sum, pnl) => sum + (asked.of === 'net' ? pnl : Math.max(0, pnl)), 0);
  const best = Math.max(0, ...results);
  const share = profit > 0 ? (best / profit) * 100 : null;
  const of = asked.of === 'net' ? 'net profit' : 'the profit of winning trades';
  return {
    code: 'best_trade',
    name: 'Best trade',
    ok: share === null ? null : share <= asked.pct,
    observed: share,
    limit: asked.pct,
    text: `${share === null ? 'There is no profit yet' : `${percentText(share)} of ${of}`}, at most ${percentText(asked.pct)}`,
  };
}

/** Trades that were held too short a time: Funding Era, help 12793510 (40 s under a rule of 60 s is one, 70 s is none). */
function holdingTime({ holding = null }: Rulebook, { trades }: Seen): Standing | null {
  if (holding === null) return null;
  const short = trades.filter(({ openedAt, closedAt }) => closedAt - openedAt < holding.seconds * 1_000).length;
  const share = trades.length === 0 ? null : (short / trades.length) * 100;
  return {
    code: 'holding_time',
    name: 'Held at least',
    ok: share === null ? null : share <= holding.maxSharePct,
    observed: share,
    limit: holding.maxSharePct,
    text: `${short} of ${trades.length} trades held less than ${holding.seconds} s, at most ${percentText(holding.maxSharePct)}`,
  };
}

/**
 * Since when nothing was opened: the last trade's opening, or the first day of the firm on record where there is no trade yet. Null
 * before that day: nothing is counted from. `isTrade` tells the two apart: what was traded before this journal is not known to it.
 */
export function idleSince({
  trades,
  positions,
  firstDayAt,
}: Omit<Seen, 'nowMs'>): { readonly at: number; readonly isTrade: boolean } | null {
  const last = Math.max(...trades.map(({ openedAt }) => openedAt), ...positions.map(({ openedAt }) => openedAt));
  if (Number.isFinite(last)) return { at: last, isTrade: true };
  return firstDayAt === null ? null : { at: firstDayAt, isTrade: false };
}

/** Days without a trade: fundedwiki, inactivity rule (accounts end after 14 to 30 days, one small trade begins the count again). */
function inactivity({ inactivityDays: limit = null }: Rulebook, seen: Seen): Standing | null {
  if (limit === null) return null;
  const last = idleSince(seen);
  const days = last === null ? null : Math.max(0, (seen.nowMs - last.at) / DAY_MS);
  return {
    code: 'inactivity',
    name: 'Inactivity',
    ok: days === null ? null : days < limit,
    observed: days,
    limit,
    text:
      days === null
        ? `no trade on record yet; the account ends after ${limit} days without one`
        : `${plain(days, 1)} of ${limit} days without a trade opened${last?.isTrade === false ? ', counted from the first day here' : ''}`,
  };
}
