import type { Step } from './participants.ts';
import type { Dice } from './dice.ts';
import { BROKER } from './broker-steps.ts';

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
  { name: 'scoped stop', weight: 2, fault: 'halt', act: ({ trader }, dice) => trader.scopedStop(dice) },
  { name: 'lift', weight: 4, fault: 'halt', act: ({ trader }, dice) => trader.lift(dice) },
  { name: 'window', weight: 2, fault: 'window', act: ({ world }) => world.reopenWindow() },
  { name: 'breaker', weight: 2, fault: 'breaker', act: ({ trader }, dice) => trader.breaker(dice) },
];

const POWER: readonly Step[] = [
  {
    name: 'disk',
    weight: 1,
    fault: 'disk',
    act: ({ world: { disk, clock } }, dice) => {
      const what = dice.pick(['fail', 'fail-kept', 'full', 'full']);
      if (what !== 'full') {
        disk.next = what;
        return what;
      }
      const ms = dice.pick([500, 3_000, 30_000]);
      disk.isFull = true;
      clock.after(ms, () => {
        disk.isFull = false;
      });
      return `full for ${ms} ms`;
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
