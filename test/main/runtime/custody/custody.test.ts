import { describe, expect, it } from 'vitest';
import { sourcesRead } from '#main/runtime/sources/index.ts';
import { sourceOf } from '#shared/domain';
import { CockpitInMemory, MONDAY } from '../cockpit-in-memory.ts';

const ALL = { source: null, fate: null, text: '', from: null, to: null, before: null, limit: 50 };
const listed = async (story: CockpitInMemory, change: object = {}) => {
  const answer = await story.desk.command('delivery.list', { ...ALL, ...change }, 'trader:window');
  if (!answer.ok) throw new Error(answer.error.detail);
  return answer.value;
};
const origin = { route: 'POST /webhook/signal', peer: '127.0.0.1', bytes: 20 };
const told = async (story: CockpitInMemory, delivery: ReturnType<typeof raw>): Promise<void> => {
  const answer = story.desk.submit(delivery);
  await story.settle();
  await answer;
};
const raw = (body: string, change: object = {}) => ({
  ...{ source: 'webhook', body, receivedAt: MONDAY, traceId: 'tr', nonce: null, origin },
  ...change,
});

describe('deliveries', () => {
  it('are kept with their fate, the taken and the refused alike, and with how their signal stands', async () => {
    const story = await CockpitInMemory.open();
    await story.submit('a');
    const { deliveries, total } = await listed(story);
    expect(total).toBe(1);
    expect(deliveries).toMatchObject([
      {
        source: 'webhook',
        fate: 'accepted',
        isProven: true,
        signalId: 'a',
        signal: { kind: 'entry', symbol: 'EURUSD', side: 'BUY' },
      },
    ]);
    expect(JSON.parse(deliveries[0]?.body ?? '')).toMatchObject({ signal_id: 'a' });
  });

  it('that cannot be read are kept whole, with why and what to change, and without their secret', async () => {
    const story = await CockpitInMemory.open();
    await told(story, raw('{"secret":"hunter22","symbol":'));
    expect((await listed(story)).deliveries).toMatchObject([
      {
        fate: 'refused',
        code: 'malformed',
        body: '{"secret":"***","symbol":',
        bytes: 20,
        remedy: expect.stringMatching(/manual/),
      },
    ]);
  });

  it('that come to no address of a source are kept, and leave nothing in the journal', async () => {
    const story = await CockpitInMemory.open();
    const before = story.records.length;
    const stray = { code: 'not_found', source: null, detail: 'Nothing is there.', nonce: null, body: 'x', origin } as const;
    for (let at = 0; at < 50; at += 1) story.desk.refuseAtDoor(stray);
    await story.settle();
    const { deliveries } = await listed(story);
    expect([deliveries.length, story.records.length]).toEqual([20, before]);
    await story.advance(61_000);
    const later = await listed(story);
    expect([later.deliveries[0]?.count, later.total]).toEqual([30, 50]);
  });

  it('are found by source, fate, text and time, page by page', async () => {
    const story = await CockpitInMemory.open();
    for (let at = 0; at < 5; at += 1)
      await told(story, raw(`not a signal ${at}`, { receivedAt: MONDAY + at, source: at % 2 === 0 ? 'webhook' : 'tradingview' }));
    const bodies = async (change: object) => (await listed(story, change)).deliveries.map(({ body }) => body?.slice(-1));
    expect(await bodies({ text: 'SIGNAL 3' })).toEqual(['3']);
    expect(await bodies({ source: 'tradingview' })).toEqual(['3', '1']);
    expect(await bodies({ fate: 'accepted' })).toEqual([]);
    expect(await bodies({ from: MONDAY + 3, to: MONDAY + 4 })).toEqual(['3']);
    const first = await listed(story, { limit: 2 });
    expect([first.total, first.before]).toEqual([5, 4]);
    expect(await bodies({ limit: 2, before: first.before })).toEqual(['2', '1']);
    const found = await listed(story, { text: 'not a signal', limit: 3 });
    expect([
      found.deliveries.length,
      (await listed(story, { text: 'not a signal', limit: 3, before: found.before })).deliveries.length,
    ]).toEqual([3, 2]);
  });
});

describe('sources', () => {
  const alerts = sourceOf({ id: 'alerts', kind: 'tradingview', name: 'Alerts' });

  it('are the built-in ones where none is configured, and leave no record', async () => {
    const story = await CockpitInMemory.open({ sources: [] });
    const answer = await story.desk.command('source.list', {}, 'trader:window');
    expect(answer.ok && answer.value.sources.map(({ source, isConfigured }) => [source.id, isConfigured])).toEqual([
      ['tradingview', false],
      ['webhook', false],
      ['ea', false],
      ['detector', false],
      ['operator', false],
    ]);
    expect(story.recordsOf('sources.read')).toEqual([]);
  });

  it('are on record once they are configured, with what came of each', async () => {
    const story = await CockpitInMemory.open({ sources: [alerts] });
    expect(story.recordsOf('sources.read')).toEqual([{ sources: [alerts] }]);
    // A change that came on record holds, also where its file was not written any more; one that did not is over.
    const cut = { ...alerts, name: 'Cut short' };
    for (const [begun, name] of [
      [[alerts], 'Alerts'],
      [[{ ...alerts, name: 'Never on record' }], 'Cut short'],
      [null, 'Cut short'],
    ] as const)
      expect(
        sourcesRead(story.runtime.cockpit, { sources: [cut], sourcesBegun: begun })[0]?.payload.sources[0]?.name ?? 'Alerts',
      ).toBe(name);
    await told(story, raw('no signal at all', { source: 'alerts' }));
    const answer = await story.desk.command('source.list', {}, 'trader:window');
    expect(answer.ok && answer.value.sources.at(-1)).toMatchObject({
      source: { id: 'alerts' },
      state: 'receiving',
      received: 1,
      refused: 1,
      refusal: { code: 'malformed' },
    });
  });
});
