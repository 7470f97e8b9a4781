import { resetOf, type DailyLoss, type Rulebook } from '#shared/rulebooks';

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
  /** 'yes': the day's floor rises with the day's highest equity. */
  readonly dayPeak: 'yes' | 'no';
  readonly totalOf: 'initial' | 'peak';
  readonly payoutLocks: 'yes' | 'no';
  readonly lowers: 'yes' | 'no';
  readonly bestTradePct: string;
  readonly bestTradeOf: 'net' | 'winning';
  readonly profitDay: 'close' | 'open';
  readonly holdSeconds: string;
  readonly holdShare: string;
  readonly ideaPct: string;
  readonly ideaMinutes: string;
  readonly inactivityDays: string;
  readonly lotsOpen: string;
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
    lockPct: text(maxLoss.lockOffsetPct),
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
    ...newerOf(book),
  };
}

/** The part of a form that firms' newer rules fill. */
function newerOf({ daily, maxLoss, bestTrade, profitDay, holding, ideaRisk, inactivityDays, limits }: Rulebook) {
  return {
    dayPeak: yesNo(daily?.followsEquity ?? false),
    totalOf: maxLoss.limitOf ?? 'initial',
    payoutLocks: yesNo(maxLoss.payoutLocks ?? false),
    lowers: yesNo(maxLoss.lowersWithWithdrawals ?? false),
    bestTradePct: text(bestTrade?.pct),
    bestTradeOf: bestTrade?.of ?? 'net',
    profitDay: profitDay ?? 'close',
    holdSeconds: text(holding?.seconds),
    holdShare: text(holding?.maxSharePct ?? 0),
    ideaPct: text(ideaRisk?.pct),
    ideaMinutes: text(ideaRisk?.withinMinutes ?? 0),
    inactivityDays: text(inactivityDays),
    lotsOpen: text(limits.lotsOpen),
  } satisfies Partial<Draft>;
}
