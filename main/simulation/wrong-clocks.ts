import type { Step } from './participants.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** So long a wrong reading stands before the time service puts it right. */
const STEP_MS = 4_000;

/** The PC's clock is set wrong by a person, a battery or another operating system; the broker and its server keep the true time. */
export const WRONG_CLOCKS: readonly Step[] = [
  {
    name: 'clock back',
    weight: 2,
    fault: 'clock-back',
    act: ({ world: { pc } }, dice) => {
      pc.offsetMs = -dice.pick([HOUR, DAY]);
      return `${pc.offsetMs} ms off`;
    },
  },
  {
    name: 'clock forward',
    weight: 2,
    fault: 'clock-forward',
    act: ({ world: { pc } }, dice) => {
      pc.offsetMs = dice.pick([HOUR, DAY]);
      return `${pc.offsetMs} ms off`;
    },
  },
  {
    name: 'clock step',
    weight: 2,
    fault: 'clock-step',
    act: ({ world: { pc, clock } }, dice) => {
      const before = pc.offsetMs;
      pc.offsetMs = dice.pick([-HOUR, HOUR, DAY]);
      clock.after(STEP_MS, () => {
        pc.offsetMs = before;
      });
      return `${pc.offsetMs} ms off for ${STEP_MS} ms`;
    },
  },
];
