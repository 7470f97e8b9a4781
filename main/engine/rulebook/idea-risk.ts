import type { ClosedTrade, Facts, Side } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';
import type { Rulebook } from '#shared/rulebooks';
import { exposureOf, lossAtStop } from '#engine/exposure';

const MINUTE = 60_000;

/**
 * What an idea has lost and may still lose, account currency. Trades of one symbol and direction are one idea while they are open at
 * once, and when one is opened within the rulebook's minutes of the other's close (Funding Traders, help 8109898; thePropTrade, trade
 * idea rule: realised and unrealised together). Open ones count from their entry to their stop, or what they have lost already where
 * that is more; profit gives nothing back.
 */
export function ideaUsed(
  state: ReadonlyCockpit,
  facts: Facts,
  symbol: string,
  side: Side,
  nowMs: number,
  { withinMinutes }: NonNullable<Rulebook['ideaRisk']>,
): number {
  const spec = facts.specs.find((known) => known.symbol === symbol);
  const { positions, entries, orders } = exposureOf(state, facts);
  const held = positions.filter((one) => one.symbol === symbol && one.direction === side);
  const atStop = (from: number, stop: number | null, volume: number): number =>
    spec === undefined || stop === null ? 0 : lossAtStop(side, from, stop, volume, spec);
  let used = realised(
    state.trades,
    symbol,
    side,
    Math.min(nowMs, ...held.map(({ openedAt }) => openedAt)),
    withinMinutes * MINUTE,
  );
  for (const { entry, stopLoss, volume, profit, swap, commission } of held)
    used += Math.max(atStop(entry, stopLoss, volume), -profit) - Math.min(0, swap + commission);
  for (const order of orders)
    if (order.symbol === symbol && order.direction === side) used += atStop(order.price, order.stopLoss, order.volume);
  for (const { request, reserve } of entries)
    if (request.op === 'open' && request.symbol === symbol && request.side === side) used += reserve;
  return used;
}

/** Losses of closed trades that belong to what began at `since`, one after the other back in time. */
function realised(trades: readonly ClosedTrade[], symbol: string, side: Side, since: number, withinMs: number): number {
  let begin = since;
  let lost = 0;
  const alike = trades.filter((trade) => trade.symbol === symbol && trade.side === side);
  for (const { openedAt, closedAt, pnl } of [...alike].sort((one, other) => other.closedAt - one.closedAt)) {
    if (closedAt < begin - withinMs) break;
    begin = Math.min(begin, openedAt);
    lost += Math.max(0, -pnl);
  }
  return lost;
}
