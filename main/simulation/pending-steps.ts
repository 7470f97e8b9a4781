import type { PendingOrder } from '#shared/domain';
import { isResting } from '#shared/projection';
import type { Dice } from './dice.ts';
import type { Participants, Step } from './participants.ts';
import { NATURE, SYMBOLS } from './walking-market.ts';
import type { World } from './world.ts';

/** Orders that wait for their price, and what is done to them: each kind with a chance of its own. */
const PENDING_SHARE = 0.15;
const VENUE_SHARE = 0.1;
const HAND_SHARE = 0.06;

/** What of the broker's waiting orders one may be meant: ours mostly, now and then any. */
const waitingOf = ({ broker }: World, dice: Dice): PendingOrder | undefined => dice.any(broker.snapshot()?.orders ?? []);

const PENDING: Step = {
  name: 'pending',
  weight: 1,
  fault: 'pending',
  act: ({ sender, trader, world }, dice) => {
    const isAny = [...world.cockpit.openOrders].some((id) => {
      const order = world.cockpit.orders.get(id);
      return order !== undefined && isResting(order);
    });
    return isAny && dice.hits(0.3) ? trader.waiting(dice) : sender.waiting(dice);
  },
};
export const pendingFor = (dice: Dice): Step | null => (dice.hits(PENDING_SHARE) ? PENDING : null);

const VENUE: Step = {
  name: 'venue of pendings',
  weight: 1,
  fault: 'pending-venue',
  act: ({ world }, dice) => atVenue(world, dice),
};
export const pendingVenueFor = (dice: Dice): Step | null => (dice.hits(VENUE_SHARE) ? VENUE : null);

function atVenue(world: World, dice: Dice): string {
  const what = dice.pick(['parts', 'parts', 'touch', 'touch', 'touch', 'frozen']);
  if (what === 'frozen') {
    world.strikes.push({ kind: 'refuse', retcode: 10029, text: 'Frozen' });
    return 'frozen';
  }
  if (what === 'parts') {
    const parts = dice.pick([1, 2, 3]);
    for (let i = 0; i < parts; i += 1) world.shares.push(0.2 + dice.roll() * 0.6);
    return `${parts} parts`;
  }
  const order = waitingOf(world, dice);
  const symbol = SYMBOLS.find((one) => one === order?.symbol);
  if (order === undefined || symbol === undefined) return 'nothing waits';
  if (dice.hits(0.5)) world.shares.push(0.2 + dice.roll() * 0.6);
  const { bid, pip } = NATURE[symbol];
  const pips = Math.round((order.price - (world.broker.quote(symbol)?.bid ?? bid)) / pip);
  const beyond = dice.pick([1, 2, 15]);
  world.market.gap(symbol, pips + (pips < 0 ? -beyond : beyond));
  return `${symbol} jumps ${pips} pips and ${beyond} beyond, to ${order.ticket}`;
}

const HAND: Step = { name: 'pending by hand', weight: 1, fault: 'pending-hand', act: byHand };
export const pendingHandFor = (dice: Dice): Step | null => (dice.hits(HAND_SHARE) ? HAND : null);

function byHand({ world }: Participants, dice: Dice): string {
  const order = waitingOf(world, dice);
  if (order === undefined) return 'nothing waits';
  const { ticket, price, stopLoss } = order;
  const round = (value: number): number => Number(value.toFixed(price > 20 ? 3 : 5));
  const what = dice.pick(['delete', 'price', 'stop', 'farther stop', 'no end', 'end']);
  const distance = stopLoss === null ? price * 0.002 : price - stopLoss;
  const changes = {
    price: { price: round(price * (1 + (dice.roll() - 0.5) * 0.0006)) },
    stop: { stopLoss: round(price - distance * 0.8) },
    'farther stop': { stopLoss: round(price - distance * 1.3) },
    'no end': { expiresAt: null },
    end: { expiresAt: Math.floor(world.clock.nowMs()) + dice.pick([20_000, 120_000]) },
  } as const;
  const end = world.broker.tradeByHand(what === 'delete' ? { remove: ticket } : { order: ticket, ...changes[what] });
  return `${what} of ${ticket} ${'ticket' in end ? 'done' : end.text}`;
}
