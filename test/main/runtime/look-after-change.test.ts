import { expect, test } from 'vitest';
import { brokerTestOrderId } from '#engine';
import { CockpitInMemory } from './cockpit-in-memory.ts';

/** Less than the regular look takes to come round. */
const SOON_MS = 400;

test('whatever the terminal confirms is looked at, so that the ledger shows it before the regular look comes round', async () => {
  const story = await CockpitInMemory.open({ config: { approvals: { mode: 'auto' } } });
  await story.advance(5_300); // A regular look has just been taken: the next is far off.
  const looks: number[] = [];
  const refresh = story.broker.refresh.bind(story.broker);
  story.broker.refresh = () => {
    looks.push(story.clock.nowMs());
    return refresh();
  };
  const step = async (name: 'open' | 'move_stops' | 'close_rest'): Promise<number> => {
    const before = looks.length;
    story.runtime.act({ act: 'test-broker', test: 't', step: name, symbol: 'EURUSD' }, 'trader:test');
    await story.advance(SOON_MS);
    return looks.length - before;
  };
  const opened = await step('open');
  const [ticket] = story.cockpit.positions.keys();
  const moved = await step('move_stops');
  const request = story.cockpit.orders.get(brokerTestOrderId('t', 'move_stops'))?.request;
  const held = story.cockpit.positions.get(ticket ?? '')?.position;
  const closed = await step('close_rest');
  expect(request?.op === 'modify' && held?.stopLoss === request.stopLoss).toBe(true);
  // The entry is looked for once in its answer, and once more for the ledger.
  expect([opened >= 2, moved, closed, story.cockpit.positions.size]).toEqual([true, 1, 1, 0]);
});
