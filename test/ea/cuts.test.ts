import { describe, expect, test } from 'vitest';
import { createChance } from '#main/paper-broker/index.ts';
import { DeskWithEa } from './desk-with-ea.ts';
import { pause } from './ea-clock.ts';
import { patience } from '../time/pace.ts';
import { until } from '../main/adapters/mt5/waiting.ts';
import { CUTS, type Cut } from './terminal-double.ts';

/** Stories in the suite; a longer run is made by hand with CUT_STORIES. */
const STORIES = Number(process.env['CUT_STORIES'] ?? 40);
/** Told at the same time: nearly all of each is waiting. */
const AT_ONCE = Number(process.env['CUT_STORIES_AT_ONCE'] ?? 40);
const SETTLED = ['open', 'failed', 'rejected', 'closed'];

type End = {
  readonly cut: Cut;
  readonly state: string | undefined;
  readonly held: number;
  readonly asked: number;
  readonly ledger: number;
  readonly drift: boolean;
};

/** One entry whose connection breaks at the given place, once or again while it is looked for. */
async function entry(cut: Cut, isCutAgain: boolean): Promise<End> {
  const desk = await DeskWithEa.connected({ far: 'double' });
  if (desk.double !== null) desk.double.cutAt = cut;
  await desk.signal('s1');
  if (isCutAgain) {
    await pause(200);
    desk.double?.cut();
  }
  const [state] = await desk.state('s1', SETTLED, 40_000);
  await until(
    () => desk.runtime.cockpit.positions.size === desk.venue.positions.length && desk.runtime.cockpit.drift === null,
    5_000,
  );
  const end = {
    cut,
    state,
    held: desk.venue.positions.length,
    asked: desk.venue.requests.filter(([op]) => op === 'open').length,
    ledger: desk.runtime.cockpit.positions.size,
    drift: desk.runtime.cockpit.drift !== null,
  };
  await desk.close();
  return end;
}

/** Traded at most once, and the ledger says what the terminal holds. */
const isSound = ({ state, held, asked, ledger, drift }: End): boolean =>
  held <= 1 &&
  asked <= 1 &&
  ledger === held &&
  !drift &&
  (state === 'open') === (held === 1) &&
  state !== undefined &&
  SETTLED.includes(state);

describe('a line that breaks at any place of an order', () => {
  test(
    `${STORIES} stories: nothing is traded twice, and both sides agree in the end`,
    async () => {
      const chance = createChance(3);
      const plans = Array.from(
        { length: STORIES },
        (_, i) => [CUTS[i % CUTS.length] ?? 'command unread', chance() < 0.4] as const,
      );
      const ends: End[] = [];
      let next = 0;
      await Promise.all(
        Array.from({ length: Math.min(AT_ONCE, STORIES) }, async () => {
          for (let plan = plans[next]; plan !== undefined; plan = plans[next]) {
            next += 1;
            ends.push(await entry(...plan));
          }
        }),
      );
      expect(ends.filter((end) => !isSound(end))).toEqual([]);
      expect(new Set(ends.filter(({ held }) => held === 1).map(({ cut }) => cut)).has('after the trade')).toBe(true);
    },
    patience(900_000),
  );
});
