import type { Dice } from './dice.ts';
import type { Step } from './participants.ts';
import { atRest } from './at-rest.ts';
import { burst } from './burst.ts';
import { busy } from './busy.ts';
import { STRANGE_TIMES, WRONG_CLOCKS } from './wrong-clocks.ts';

/** How often something of this list comes before a step. It has its own chance, so that a story without it stays as it is. */
const SHARE = 0.06;

const EXTRAS: readonly [Step, ...Step[]] = [
  { name: 'flood', weight: 1, fault: 'flood', act: ({ world }) => burst(world) },
  { name: 'busy', weight: 2, fault: 'busy', act: (cast, dice) => busy(cast, dice) },
  { name: 'signed', weight: 3, fault: 'signed', act: ({ sender }, dice) => sender.signed(dice) },
  { name: 'secret', weight: 2, fault: 'secret', act: ({ sender }, dice) => sender.secret(dice) },
  {
    name: 'twice',
    weight: 2,
    fault: 'twice',
    act: ({ world: { reach } }) => {
      reach.faults.push({ kind: 'twice' });
      return 'armed';
    },
  },
  {
    name: 'stops',
    weight: 2,
    fault: 'stops',
    act: ({ world }) => {
      world.strikes.push({ kind: 'refuse', retcode: 10016, text: 'Invalid stops' });
      return 'armed';
    },
  },
  {
    name: 'terminal',
    weight: 1,
    fault: 'terminal',
    act: async ({ world: { broker, clock } }, dice) => {
      const ms = dice.pick([200, 3_000, 25_000]);
      await broker.stop();
      clock.after(ms, () => void broker.start());
      return `away for ${ms} ms`;
    },
  },
  {
    name: 'weekend',
    weight: 1,
    fault: 'weekend',
    act: async ({ world }, dice) => {
      // Nothing is quoted for two days, then every price opens somewhere else.
      await world.weekend(dice.pick([-120, -40, 40, 120]));
      return 'over';
    },
  },
  ...WRONG_CLOCKS,
];
const TOTAL = EXTRAS.reduce((sum, { weight }) => sum + weight, 0);

const STRANGE_SHARE = 0.015;
const STRANGE_TOTAL = STRANGE_TIMES.reduce((sum, { weight }) => sum + weight, 0);

function chosen(dice: Dice, steps: readonly [Step, ...Step[]], total: number): Step {
  let left = dice.below(total);
  for (const step of steps) {
    left -= step.weight;
    if (left < 0) return step;
  }
  return steps[0];
}

/** Something of the list, or null: mostly null. */
export const extraFor = (dice: Dice): Step | null => (dice.hits(SHARE) ? chosen(dice, EXTRAS, TOTAL) : null);

/** Harm at rest takes a journal through a real disk: seldom. */
const AT_REST_SHARE = 0.004;
const AT_REST: Step = { name: 'at rest', weight: 1, fault: 'at-rest', act: atRest };
export const atRestFor = (dice: Dice): Step | null => (dice.hits(AT_REST_SHARE) ? AT_REST : null);

/** What is done by hand about open positions. */
const LEVELS_SHARE = 0.06;
const LEVELS: Step = { name: 'levels', weight: 1, fault: 'levels', act: ({ trader }, dice) => trader.managed(dice) };
export const levelsFor = (dice: Dice): Step | null => (dice.hits(LEVELS_SHARE) ? LEVELS : null);

/** An entry meets so many requotes in a row: it is asked for again, and dealt once at most. */
const REQUOTES_SHARE = 0.03;
const REQUOTED = [10_004, 10_020, 10_021] as const;
const REQUOTES: Step = {
  name: 'requotes',
  weight: 1,
  fault: 'requotes',
  act: ({ world }, dice) => {
    const times = dice.pick([1, 2, 3, 4, 5]);
    for (let i = 0; i < times; i += 1) world.entryStrikes.push({ kind: 'refuse', retcode: dice.pick(REQUOTED), text: 'Requote' });
    return `${times} times`;
  },
};
export const requotesFor = (dice: Dice): Step | null => (dice.hits(REQUOTES_SHARE) ? REQUOTES : null);

/** The same of the strange times, which have their own chance. */
export const strangeTimeFor = (dice: Dice): Step | null =>
  dice.hits(STRANGE_SHARE) ? chosen(dice, STRANGE_TIMES, STRANGE_TOTAL) : null;

/** Stops that a broker lets drop, for as many requests as that: with a chance of its own too. */
const DROPPED_SHARE = 0.03;
const DROPPED: Step = {
  name: 'stops dropped',
  weight: 1,
  fault: 'dropped',
  act: ({ world }, dice) => {
    const times = dice.pick([1, 1, 2, 5]);
    for (let i = 0; i < times; i += 1) world.strikes.push({ kind: 'levels_dropped' });
    return `${times} requests`;
  },
};
export const droppedFor = (dice: Dice): Step | null => (dice.hits(DROPPED_SHARE) ? DROPPED : null);

/** Positions turned round, and closed by each other. */
const TURNS_SHARE = 0.06;
const TURNS: Step = { name: 'turn', weight: 1, fault: 'turns', act: ({ trader }, dice) => trader.turned(dice) };
export const turnsFor = (dice: Dice): Step | null => (dice.hits(TURNS_SHARE) ? TURNS : null);
