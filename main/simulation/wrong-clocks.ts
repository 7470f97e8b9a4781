import type { Participants, Step } from './participants.ts';
import type { Dice } from './dice.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** So long a wrong reading stands before the time service puts it right. */
const STEP_MS = 4_000;
/** When a person sets a clock right that no time service looks after. */
const NOTICED_MS = [20_000, 600_000] as const;
/** A battery that is empty leaves a PC in this year. */
const YEAR_2000 = Date.parse('2000-01-01T00:00:00Z');

type World = Participants['world'];

/** Where summer time ends in a story, a server an hour off may have changed it: a clock an hour off is not told from that. */
const SUMMER_TIME_ENDS = Date.parse('2025-10-26T01:00:00Z');
const hourIn = ({ clock }: World): number => (Math.abs(clock.nowMs() - SUMMER_TIME_ENDS) < 7 * DAY ? HOUR / 6 : HOUR);

/** Sets the PC's clock wrong, and right again after a while. */
function wrong({ pc, clock }: World, offsetMs: number, forMs: number): string {
  pc.offsetMs = offsetMs;
  clock.after(forMs, () => {
    pc.offsetMs = 0;
  });
  return `${offsetMs} ms off for ${forMs} ms`;
}

/** The PC's clock is set wrong by a person, a battery or another operating system; the broker and its server keep the true time. */
export const WRONG_CLOCKS: readonly Step[] = [
  {
    name: 'clock back',
    weight: 2,
    fault: 'clock-back',
    act: ({ world }, dice) => wrong(world, -dice.pick([hourIn(world), DAY]), dice.pick(NOTICED_MS)),
  },
  {
    name: 'clock forward',
    weight: 2,
    fault: 'clock-forward',
    act: ({ world }, dice) => wrong(world, dice.pick([hourIn(world), DAY]), dice.pick(NOTICED_MS)),
  },
  {
    name: 'clock step',
    weight: 2,
    fault: 'clock-step',
    act: ({ world }, dice) => wrong(world, dice.pick([-hourIn(world), hourIn(world), DAY]), STEP_MS),
  },
];

/** The PC is started again with a clock that is wrong. */
async function startWrong({ world }: Participants, offsetMs: number, dice: Dice): Promise<string> {
  const told = wrong(world, offsetMs, dice.pick([STEP_MS, ...NOTICED_MS]));
  await world.restart();
  return told;
}

/** Starts with a wrong clock, and pauses of the machine. A list of its own, so that stories without it stay as they are. */
export const STRANGE_TIMES: readonly [Step, ...Step[]] = [
  {
    name: 'dual boot',
    weight: 2,
    fault: 'clock-dual',
    act: (cast, dice) => startWrong(cast, dice.pick([-2, -1, 1, 2]) * hourIn(cast.world), dice),
  },
  {
    name: 'dead battery',
    weight: 1,
    fault: 'clock-dead',
    act: (cast, dice) => startWrong(cast, YEAR_2000 - cast.world.clock.wallMs(), dice),
  },
  {
    name: 'month ahead',
    weight: 1,
    fault: 'clock-ahead',
    act: (cast, dice) => startWrong(cast, 30 * DAY, dice),
  },
  {
    name: 'sleep',
    weight: 2,
    fault: 'sleep',
    act: async ({ world }, dice) => {
      const ms = dice.pick([120_000, HOUR, 9 * HOUR]);
      const isCounted = dice.hits(0.7);
      world.clock.sleep(ms);
      if (isCounted) world.pc.sleptMs += ms;
      await world.settle();
      return `${ms} ms, ${isCounted ? 'counted' : 'not counted'} by the machine`;
    },
  },
  {
    name: 'vm pause',
    weight: 1,
    fault: 'vm-pause',
    act: async ({ world }, dice) => {
      const ms = dice.pick([60_000, HOUR]);
      world.clock.sleep(ms);
      const told = wrong(world, world.pc.offsetMs - ms, STEP_MS);
      await world.settle();
      return told;
    },
  },
];
