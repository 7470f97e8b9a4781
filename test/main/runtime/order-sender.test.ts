import { describe, expect, test } from 'vitest';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const AUTO = { approvals: { mode: 'auto' } };

describe('a terminal adapter that throws has not said no', () => {
  test.each([
    ['an error', new Error('the pipe broke'), 'the pipe broke'],
    ['something else', 'gone', 'gone'],
  ])('%s: the outcome is unknown, the order is looked for and never sent again', async (_what, thrown, why) => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const { broker } = story;
    let asked = 0;
    const lost: string[] = [];
    Object.assign(broker, {
      send: (request: { readonly clientOrderId: string }) => {
        asked += 1;
        lost.push(request.clientOrderId);
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a library may throw anything
        return Promise.reject(thrown);
      },
    });
    const probed: string[] = [];
    const probe = broker.probe.bind(broker);
    Object.assign(broker, {
      probe: (clientOrderId: string) => {
        probed.push(clientOrderId);
        return probe(clientOrderId);
      },
    });
    await story.submit('thrown');
    await story.advance(1_000);
    const [first] = story.recordsOf('order.resolved');
    expect([asked, first?.clientOrderId === lost[0], first?.outcome]).toMatchObject([1, true, { kind: 'unknown', why }]);
    await story.advance(60_000);
    expect([asked, probed.includes(lost[0] ?? ''), story.bugs]).toEqual([1, true, []]);
  });
});

test('an order without an answer shows as sent after a quarter of a second, not before', async () => {
  const story = await CockpitInMemory.open({ config: AUTO });
  story.swallowSends = true;
  await story.submit('slow');
  const states = (): unknown[] => story.recordsOf('order.progressed').map(({ to }) => to);
  await story.advance(249);
  const before = states();
  await story.advance(1);
  expect([before, states()]).toEqual([[], ['sent']]);
});
