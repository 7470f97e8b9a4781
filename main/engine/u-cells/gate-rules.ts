import { utcMinute } from '#shared/lib';
import { rule, type Account, type Criterion, type SymbolSpec } from '#shared/domain';
import { isAlwaysOpen } from '#shared/projection';
import { rulebookIn } from '#shared/rulebooks';
import { magicOf } from '#shared/strategies';
import { quietAt } from '#engine/market';
import { besideGroup, exposureOf, openEntries } from '#engine/exposure';
import { plain, priceText, rounded, secondsText } from '#engine/wording.ts';
import { requestsLimit } from '#engine/limits';
import { amountRules } from './amount-rules.ts';
import type { CellView, Draft } from './cell.ts';
import { symbolRules } from './symbol-rules.ts';

const MINUTE = 60_000;
const NOISE = 1e-9;

/**
 * The checks before an order that concern neither structure nor room: is the price believable, is the order of a sane size,
 * are we asking too often, is it the time for it. All in one place, each with what was seen and what is allowed. Closing and
 * cancelling are counted here and never refused.
 */
export function gateRules(draft: Draft, account: Account, spec: SymbolSpec, view: CellView): Criterion[] {
  return [
    ...priceRules(draft, spec, view),
    ...amountRules(draft, account, spec, view),
    ...rateRules(draft, view),
    ...oppositeRules(draft, account, view),
    ...timeRules(view),
    ...symbolRules(draft, spec, view),
  ];
}

/** The quote against our clock, the last candle and the last hour's spreads. */
function priceRules({ entry, signal }: Draft, spec: SymbolSpec, { facts, nowMs, config, structure }: CellView): Criterion[] {
  const { maxClockSkewMs, collarPct, collarAtr, maxSpreadOfMedian } = config.limits;
  const quote = facts.quote?.symbol === signal.symbol ? facts.quote : null;
  if (quote === null) return [];
  const ahead = quote.at - nowMs;
  const rules = [
    rule({
      code: 'clock_skew_ms',
      ok: ahead <= maxClockSkewMs,
      observed: Math.max(0, ahead),
      limit: maxClockSkewMs,
      hard: true,
      text: `The quote is ${secondsText(Math.max(0, ahead))} ahead of our clock, limit ${secondsText(maxClockSkewMs)}.`,
    }),
  ];
  if (structure === null) return rules;
  const away = Math.abs(entry - structure.lastClose);
  const share = (away / structure.lastClose) * 100;
  const last = priceText(structure.lastClose, spec.digits);
  rules.push(
    rule({
      code: 'collar_pct',
      ok: share <= collarPct,
      observed: rounded(share, 3),
      limit: collarPct,
      hard: true,
      text: `The price is ${plain(share, 2)} % from the last candle's ${last}, limit ${plain(collarPct, 2)} %.`,
    }),
  );
  if (signal.pending === undefined && structure.atrM5 !== null && structure.atrM5 > 0) {
    const ranges = away / structure.atrM5;
    const text = `The price is ${plain(ranges, 1)} M5 ranges from the last candle's ${last}, limit ${plain(collarAtr, 1)}.`;
    rules.push(
      rule({ code: 'collar_atr', ok: ranges <= collarAtr, observed: rounded(ranges, 2), limit: collarAtr, hard: true, text }),
    );
  }
  if (structure.spreadMedian !== null && structure.spreadMedian > 0) {
    const times = (quote.ask - quote.bid) / spec.point / structure.spreadMedian;
    const text = `The spread is ${plain(times, 1)} times the last hour's median, limit ${plain(maxSpreadOfMedian, 1)}.`;
    rules.push(
      rule({
        code: 'spread_of_median',
        ok: times <= maxSpreadOfMedian + NOISE,
        observed: rounded(times, 2),
        limit: maxSpreadOfMedian,
        hard: false,
        text,
      }),
    );
  }
  return rules;
}

/** How often we ask, and the rulebook's own limits on requests and open orders. */
function rateRules({ signal, side, strategyId, stopLoss }: Draft, { nowMs, config, facts, state }: CellView): Criterion[] {
  const { maxEntriesPerMinute } = config.limits;
  const { openOrders } = rulebookIn(config.rulebook).limits;
  const { requests, entries } = state.asked;
  let minute = 0;
  for (let at = entries.length - 1; at >= 0 && nowMs - (entries[at]?.at ?? 0) < MINUTE; at -= 1) minute += 1;
  const day = requestsLimit(config);
  const same = openEntries(state).filter(
    ({ symbol, request }) =>
      symbol === signal.symbol &&
      request.op === 'open' &&
      request.side === side &&
      request.magic === magicOf(strategyId) &&
      request.stopLoss === stopLoss,
  ).length;
  const rules = [
    rule({
      code: 'entries_per_minute',
      ok: minute < maxEntriesPerMinute,
      observed: minute,
      limit: maxEntriesPerMinute,
      hard: true,
      text: `${minute} entries were asked for within a minute, at most ${maxEntriesPerMinute}.`,
    }),
    rule({
      code: 'requests_per_day',
      ok: requests < day,
      observed: requests,
      limit: day,
      hard: true,
      text: `${requests} requests were sent today, entries end at ${day}.`,
    }),
    rule({
      code: 'duplicate_intent',
      ok: same === 0,
      observed: same,
      limit: 0,
      hard: true,
      text: `${same} entries of ${strategyId} in ${signal.symbol} with this very stop have no answer yet, allowed 0.`,
    }),
  ];
  if (openOrders === null) return rules;
  const open = facts.positions.length + facts.orders.length;
  return [
    ...rules,
    rule({
      code: 'open_orders',
      ok: open < openOrders,
      observed: open,
      limit: openOrders,
      hard: true,
      text: `${open} positions and orders are open, at most ${openOrders}.`,
    }),
  ];
}

/** Nothing is opened against what is there; on a netting account nothing beside it. */
function oppositeRules({ signal, side }: Draft, { marginMode }: Account, { state, facts, config }: CellView): Criterion[] {
  const { positions, entries, orders } = besideGroup(exposureOf(state, facts), signal.pending?.oco);
  const waiting = entries.flatMap(({ request }) =>
    request.op === 'open' && request.pending !== undefined ? [{ symbol: request.symbol, direction: request.side }] : [],
  );
  const there = [...positions, ...orders, ...waiting].filter(({ symbol }) => symbol === signal.symbol);
  const against = there.filter(({ direction }) => direction !== side).length;
  const rules = [
    rule({
      code: 'self_opposite',
      ok: against === 0 || config.cells.u3.opposite === 'allow',
      observed: against,
      limit: 0,
      hard: true,
      text: `${against} positions or orders in ${signal.symbol} point the other way, ${config.cells.u3.opposite === 'allow' ? 'which is allowed' : 'allowed 0'}.`,
    }),
  ];
  if (marginMode !== 'netting') return rules;
  const text = `${there.length} positions or orders in ${signal.symbol} are there, and a netting account would merge them with this one, allowed 0.`;
  return [...rules, rule({ code: 'netting_free', ok: there.length === 0, observed: there.length, limit: 0, hard: true, text })];
}

/** Weekend, holiday, the ends of the week and the turn of the day. A paper market that never closes has none of them. */
function timeRules({ nowMs, config, state }: CellView): Criterion[] {
  if (isAlwaysOpen(state)) return [];
  const quiet = quietAt(nowMs, config.calendar);
  if (quiet === null)
    return [
      rule({
        code: 'quiet_time',
        ok: true,
        observed: 'none',
        limit: 'none',
        hard: false,
        text: 'No holiday, weekend or turn of the day.',
      }),
    ];
  const until = utcMinute(quiet.endsAt);
  return [
    rule({
      code: 'quiet_time',
      ok: false,
      observed: quiet.kind,
      limit: 'none',
      hard: false,
      text: `${quiet.text}: entries wait until ${until} UTC.`,
    }),
  ];
}
