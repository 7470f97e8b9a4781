import { resetOf, rulebook, type DailyLoss, type Rulebook } from '#shared/rulebooks';
import { typedNumber } from '../../format/index.ts';

/** Rules of one's own as they are typed: text everywhere, '' where nothing is asked for. */
export type Draft = {
  readonly title: string;
  /** 'no': the firm has no daily limit, and the other daily fields count for nothing. */
  readonly daily: 'yes' | 'no';
  readonly dailyPct: string;
  readonly limitOf: DailyLoss['limitOf'];
  readonly anchor: DailyLoss['anchor'];
  readonly floating: 'yes' | 'no';
  readonly action: DailyLoss['action'];
  readonly zone: string;
  /** HH:MM */
  readonly resetAt: string;
  readonly totalPct: string;
  readonly mode: Rulebook['maxLoss']['mode'];
  readonly lockPct: string;
  readonly atOnce: 'yes' | 'no';
  readonly targetPct: string;
  readonly minDays: string;
  readonly daysKind: 'opened' | 'profitable';
  readonly daysPct: string;
  readonly bestDayPct: string;
  readonly bestDayOf: 'winning' | 'net';
  readonly newsBefore: string;
  readonly newsAfter: string;
  readonly newsExits: 'yes' | 'no';
  readonly weekend: 'yes' | 'no';
  readonly lotsPerTicket: string;
  readonly openOrders: string;
  readonly requestsPerDay: string;
  /** What the form has no field for, as JSON: rules of a file or a preset that are kept as they are. */
  readonly rest: string;
};

const text = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(value));
const yesNo = (value: boolean): 'yes' | 'no' => (value ? 'yes' : 'no');
const two = (value: number): string => String(value).padStart(2, '0');

/** A rulebook as a form: own rules usually begin as a copy of a preset. */
export function draftOf(book: Rulebook): Draft {
  const { title, daily, maxLoss, targetPct, minDays, bestDay, news, flatBeforeWeekend, limits } = book;
  const { zone, minuteOfDay } = resetOf(book);
  return {
    title,
    daily: yesNo(daily !== null),
    dailyPct: text(daily?.limitPct),
    limitOf: daily?.limitOf ?? 'initial',
    anchor: daily?.anchor ?? 'balance',
    floating: yesNo(daily?.includesFloating ?? true),
    action: daily?.action ?? 'breach',
    zone,
    resetAt: `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`,
    totalPct: text(maxLoss.limitPct),
    mode: maxLoss.mode,
    lockPct: text(maxLoss.mode === 'trailing_locked' ? maxLoss.lockOffsetPct : 0),
    atOnce: yesNo(maxLoss.atOnce ?? false),
    targetPct: text(targetPct),
    minDays: text(minDays?.count),
    daysKind: minDays?.kind ?? 'opened',
    daysPct: text(minDays?.minPct ?? 0),
    bestDayPct: text(bestDay?.pct),
    bestDayOf: bestDay?.of ?? 'winning',
    newsBefore: text(news?.before),
    newsAfter: text(news?.after),
    newsExits: yesNo(news?.includesExits ?? false),
    weekend: yesNo(flatBeforeWeekend),
    lotsPerTicket: text(limits.lotsPerTicket),
    openOrders: text(limits.openOrders),
    requestsPerDay: text(limits.requestsPerDay),
    rest: JSON.stringify(restOf(book)),
  };
}

type Rest = Pick<Rulebook, 'bestTrade' | 'profitDay' | 'holding' | 'ideaRisk' | 'inactivityDays'> & {
  readonly daily: Pick<DailyLoss, 'followsEquity'>;
  readonly maxLoss: Pick<Rulebook['maxLoss'], 'limitOf' | 'payoutLocks' | 'lowersWithWithdrawals' | 'lockOffsetPct'>;
  readonly limits: Pick<Rulebook['limits'], 'lotsOpen'>;
};

const restOf = ({ bestTrade, profitDay, holding, ideaRisk, inactivityDays, daily, maxLoss, limits }: Rulebook): Rest => {
  const { limitOf, payoutLocks, lowersWithWithdrawals, lockOffsetPct } = maxLoss;
  return {
    ...{ bestTrade, profitDay, holding, ideaRisk, inactivityDays },
    daily: { followsEquity: daily?.followsEquity },
    maxLoss: {
      limitOf,
      payoutLocks,
      lowersWithWithdrawals,
      lockOffsetPct: maxLoss.mode === 'trailing_locked' ? undefined : lockOffsetPct,
    },
    limits: { lotsOpen: limits.lotsOpen },
  };
};

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
  const rest = JSON.parse(draft.rest) as Rest;
  const maxLoss = {
    ...rest.maxLoss,
    mode: draft.mode,
    limitPct: typedNumber(draft.totalPct),
    ...(draft.atOnce === 'yes' ? { atOnce: true } : {}),
  };
  return bookIn({
    ...rest,
    title: draft.title.trim(),
    source: 'typed in by you',
    verifiedOn: today,
    ...dayOf(draft, rest.daily),
    maxLoss: draft.mode === 'trailing_locked' ? { ...maxLoss, lockOffsetPct: typedNumber(draft.lockPct) ?? 0 } : maxLoss,
    targetPct: typedNumber(draft.targetPct),
    minDays: days === null ? null : { count: days, kind: draft.daysKind, minPct: typedNumber(draft.daysPct) ?? 0 },
    bestDay: best === null ? null : { pct: best, of: draft.bestDayOf },
    news:
      news.before === null && news.after === null
        ? null
        : { before: news.before ?? 0, after: news.after ?? 0, includesExits: draft.newsExits === 'yes' },
    flatBeforeWeekend: draft.weekend === 'yes',
    limits: {
      ...rest.limits,
      lotsPerTicket: typedNumber(draft.lotsPerTicket),
      openOrders: typedNumber(draft.openOrders),
      requestsPerDay: typedNumber(draft.requestsPerDay),
    },
  });
}

/** The day that a form means. Without a limit it still begins somewhere. */
function dayOf(draft: Draft, rest: Rest['daily']): { readonly daily: object | null; readonly dayReset?: object } {
  const zone = draft.zone.trim();
  const reset = {
    zone,
    minuteOfDay: minuteOf(draft.resetAt),
    name: `${draft.resetAt.trim()} ${zone}`,
    clock: (zone.split('/').at(-1) ?? '').slice(0, 30),
  };
  if (draft.daily === 'no') return { daily: null, dayReset: reset };
  const { limitOf, anchor, action } = draft;
  const limitPct = typedNumber(draft.dailyPct);
  return { daily: { ...rest, limitPct, limitOf, anchor, includesFloating: draft.floating === 'yes', action, reset } };
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
};

function bookIn(input: unknown): Read {
  const read = rulebook.safeParse(input);
  if (read.success) return { ok: true, book: read.data };
  const [issue] = read.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  return {
    ok: false,
    why: `${NAMES[path] ?? (path === '' ? 'The rules' : path)}: ${wordsOf(issue?.message ?? 'not understood')}`,
  };
}

/** What is wrong with a value as a trader would say it. */
const wordsOf = (message: string): string =>
  message.endsWith('received NaN')
    ? 'is not a number'
    : /received (null|undefined)$/.test(message)
      ? 'is missing'
      : message.replace(/^(Invalid input|Too small|Too big): /, '');
