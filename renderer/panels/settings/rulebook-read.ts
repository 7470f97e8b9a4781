import { rulebook, type Rulebook } from '#shared/rulebooks';
import { issueText, typedNumber } from '../../format/index.ts';
import type { Draft } from './rulebook-draft.ts';

function minuteOf(resetAt: string): number {
  const [hours = NaN, minutes = NaN] = /^\d{1,2}:\d{2}$/.test(resetAt.trim()) ? resetAt.split(':').map(Number) : [];
  return minutes > 59 ? NaN : hours * 60 + minutes;
}

export type Read = { readonly ok: true; readonly book: Rulebook } | { readonly ok: false; readonly why: string };

/** The rules that a form means, or the first thing that is not right about it, in words. `today` is an ISO date. */
export function bookOf(draft: Draft, today: string): Read {
  const news = { before: typedNumber(draft.newsBefore), after: typedNumber(draft.newsAfter) };
  const days = typedNumber(draft.minDays);
  const best = typedNumber(draft.bestDayPct);
  return bookIn({
    title: draft.title.trim(),
    source: 'typed in by you',
    verifiedOn: today,
    ...dayOf(draft),
    maxLoss: floorOf(draft),
    targetPct: typedNumber(draft.targetPct),
    minDays: days === null ? null : { count: days, kind: draft.daysKind, minPct: typedNumber(draft.daysPct) ?? 0 },
    bestDay: best === null ? null : { pct: best, of: draft.bestDayOf },
    ...tradeRulesOf(draft),
    news:
      news.before === null && news.after === null
        ? null
        : { before: news.before ?? 0, after: news.after ?? 0, includesExits: draft.newsExits === 'yes' },
    flatBeforeWeekend: draft.weekend === 'yes',
    limits: {
      ...typed('lotsOpen', draft.lotsOpen),
      lotsPerTicket: typedNumber(draft.lotsPerTicket),
      openOrders: typedNumber(draft.openOrders),
      requestsPerDay: typedNumber(draft.requestsPerDay),
    },
  });
}

/** A rule that a firm may not have: no key where nothing is typed. */
function typed(name: string, value: string): object {
  const number = typedNumber(value);
  return number === null ? {} : { [name]: number };
}

/** The floor under the whole account. */
const floorOf = (draft: Draft): object => ({
  mode: draft.mode,
  limitPct: typedNumber(draft.totalPct),
  ...typed('lockOffsetPct', draft.mode === 'trailing_locked' && draft.lockPct.trim() === '' ? '0' : draft.lockPct),
  ...(draft.atOnce === 'yes' ? { atOnce: true } : {}),
  ...(draft.totalOf === 'peak' ? { limitOf: 'peak' } : {}),
  ...(draft.payoutLocks === 'yes' ? { payoutLocks: true } : {}),
  ...(draft.lowers === 'yes' ? { lowersWithWithdrawals: true } : {}),
});

/** What is asked of single trades, and how often one is. */
function tradeRulesOf(draft: Draft): object {
  const bestTrade = typedNumber(draft.bestTradePct);
  const [seconds, shorter] = [typedNumber(draft.holdSeconds), typedNumber(draft.holdShare) ?? 0];
  const [idea, minutes] = [typedNumber(draft.ideaPct), typedNumber(draft.ideaMinutes) ?? 0];
  return {
    ...(bestTrade === null ? {} : { bestTrade: { pct: bestTrade, of: draft.bestTradeOf } }),
    ...(draft.profitDay === 'open' ? { profitDay: 'open' } : {}),
    ...(seconds === null && shorter === 0 ? {} : { holding: { seconds, maxSharePct: shorter } }),
    ...(idea === null && minutes === 0 ? {} : { ideaRisk: { pct: idea, withinMinutes: minutes } }),
    ...typed('inactivityDays', draft.inactivityDays),
  };
}

/** The day that a form means. Without a limit it still begins somewhere. */
function dayOf(draft: Draft): { readonly daily: object | null; readonly dayReset?: object } {
  const zone = draft.zone.trim();
  const reset = {
    zone,
    minuteOfDay: minuteOf(draft.resetAt),
    name: `${draft.resetAt.trim()} ${zone}`,
    clock: (zone.split('/').at(-1) ?? '').slice(0, 30),
  };
  if (draft.daily === 'no') return { daily: null, dayReset: reset };
  const { limitOf, anchor, action } = draft;
  const peak = draft.dayPeak === 'yes' ? { followsEquity: true } : {};
  const limitPct = typedNumber(draft.dailyPct);
  return { daily: { ...peak, limitPct, limitOf, anchor, includesFloating: draft.floating === 'yes', action, reset } };
}

/** The rules in a file: a rulebook as JSON, alone or as `rulebook.custom` of a configuration. */
export function bookInFile(content: string): Read {
  let input: unknown;
  try {
    input = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch {
    return { ok: false, why: 'The file is not JSON' };
  }
  return bookIn((input as { readonly rulebook?: { readonly custom?: unknown } } | null)?.rulebook?.custom ?? input);
}

const NAMES: Readonly<Record<string, string>> = {
  title: 'Name',
  'daily.limitPct': 'Daily limit',
  'daily.reset.zone': 'Time zone',
  'daily.reset.minuteOfDay': 'Day begins at',
  'dayReset.zone': 'Time zone',
  'dayReset.minuteOfDay': 'Day begins at',
  'maxLoss.limitPct': 'Limit in all',
  'maxLoss.lockOffsetPct': 'Lock',
  targetPct: 'Target',
  'minDays.count': 'Least days',
  'minDays.minPct': 'A day is won by',
  'bestDay.pct': 'Best day',
  'news.before': 'Minutes before news',
  'news.after': 'Minutes after news',
  'limits.lotsPerTicket': 'Lots a ticket',
  'limits.openOrders': 'Open orders',
  'limits.requestsPerDay': 'Requests a day',
  'limits.lotsOpen': 'Lots open in all',
  'bestTrade.pct': 'Best trade',
  'holding.seconds': 'Held at least',
  'holding.maxSharePct': 'Shorter trades at most',
  'ideaRisk.pct': 'Risk of one idea',
  'ideaRisk.withinMinutes': 'Same idea within',
  inactivityDays: 'A trade at least every',
};

function bookIn(input: unknown): Read {
  const read = rulebook.safeParse(input);
  if (read.success) return { ok: true, book: read.data };
  const [issue] = read.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  return { ok: false, why: `${NAMES[path] ?? (path === '' ? 'The rules' : path)}: ${issueText(issue)}` };
}
