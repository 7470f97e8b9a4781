import type { Position } from '#shared/domain';
import type { Dice } from './dice.ts';
import type { Participants, Step } from './participants.ts';
import { NATURE, SYMBOLS } from './walking-market.ts';
import type { World } from './world.ts';

const REFUSALS = [
  { retcode: 10018, text: 'Market closed' },
  { retcode: 10019, text: 'No money' },
  { retcode: 10006, text: 'Rejected' },
] as const;

const strike = (world: World, fault: World['strikes'][number]): string => {
  world.strikes.push(fault);
  return 'armed';
};

function forAWhile({ reach, clock }: World, dice: Dice, what: 'isCut' | 'isBlind'): string {
  const ms = dice.pick([300, 2_000, 8_000, 40_000]);
  reach[what] = true;
  clock.after(ms, () => {
    reach[what] = false;
  });
  return `${ms} ms`;
}

/** What a broker, its server and the line to it do wrong. */
export const BROKER: readonly Step[] = [
  { name: 'answer lost', weight: 3, fault: 'lost', act: ({ world }) => strike(world, { kind: 'answer_lost' }) },
  { name: 'timeout', weight: 3, fault: 'timeout', act: ({ world }) => strike(world, { kind: 'timeout' }) },
  {
    name: 'comment',
    weight: 2,
    fault: 'comment',
    act: ({ world }, dice) => strike(world, { kind: 'comment_cut', chars: dice.pick([0, 2, 10]) }),
  },
  { name: 'requote', weight: 2, fault: 'requote', act: ({ world }) => strike(world, { kind: 'requote' }) },
  {
    name: 'partial fill',
    weight: 2,
    fault: 'partial',
    act: ({ world }, dice) => strike(world, { kind: 'partial_fill', share: 0.2 + dice.roll() * 0.6 }),
  },
  {
    name: 'refuse',
    weight: 2,
    fault: 'refuse',
    act: ({ world }, dice) => strike(world, { kind: 'refuse', ...dice.pick(REFUSALS) }),
  },
  {
    name: 'late',
    weight: 3,
    fault: 'late',
    act: ({ world: { reach } }, dice) => {
      const leg = dice.pick(['there', 'back']);
      const ms = dice.pick([50, 900, 4_000, 9_900, 12_000]);
      reach.faults.push({ kind: 'late', leg, ms });
      return `${leg} ${ms} ms`;
    },
  },
  {
    name: 'never',
    weight: 2,
    fault: 'never',
    act: ({ world: { reach } }) => {
      reach.faults.push({ kind: 'never' });
      return 'armed';
    },
  },
  {
    name: 'algo trading',
    weight: 1,
    fault: 'algo',
    act: ({ world }, dice) => {
      const isOn = dice.hits(0.8);
      world.broker.setAlgoTrading(isOn);
      return isOn ? 'on' : 'off';
    },
  },
  {
    name: 'cable',
    weight: 3,
    fault: 'link',
    act: ({ world }, dice) => forAWhile(world, dice, 'isCut'),
  },
  {
    name: 'sight',
    weight: 2,
    fault: 'blind',
    act: ({ world }, dice) => forAWhile(world, dice, 'isBlind'),
  },
  {
    name: 'flap',
    weight: 1,
    fault: 'link',
    act: ({ world: { reach, clock } }, dice) => {
      const times = dice.pick([3, 6]);
      for (let i = 0; i < times * 2; i += 1)
        clock.after(i * 700, () => {
          reach.isCut = i % 2 === 0;
        });
      return `${times} times`;
    },
  },
  {
    name: 'clock',
    weight: 1,
    fault: 'clock',
    act: ({ world: { pc } }, dice) => {
      pc.offsetMs = dice.pick([-1_500, -300, 0, 900, 1_800]);
      return `${pc.offsetMs} ms off`;
    },
  },
  { name: 'by hand', weight: 1, fault: 'hand', act: byHand },
  {
    name: 'cash',
    weight: 1,
    fault: 'cash',
    act: ({ world: { broker } }, dice) => {
      const kind = dice.hits(0.2) ? 'charge' : 'transfer';
      const amount = kind === 'charge' ? -5 : dice.pick([-900, -400, 300, 1_500]);
      broker.operate(kind, amount);
      return `${kind} ${amount}`;
    },
  },
  {
    name: 'market',
    weight: 3,
    fault: 'market',
    act: ({ world: { market } }, dice) => {
      const times = dice.pick([1, 1, 10]);
      const pips = Math.round((dice.roll() * 2 - 1) * 70);
      const symbol = dice.pick(SYMBOLS);
      market.widen(times);
      market.gap(symbol, pips);
      return `${symbol} gaps ${pips} pips, spread x${times}`;
    },
  },
];

/** A part of a position is closed in the terminal, or its stop is moved, or seldom taken away. */
function changedByHand(world: World, { ticket, direction, volume, stopLoss, current }: Position, dice: Dice): string {
  const { broker, witnesses } = world;
  const what = dice.pick(['part', 'part', 'stop', 'stop', 'stop', 'none']);
  const distance = stopLoss === null ? current * 0.002 : (current - stopLoss) * 1.25;
  const moved = Number((current - (direction === 'BUY' ? 1 : -1) * Math.abs(distance)).toFixed(current > 20 ? 3 : 5));
  const part = Math.max(0.01, Math.round(volume * 50) / 100);
  witnesses.management.changedByHand(ticket, world.clock.nowMs());
  const end = broker.tradeByHand(
    what === 'part'
      ? { close: ticket, volume: Math.min(part, volume) }
      : { stopOf: ticket, stopLoss: what === 'none' ? null : moved },
  );
  return `${what} of ${ticket} ${'ticket' in end ? 'done' : end.text}`;
}

function byHand({ world }: Participants, dice: Dice): string {
  const { broker } = world;
  const held = dice.hits(0.4) ? dice.any(broker.snapshot()?.positions ?? []) : undefined;
  if (held !== undefined) return changedByHand(world, held, dice);
  const symbol = dice.pick(SYMBOLS);
  const { pip, bid, digits } = NATURE[symbol];
  const price = broker.quote(symbol)?.bid ?? bid;
  const below = (pips: number): number => Number((price - pips * pip).toFixed(digits));
  const end = broker.tradeByHand({
    symbol,
    side: 'BUY',
    volume: 0.02,
    stopLoss: dice.hits(0.7) ? below(120) : null,
    takeProfit: null,
    price: dice.hits(0.3) ? below(60) : null,
  });
  return 'ticket' in end ? end.ticket : end.text;
}
