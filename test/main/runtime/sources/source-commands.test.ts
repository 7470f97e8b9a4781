import { describe, expect, it } from 'vitest';
import { sampleOf } from '#main/runtime/sources/index.ts';
import { sourceKeys } from '#main/adapters/secrets/index.ts';
import { sourceOf, type Source } from '#shared/domain';
import { CockpitInMemory, MONDAY } from '../cockpit-in-memory.ts';

const alerts = sourceOf({ id: 'alerts', kind: 'tradingview', name: 'Alerts' });
const BASE = { webhookSecret: 'webhook-secret-0123456789', tradingviewToken: 'tradingview-token-0123456789' };

const ids = (sources: readonly Source[]): string => sources.map(({ id }) => id).join('+');

async function opened(config: Record<string, unknown> = {}) {
  const kept: Source[][] = [];
  let now = (): number => MONDAY;
  const places = new Map<string, string>();
  const placeOf = (member: string) => ({
    read: () => places.get(member) ?? null,
    write: (text: string) => void places.set(member, text),
  });
  const keys = sourceKeys({ base: BASE, placeOf, nowMs: () => now() });
  const told: string[] = [];
  const book = {
    ...{ sources: [], begun: null, drop: () => void told.push('dropped') },
    begin: (sources: readonly Source[]) => {
      told.push(`begun ${ids(sources)} at ${String(story.recordsOf('source.set').length)}`);
      return null;
    },
    keep: (sources: readonly Source[]) => {
      told.push(`kept ${ids(sources)} at ${String(story.recordsOf('source.set').length)}`);
      kept.push([...sources]);
      return null;
    },
  };
  const story: CockpitInMemory = await CockpitInMemory.open({ sources: [], stores: { book, keys }, config });
  now = () => story.clock.nowMs();
  return { story, kept, told, keys, places, again: () => sourceKeys({ base: BASE, placeOf, nowMs: () => now() }) };
}

describe('sources by command', () => {
  it('are added with a secret of their own, on record and for the next start, and no secret is in list, record or file', async () => {
    const { story, kept, keys, again } = await opened();
    expect(await story.act('source.add', { source: alerts, reason: null })).toMatchObject({ ok: true, value: { problem: null } });
    const secret = keys.of('alerts')?.secret ?? '';
    expect([kept, again().of('alerts')?.secret]).toEqual([[[alerts]], secret]);
    expect(story.recordsOf('source.set')).toMatchObject([{ source: alerts, isNew: true, by: 'trader:test' }]);
    const listed = await story.act('source.list', {});
    expect(listed.ok && listed.value.sources.at(-1)).toMatchObject({
      ...{ source: alerts, state: 'new', address: { path: '/webhook/source/alerts', isSigned: false } },
      secret: { tail: secret.slice(-4), previousUntil: null },
    });
    expect(JSON.stringify([listed, story.records, kept])).not.toContain(secret);
    expect(await story.act('source.secret', { id: 'alerts' })).toEqual({
      ok: true,
      value: { secret, path: `/webhook/source/alerts/${secret}` },
    });
  });

  it('are noted before they are on record and kept after it; what is refused is dropped; two at once come one after the other', async () => {
    const { story, told } = await opened();
    const other = { ...alerts, id: 'other' };
    await Promise.all([alerts, other, alerts].map((source) => story.act('source.add', { source, reason: null })));
    await story.act('source.add', { source: { ...alerts, id: 'third', strategy: 'gone' }, reason: null });
    expect(told).toEqual([
      ...['begun alerts at 0', 'kept alerts at 1', 'begun alerts+other at 1', 'kept alerts+other at 2'],
      ...['begun alerts+other+third at 2', 'dropped'],
    ]);
  });

  it('are taken away with their secret, on record and for the next start', async () => {
    const { story, kept, keys, again } = await opened();
    await story.act('source.add', { source: alerts, reason: null });
    const secret = keys.of('alerts')?.secret ?? '';
    expect(await story.act('source.remove', { id: 'alerts', reason: 'sold' })).toMatchObject({
      ok: true,
      value: { problem: null },
    });
    expect([kept.at(-1), keys.of('alerts'), again().of('alerts')]).toEqual([[], null, null]);
    expect(story.recordsOf('source.removed')).toMatchObject([{ id: 'alerts', by: 'trader:test', reason: 'sold' }]);
    expect(await story.act('source.secret', { id: 'alerts' })).toMatchObject({ ok: false, error: { code: 'unknown_source' } });
    await story.act('source.add', { source: alerts, reason: null });
    expect(keys.of('alerts')?.secret).not.toBe(secret);
  });

  it('are changed in part, and what is left out stays', async () => {
    const { story, kept } = await opened();
    await story.act('source.add', { source: { ...alerts, symbols: ['EURUSD'] }, reason: null });
    await story.act('source.change', { id: 'alerts', change: { enabled: false, size: { maxLots: 1 } }, reason: 'too many' });
    expect(story.cockpit.sources.get('alerts')).toEqual({
      ...alerts,
      ...{ enabled: false, symbols: ['EURUSD'], size: { maxLots: 1, maxRiskPercent: null, maxRiskMoney: null } },
    });
    expect([kept.length, story.recordsOf('source.set').at(-1)?.reason]).toEqual([2, 'too many']);
    await story.act('source.change', { id: 'tradingview', change: { enabled: false }, reason: null });
    expect(kept.at(-1)?.map(({ id }) => id)).toEqual(['alerts', 'tradingview']);
  });

  it.each([
    ['bad_source', 'source.add', { source: sourceOf({ id: 'webhook', kind: 'webhook', name: 'W' }), reason: null }],
    ['unknown_source', 'source.change', { id: 'gone', change: {}, reason: null }],
    ['unknown_source', 'source.remove', { id: 'gone', reason: null }],
    ['bad_source', 'source.remove', { id: 'webhook', reason: null }],
    ['unknown_source', 'source.rotate', { id: 'gone', overlapMinutes: 0 }],
    ['no_setup', 'source.rotate', { id: 'detector', overlapMinutes: 0 }],
    ['unknown_source', 'source.secret', { id: 'detector' }],
    ['no_setup', 'source.test', { id: 'detector', address: null, body: null }],
    ['unknown_delivery', 'delivery.judge', { id: 9, body: null }],
  ] as const)('%s: %s', async (code, name, request) => {
    const { story, kept } = await opened();
    expect(await story.act(name, request as never)).toMatchObject({ ok: false, error: { code } });
    expect([kept, story.recordsOf('source.set')]).toEqual([[], []]);
  });

  it('get another secret; the one before is good for the overlap and then gone, also in memory', async () => {
    const { story, keys, places } = await opened();
    const before = keys.of('tradingview')?.secret ?? '';
    const rotated = await story.act('source.rotate', { id: 'tradingview', overlapMinutes: 60 });
    const until = Math.floor(story.clock.nowMs()) + 60 * 60_000;
    expect(rotated.ok && Math.abs((rotated.value.previousUntil ?? 0) - until)).toBeLessThan(1_000);
    expect([keys.of('tradingview')?.previous?.secret, places.get('tradingviewToken')]).toEqual([
      before,
      keys.of('tradingview')?.secret,
    ]);
    expect(story.recordsOf('source.rotated')).toMatchObject([{ id: 'tradingview', by: 'trader:test' }]);
    expect(JSON.stringify(story.records)).not.toContain(keys.of('tradingview')?.secret);
    await story.advance(60 * 60_000 + 1_000);
    expect(keys.of('tradingview')?.previous).toBeNull();
  });

  it('a secret that was changed by hand in its own member is the one that holds', async () => {
    const { story, places } = await opened();
    await story.act('source.rotate', { id: 'webhook', overlapMinutes: 60 });
    const placeOf = (member: string) => ({ read: () => places.get(member) ?? null, write: () => undefined });
    const byHand = sourceKeys({ base: { ...BASE, webhookSecret: 'by-hand-0123456789' }, placeOf, nowMs: () => MONDAY });
    expect(byHand.of('webhook')).toEqual({ secret: 'by-hand-0123456789', since: null, previous: null });
  });
});

describe('the test that is written for a source', () => {
  it.each(['tradingview', 'pineconnector', 'ea', 'webhook', 'chat'] as const)('%s: is read as an entry', async (kind) => {
    const { story } = await opened();
    const source = sourceOf({ id: 'alerts', kind, name: 'Alerts', symbols: ['GBPUSD'] });
    const body = sampleOf(story.runtime, source) ?? '';
    const trial = story.desk.trial({ source: 'webhook', body, receivedAt: Math.floor(story.clock.nowMs()) });
    expect(trial.read).toMatchObject({ ok: true, text: expect.stringMatching(/GBPUSD/) as string });
  });
});

describe('a delivery judged again', () => {
  const last = async (story: CockpitInMemory) => {
    const ask = { source: null, fate: null, text: '', from: null, to: null, before: null, limit: 1 };
    const found = await story.desk.command('delivery.list', ask, 'trader:test');
    return found.ok ? (found.value.deliveries[0]?.id ?? 0) : 0;
  };

  it('is kept as a test, with what it said, and so is a test through a door; who saw a secret is on record', async () => {
    const { story } = await opened();
    await story.submit('a', { symbol: 'GBPUSD' });
    const id = await last(story);
    await story.act('delivery.judge', { id, body: 'buy gold' });
    const good = JSON.stringify({ id: 'x', symbol: 'EURUSD', side: 'exit' });
    story.desk.trial({ source: 'webhook', body: good, receivedAt: Math.floor(story.clock.nowMs()) });
    const ask = { source: null, fate: 'test' as const, text: '', from: null, to: null, before: null, limit: 9 };
    const found = await story.desk.command('delivery.list', ask, 'trader:test');
    expect(
      found.ok && found.value.deliveries.map(({ fate, body, reason, signal }) => [fate, body, reason?.slice(0, 5), signal]),
    ).toEqual([
      ['test', good, 'close', null],
      ['test', 'buy gold', 'It is', null],
    ]);
    await story.act('source.secret', { id: 'webhook' });
    await story.act('source.test', { id: 'webhook', address: null, body: 'a body with my password' });
    expect(story.recordsOf('act.noted').map(({ what, detail }) => [what, detail])).toEqual([
      ['source.secret', 'id webhook'],
      ['source.test', 'id webhook'],
    ]);
  });

  it('says what it would come to now, however long ago it came, and leaves no record, order or card', async () => {
    const { story } = await opened({ approvals: { mode: 'auto' } });
    await story.submit('a', { symbol: 'GBPUSD' });
    const id = await last(story);
    await story.advance(3_600_000);
    const before = story.records.length;
    const judged = await story.act('delivery.judge', { id, body: null });
    expect(judged.ok && judged.value.trial).toMatchObject({ read: { ok: true, text: expect.stringMatching(/GBPUSD/) } });
    expect(judged.ok && judged.value.trial.judged?.text).not.toMatch(/old/);
    expect([story.recordsOf('signal.arrived').length, story.records.length - before, story.entriesSent.length]).toEqual([
      1, 0, 1,
    ]);
  });

  it('with its mend is read, where it could not be before', async () => {
    const { story } = await opened();
    const body = story.signalBody('b');
    await story.submitRaw(`{"broken": ${JSON.stringify(body)}`.slice(0, -1));
    const id = await last(story);
    const asItIs = await story.act('delivery.judge', { id, body: null });
    expect(asItIs.ok && asItIs.value.trial.read.ok).toBe(false);
    const mended = await story.act('delivery.judge', { id, body: JSON.stringify(body) });
    expect(mended.ok && mended.value.trial.read.ok).toBe(true);
  });
});
