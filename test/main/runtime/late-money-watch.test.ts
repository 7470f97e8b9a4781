import { expect, test } from 'vitest';
import type { Deal } from '#shared/domain';
import { CockpitInMemory } from './cockpit-in-memory.ts';
import { firstDisagreement, fromDisk } from './replayed.ts';

const AUTO = { approvals: { mode: 'auto' } };
const HALF_HOUR_MS = 1_800_000;

/** A trade that has ended at its stop; `late` is what the broker posts to its deals from then on. */
async function ended(): Promise<{ story: CockpitInMemory; late: { swap: number }; pnl: number }> {
  const story = await CockpitInMemory.open({ config: AUTO });
  const late = { swap: 0 };
  const deals = story.broker.deals.bind(story.broker);
  story.broker.deals = async (since) => {
    const all = await deals(since);
    const last = all.at(-1);
    return last === undefined ? all : [...all.slice(0, -1), { ...last, swap: last.swap + late.swap } satisfies Deal];
  };
  await story.opened('s1');
  await story.price('EURUSD', 1.1545);
  await story.advance(1_000);
  const pnl = story.cockpit.trades[0]?.pnl ?? NaN;
  return { story, late, pnl };
}

test('a swap that is posted to a closed trade is found within half an hour, and once', async () => {
  const { story, late, pnl } = await ended();
  late.swap = -8.75;
  await story.advance(HALF_HOUR_MS);
  const corrected = Number((pnl - 8.75).toFixed(2));
  expect(story.recordsOf('trade.corrected')).toMatchObject([{ pnl: corrected, by: -8.75 }]);
  expect([story.cockpit.trades[0]?.pnl, story.cockpit.performance.get('all')?.pnl]).toEqual([corrected, corrected]);
  await story.advance(HALF_HOUR_MS);
  expect([story.recordsOf('trade.corrected').length, firstDisagreement(fromDisk(story.records)), story.bugs]).toEqual([
    1,
    null,
    [],
  ]);
});

test('what was posted while the cockpit was not running is found at the start, and kept over the next one', async () => {
  const { story, late, pnl } = await ended();
  story.crash();
  late.swap = -2.2;
  await story.restart();
  await story.advance(100);
  const corrected = Number((pnl - 2.2).toFixed(2));
  const first = [story.cockpit.trades[0]?.pnl, story.recordsOf('trade.corrected').length];
  await story.restart();
  await story.advance(100);
  expect([first, story.cockpit.trades[0]?.pnl, story.recordsOf('trade.corrected').length]).toEqual([
    [corrected, 1],
    corrected,
    1,
  ]);
});
