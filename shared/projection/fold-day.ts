import type { Config } from '#shared/config';
import { DAY_LOCK } from '#shared/domain';
import type { JournalRecord, Payload } from '#shared/events';
import { appended, setBounded } from '#shared/lib';
import { BOUNDS } from './bounds.ts';
import { chargedTo } from './charged-to.ts';
import type { CockpitState, OrderState } from './state.ts';

/** Ends without a deal: their lots were never traded. */
const NEVER_TRADED: ReadonlySet<OrderState> = new Set(['refused', 'cancelled', 'expired']);

/** A reset may be seen a moment after it: what was asked since belongs to the new day. */
function askedSince({ orders, asked }: CockpitState, anchorAt: number): CockpitState['asked'] {
  const lots: Record<string, number> = {};
  let requests = 0;
  for (const { request, requestedAt, state } of orders.values()) {
    if (requestedAt < anchorAt) continue;
    requests += 1;
    if (request.op === 'open' && !NEVER_TRADED.has(state)) lots[request.symbol] = (lots[request.symbol] ?? 0) + request.volume;
  }
  return { requests, lots, entries: asked.entries };
}

type DayRecord = Extract<
  JournalRecord,
  {
    type:
      | 'day.anchored'
      | 'peaks.raised'
      | 'balance.operated'
      | 'rulebook.chosen'
      | 'config.changed'
      | 'limits.kept'
      | 'limits.taken'
      | 'news.noted'
      | 'news.dropped';
  }
>;

/** The firm's day, what trailing floors hang from, and the trader's own events. */
export function foldDay(state: CockpitState, record: DayRecord): void {
  switch (record.type) {
    case 'day.anchored': {
      const { peaks = state.peaks, ...day } = record.payload;
      putAside(state, day.anchorAt);
      state.day = day;
      // A day that a wrong clock began too late gives way to the true one.
      state.firstDayAt = Math.min(state.firstDayAt ?? day.anchorAt, day.anchorAt);
      state.asked = askedSince(state, day.anchorAt);
      state.peaks = peaks;
      // The anchor is a balance that holds every operation seen until now.
      state.transfers = { ...state.transfers, day: 0 };
      return;
    }
    case 'rulebook.chosen': {
      const { rulebook } = record.payload;
      state.config = { ...state.config, rulebook };
      // What is chosen now is what the file says from now on.
      if (state.limitsKept !== null) state.limitsKept = { ...state.limitsKept, asked: { ...state.limitsKept.asked, rulebook } };
      return;
    }
    case 'config.changed':
      state.config = withProxies(state.config, record.payload.trustedProxies);
      if (state.limitsKept !== null)
        state.limitsKept = { ...state.limitsKept, asked: withProxies(state.limitsKept.asked, record.payload.trustedProxies) };
      return;
    case 'limits.kept':
      state.limitsKept = { asked: state.config, widened: record.payload.widened };
      state.config = record.payload.config;
      return;
    case 'limits.taken':
      state.limitsKept = null;
      state.config = record.payload.config;
      return;
    case 'balance.operated':
      foldOperation(state, record.payload);
      return;
    case 'news.noted':
      setBounded(state.notedNews, record.payload.id, record.payload.event, BOUNDS.notedNews);
      return;
    case 'news.dropped':
      state.notedNews.delete(record.payload.id);
      return;
    case 'peaks.raised':
      state.peaks = record.payload.peaks;
      return;
  }
}

/** The day that another one follows, or takes the place of. Those after the new one's beginning never were. */
function putAside(state: CockpitState, anchorAt: number): void {
  const { day, peaks, transfers, blocks } = state;
  if (day === null || day.anchorAt === anchorAt) return;
  const lock = blocks.get(DAY_LOCK) ?? null;
  const past = { ...day, moved: transfers.day, peaks, lock: lock === null ? null : { code: lock.code, text: lock.text } };
  state.pastDays = appended(state.pastDays, past, BOUNDS.pastDays).filter((one) => one.anchorAt < anchorAt);
}

function foldOperation(state: CockpitState, { operation, isOld }: Payload<'balance.operated'>): void {
  const { ticket, kind, amount } = operation;
  // It is neither lost nor profit: in a trade's result, or told as a cost of the account.
  if (kind === 'charge' && !isOld && chargedTo(state, operation) === null)
    state.accountCosts = Math.round((state.accountCosts + amount) * 100) / 100 + 0; // Never -0.
  setBounded(state.operations, ticket, operation, BOUNDS.operations);
  if (kind === 'charge' || isOld) return;
  const { day, deposited, withdrawn } = state.transfers;
  state.transfers = {
    day: day + amount,
    deposited: deposited + Math.max(0, amount),
    withdrawn: withdrawn + Math.max(0, -amount),
  };
}

/** Of a change of the file only this is in force at once. */
const withProxies = (config: Config, trustedProxies: readonly string[] | undefined): Config =>
  trustedProxies === undefined ? config : { ...config, intake: { ...config.intake, trustedProxies: [...trustedProxies] } };
