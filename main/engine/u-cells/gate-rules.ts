import type { Account, Criterion, SymbolSpec } from '#shared/domain';
import { isAlwaysOpen } from '#shared/projection';
import { rulebookIn } from '#shared/rulebooks';
import { magicOf } from '#shared/strategies';
import { quietAt } from '#engine/market';
import { openEntries } from '#engine/exposure';
import { moneyText, plain, priceText, rounded, secondsText } from '#engine/wording.ts';
import { requestsLimit } from '#engine/limits';
import type { CellView, Draft } from './cell.ts';
import { hardRule, softRule } from './conclude.ts';

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
  ];
}

/** The quote against our clock, the last candle and the last hour's spreads. */
function priceRules({ entry, signal }: Draft, spec: SymbolSpec, { facts, nowMs, config, structure }: CellView): Criterion[] {
  const { maxClockSkewMs, collarPct, collarAtr, maxSpreadOfMedian } = config.limits;
  const quote = facts.quote?.symbol === signal.symbol ? facts.quote : null;
  if (quote === null) return [];
  const ahead = quote.at - nowMs;
  const rules = [
    hardRule(
      'clock_skew_ms',
      ahead <= maxClockSkewMs,
      Math.max(0, ahead),
      maxClockSkewMs,
      `The quote is ${secondsText(Math.max(0, ahead))} ahead of our clock, limit ${secondsText(maxClockSkewMs)}.`,
    ),
  ];
  if (structure === null) return rules;
  const away = Math.abs(entry - structure.lastClose);
  const share = (away / structure.lastClose) * 100;
  const last = priceText(structure.lastClose, spec.digits);
  rules.push(
    hardRule(
      'collar_pct',
      share <= collarPct,
      rounded(share, 3),
      collarPct,
      `The price is ${plain(share, 2)} % from the last candle's ${last}, limit ${plain(collarPct, 2)} %.`,
    ),
  );
  if (structure.atrM5 !== null && structure.atrM5 > 0) {
    const ranges = away / structure.atrM5;
    const text = `The price is ${plain(ranges, 1)} M5 ranges from the last candle's ${last}, limit ${plain(collarAtr, 1)}.`;
    rules.push(hardRule('collar_atr', ranges <= collarAtr, rounded(ranges, 2), collarAtr, text));
  }
  if (structure.spreadMedian !== null && structure.spreadMedian > 0) {
    const times = (quote.ask - quote.bid) / spec.point / structure.spreadMedian;
    const text = `The spread is ${plain(times, 1)} times the last hour's median, limit ${plain(maxSpreadOfMedian, 1)}.`;
    rules.push(softRule('spread_of_median', times <= maxSpreadOfMedian + NOISE, rounded(times, 2), maxSpreadOfMedian, text));
  }
  return rules;
}

/** Lots and value of the order, of its symbol and of the day. */
function amountRules({ lots, entry, signal }: Draft, account: Account, spec: SymbolSpec, view: CellView): Criterion[] {
  if (lots === null) return [];
  const { maxLotsPerOrder, maxLotsPerSymbol, maxLotsPerDay, maxLeverage, maxLeveragePerDay } = view.config.limits;
  const perLot = (entry / spec.tickSize) * spec.tickValueLoss;
  const held = view.facts.positions.filter(({ symbol }) => symbol === signal.symbol).reduce((sum, { volume }) => sum + volume, 0);
  let dayLots = 0;
  let dayValue = 0;
  for (const [symbol, asked] of Object.entries(view.state.asked.lots)) {
    dayLots += asked;
    dayValue += asked * (symbol === signal.symbol ? perLot : valuePerLot(symbol, view));
  }
  const lotRule = (code: string, what: string, sum: number, limit: number): Criterion =>
    hardRule(code, sum <= limit + NOISE, rounded(sum, 4), limit, `${plain(sum, 4)} lots ${what}, at most ${plain(limit, 4)}.`);
  const balance = Math.max(account.balance, NOISE);
  const valueRule = (code: string, what: string, value: number, limit: number): Criterion =>
    hardRule(
      code,
      value / balance <= limit + NOISE,
      rounded(value / balance, 2),
      limit,
      `${what} is worth ${moneyText(value)} ${account.currency}, ${plain(value / balance, 1)} times the balance, at most ${plain(limit, 2)}.`,
    );
  return [
    lotRule('lots_per_order', 'in one order', lots, maxLotsPerOrder),
    lotRule('lots_per_symbol', `in ${signal.symbol} with this order`, held + lots, maxLotsPerSymbol),
    lotRule('lots_per_day', 'today with this order', dayLots + lots, maxLotsPerDay),
    valueRule('value_of_order', 'The order', lots * perLot, maxLeverage),
    valueRule('value_of_day', "The day's orders with this one", dayValue + lots * perLot, maxLeveragePerDay),
  ];
}

/** At the price of a position in it, the only one known of another symbol; without one, or undescribed, it counts nothing. */
function valuePerLot(of: string, { facts }: CellView): number {
  const spec = facts.specs.find(({ symbol }) => symbol === of);
  const price = facts.positions.find(({ symbol }) => symbol === of)?.current;
  return spec === undefined || price === undefined ? 0 : (price / spec.tickSize) * spec.tickValueLoss;
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
    hardRule(
      'entries_per_minute',
      minute < maxEntriesPerMinute,
      minute,
      maxEntriesPerMinute,
      `${minute} entries were asked for within a minute, at most ${maxEntriesPerMinute}.`,
    ),
    hardRule('requests_per_day', requests < day, requests, day, `${requests} requests were sent today, entries end at ${day}.`),
    hardRule(
      'duplicate_intent',
      same === 0,
      same,
      0,
      `${same} entries of ${strategyId} in ${signal.symbol} with this very stop have no answer yet, allowed 0.`,
    ),
  ];
  if (openOrders === null) return rules;
  const open = facts.positions.length + facts.orders.length;
  return [
    ...rules,
    hardRule('open_orders', open < openOrders, open, openOrders, `${open} positions and orders are open, at most ${openOrders}.`),
  ];
}

/** Nothing is opened against what is there; on a netting account nothing beside it. */
function oppositeRules({ signal, side }: Draft, { marginMode }: Account, { facts, config }: CellView): Criterion[] {
  const there = [...facts.positions, ...facts.orders].filter(({ symbol }) => symbol === signal.symbol);
  const against = there.filter(({ direction }) => direction !== side).length;
  const rules = [
    hardRule(
      'self_opposite',
      against === 0 || config.cells.u3.opposite === 'allow',
      against,
      0,
      `${against} positions or orders in ${signal.symbol} point the other way, ${config.cells.u3.opposite === 'allow' ? 'which is allowed' : 'allowed 0'}.`,
    ),
  ];
  if (marginMode !== 'netting') return rules;
  const text = `${there.length} positions or orders in ${signal.symbol} are there, and a netting account would merge them with this one, allowed 0.`;
  return [...rules, hardRule('netting_free', there.length === 0, there.length, 0, text)];
}

/** Weekend, holiday, the ends of the week and the turn of the day. A paper market that never closes has none of them. */
function timeRules({ nowMs, config, state }: CellView): Criterion[] {
  if (isAlwaysOpen(state)) return [];
  const quiet = quietAt(nowMs, config.calendar);
  if (quiet === null) return [softRule('quiet_time', true, 'none', 'none', 'No holiday, weekend or turn of the day.')];
  const until = new Date(quiet.endsAt).toISOString().slice(0, 16).replace('T', ' ');
  return [softRule('quiet_time', false, quiet.kind, 'none', `${quiet.text}: entries wait until ${until} UTC.`)];
}
