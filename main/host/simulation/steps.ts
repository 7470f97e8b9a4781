import type { Dice } from './dice.ts';
import type { FaultKind } from './fault-kinds.ts';
import type { Sender } from './senders.ts';
import type { Trader } from './trader.ts';
import { NATURE, SYMBOLS } from './walking-market.ts';
import type { World } from './world.ts';

export type Cast = { readonly world: World; readonly sender: Sender; readonly trader: Trader };
type Step = {
  readonly name: string;
  readonly weight: number;
  /** The fault this step is; null for what belongs to an ordinary day. */
  readonly fault: FaultKind | null;
  act(cast: Cast, dice: Dice): string | Promise<string>;
};
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

const DAY: readonly Step[] = [
  { name: 'signal', weight: 16, fault: null, act: ({ sender }, dice) => sender.good(dice) },
  { name: 'approve', weight: 10, fault: null, act: ({ trader }, dice) => trader.approve(dice) },
  { name: 'wait', weight: 10, fault: null, act: () => '' },
  { name: 'resume', weight: 10, fault: null, act: ({ trader }) => trader.resume() },
  { name: 'close', weight: 4, fault: null, act: ({ trader }, dice) => trader.close(dice) },
  { name: 'tidy', weight: 5, fault: null, act: ({ trader }, dice) => trader.tidy(dice) },
  { name: 'bad signal', weight: 5, fault: 'webhook', act: ({ sender }, dice) => sender.bad(dice) },
  { name: 'take away', weight: 2, fault: 'webhook', act: ({ sender }, dice) => sender.takeAway(dice) },
  { name: 'fumble', weight: 5, fault: 'approver', act: ({ trader }, dice) => trader.fumble(dice) },
  { name: 'mode', weight: 2, fault: 'approver', act: ({ trader }, dice) => trader.mode(dice) },
  { name: 'halt', weight: 2, fault: 'halt', act: ({ trader }, dice) => trader.halt(dice) },
  { name: 'breaker', weight: 2, fault: 'breaker', act: ({ trader }, dice) => trader.breaker(dice) },
];

const BROKER: readonly Step[] = [
  { name: 'answer lost', weight: 3, fault: 'lost', act: ({ world }) => strike(world, { kind: 'answer_lost' }) },
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
  { name: 'by hand', weight: 1, fault: 'hand', act: byHand },
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

const POWER: readonly Step[] = [
  {
    name: 'disk',
    weight: 1,
    fault: 'disk',
    act: ({ world: { disk } }, dice) => {
      disk.next = dice.pick(['fail', 'fail', 'fail-kept']);
      return disk.next;
    },
  },
  {
    name: 'crash',
    weight: 3,
    fault: 'crash',
    act: ({ world }, dice) => {
      const when = dice.pick(['now', 'crash-before', 'crash-after', 'sent', 'not sent']);
      if (when === 'now') world.life.alive = false;
      else if (when === 'sent' || when === 'not sent') world.reach.faults.unshift({ kind: 'crash', arrives: when === 'sent' });
      else world.disk.next = when;
      return when;
    },
  },
  {
    name: 'restart',
    weight: 1,
    fault: 'crash',
    act: async ({ world }) => {
      await world.restart();
      return `life ${world.lives}`;
    },
  },
];

function byHand({ world: { broker } }: Cast, dice: Dice): string {
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

const MENU: readonly Step[] = [...DAY, ...BROKER, ...POWER];
const TOTAL = MENU.reduce((sum, { weight }) => sum + weight, 0);

/** The step that this chance names, whether or not its fault is allowed: what is left out changes nothing else. */
export function stepFor(dice: Dice): Step {
  let left = dice.below(TOTAL);
  for (const step of MENU) {
    left -= step.weight;
    if (left < 0) return step;
  }
  throw new Error('the weights add up');
}

const PAUSES = [0, 0, 1, 5, 10, 50, 250, 250, 700, 2_000, 6_000, 31_000] as const;
export const pauseFor = (dice: Dice): number => dice.pick(PAUSES);
