import { directionOf, isExit, type ClosedTrade, type Deal, type Side } from '#shared/domain';

/** Volumes are whole steps of at least 0.0001 lots; a hundredth of that is float noise. */
export const LOTS_NOISE = 1e-6;

/** What a position was between two reversals: on a netting account each is a trade of its own, under one identifier. */
export type Leg = { readonly side: Side; readonly deals: readonly Deal[] };

/**
 * The legs of one position, oldest first, from all its deals. A deal that reverses (DEAL_ENTRY_INOUT) ends one leg and begins
 * the next: profit and swap belong to what it closed, commission to both by their volume. A history that begins with such a deal is
 * split by what was closed after it, once nothing is left; until then it stays one leg.
 */
export function legsOf(deals: readonly Deal[]): readonly Leg[] {
  const legs: { side: Side; deals: Deal[] }[] = [];
  let held = 0;
  const inOrder = [...deals].sort((a, b) => a.at - b.at);
  const [first, ...later] = inOrder;
  const begun = first?.entry === 'inout' ? openedBy(first, later) : null;
  if (first !== undefined && begun !== null) held = directionOf(first.direction) * (begun - first.volume);
  if (begun !== null) legs.push({ side: first?.direction === 'BUY' ? 'SELL' : 'BUY', deals: [] });
  for (const deal of inOrder) {
    const leg = legs.at(-1);
    const direction = directionOf(deal.direction);
    const rest = deal.volume - Math.abs(held);
    if (leg !== undefined && deal.entry === 'inout' && Math.abs(held) > LOTS_NOISE && rest > LOTS_NOISE) {
      const share = moneyShare(deal.commission, rest / deal.volume);
      leg.deals.push({ ...deal, entry: 'out', volume: Math.abs(held), commission: tidy(deal.commission - share) });
      const into: Deal = { ...deal, entry: 'in', volume: tidy(rest), profit: 0, swap: 0, commission: share };
      legs.push({ side: deal.direction, deals: [into] });
      held = direction * tidy(rest);
      continue;
    }
    if (leg === undefined) legs.push({ side: sideOf(inOrder), deals: [deal] });
    else leg.deals.push(deal);
    held += direction * deal.volume;
  }
  return legs;
}

/** Lots that a reversing deal opened, from what was closed later; null where that does not tell: lots are left, or all were closed. */
function openedBy({ volume }: Deal, later: readonly Deal[]): number | null {
  if (later.some(({ entry }) => entry === 'inout')) return null;
  const left = later.reduce((sum, deal) => sum + (isExit(deal) ? deal.volume : -deal.volume), 0);
  return left > LOTS_NOISE && left < volume - LOTS_NOISE ? tidy(left) : null;
}

/** Which way a position began: money that was posted to it has no volume and no side. */
function sideOf(deals: readonly Deal[]): Side {
  const first = deals.find(({ volume }) => volume > 0);
  if (first === undefined) return 'BUY';
  return isExit(first) === (first.direction === 'BUY') ? 'SELL' : 'BUY';
}
const tidy = (amount: number): number => Number(amount.toFixed(8)) + 0;
/** A part of an amount of money, in whole hundredths where the amount is. */
const moneyShare = (amount: number, share: number): number => {
  const digits = Math.abs(amount * 100 - Math.round(amount * 100)) < 1e-6 ? 2 : 8;
  return Number((amount * share).toFixed(digits)) + 0;
};

/**
 * The deals of one trade among all those of its position. A trade that an older version recorded over several legs has them all.
 * `sameTicket`: every finished trade of the position that is known.
 */
export function dealsOfTrade(trade: ClosedTrade, sameTicket: readonly ClosedTrade[], deals: readonly Deal[]): readonly Deal[] {
  const legs = legsOf(deals);
  const isWhole = sameTicket.length === 1 && trade.openedAt < (legs.at(-1)?.deals[0]?.at ?? 0) && isLast(trade, legs);
  if (isWhole) return deals;
  if (legs.length < 2) return livesUntil(trade, sameTicket, deals);
  return legs.find((leg) => leg.side === trade.side && endOf(leg) === trade.closedAt)?.deals ?? [];
}

/**
 * An order that goes on being filled after its position was closed opens it again under the same identifier: what the position was
 * until a trade ended, and no other trade had ended before, is that trade's. What came later and is over without any look having
 * shown it is the last trade's where the order is ours; a foreign one may have been let go of. Money posted to a life that is over
 * stays with it.
 */
function livesUntil(trade: ClosedTrade, sameTicket: readonly ClosedTrade[], deals: readonly Deal[]): readonly Deal[] {
  const lives = livesOf(deals);
  if (lives.length < 2) return deals;
  const times = sameTicket.map(({ closedAt }) => closedAt);
  const before = Math.max(-Infinity, ...times.filter((at) => at < trade.closedAt));
  const isLastOfOurs = trade.signalId !== null && !times.some((at) => at > trade.closedAt);
  const isOwn = (life: Pick<Leg, 'deals'>): boolean => {
    const end = endOf(life) ?? Infinity;
    return end > before && (end <= trade.closedAt || (isLastOfOurs && isOver(life)));
  };
  return lives.filter(isOwn).flatMap((life) => life.deals);
}

const isOver = ({ deals }: Pick<Leg, 'deals'>): boolean =>
  Math.abs(deals.reduce((held, deal) => held + (deal.entry === 'in' ? deal.volume : -deal.volume), 0)) <= LOTS_NOISE;

/** Deals of a position that no finished trade of it has. */
export function livesAfter(finished: readonly ClosedTrade[], deals: readonly Deal[]): readonly Deal[] {
  const until = finished.reduce((last, { closedAt }) => Math.max(last, closedAt), -Infinity);
  const lives = livesOf(deals);
  return lives.length < 2 ? deals : lives.filter((life) => (endOf(life) ?? Infinity) > until).flatMap((life) => life.deals);
}

/** What one position was from nothing to nothing, oldest first. A history whose beginning is missing cannot be split. */
function livesOf(deals: readonly Deal[]): readonly Pick<Leg, 'deals'>[] {
  const lives: { deals: Deal[] }[] = [];
  let held = 0;
  for (const deal of [...deals].sort((a, b) => a.at - b.at)) {
    const life = lives.at(-1);
    const isOver = Math.abs(held) <= LOTS_NOISE && life?.deals.some(({ volume }) => volume > 0) === true;
    if (life === undefined || (isOver && deal.entry === 'in' && deal.volume > 0)) lives.push({ deals: [deal] });
    else life.deals.push(deal);
    held += deal.entry === 'in' ? deal.volume : -deal.volume;
    if (held < -LOTS_NOISE) return [{ deals: [...deals] }];
  }
  return lives;
}

const endOf = ({ deals }: Pick<Leg, 'deals'>): number | undefined =>
  deals.findLast((deal) => isExit(deal) && deal.volume > 0)?.at;
const isLast = (trade: ClosedTrade, legs: readonly Leg[]): boolean => {
  const last = legs.at(-1);
  return last !== undefined && endOf(last) === trade.closedAt;
};
