import { expect, test } from 'vitest';
import type { HostDesk, UpdateDesk, UpdateSettings, UpdateStanding } from '#ports';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const FEED = 'https://updates.example/cockpit';
const OFFERED = { version: '99.0.0', releasedAt: null, notes: '', bytes: null };

/** A desk as the real one is driven: what was asked of it, with which settings, and what it is to say. */
class ScriptedDesk implements UpdateDesk {
  readonly asked: string[] = [];
  now: UpdateStanding = { state: 'ready', lookedAt: 1, offered: OFFERED, progress: null, word: null };
  /** What the check takes, and finds. */
  check = async (version: string): Promise<string | null> => (this.asked.push(`check ${version}`), null);
  standing = (): UpdateStanding => this.now;
  look = async ({ feed, channel }: UpdateSettings): Promise<string | null> => (this.asked.push(`look ${feed} ${channel}`), null);
  download = async (): Promise<string | null> => (this.asked.push('download'), null);
  cancel = (): void => void this.asked.push('cancel');
  install = (): void => void this.asked.push('install');
}

async function opened(config: Readonly<Record<string, unknown>> = {}) {
  const desk = new ScriptedDesk();
  const host: HostDesk = {
    about: () => [],
    notices: () => null,
    diagnose: async () => [],
    bundle: async () => '',
    keep: async () => '',
    updates: desk,
  };
  const all = { approvals: { mode: 'auto' }, updates: { feed: FEED, channel: 'beta' }, ...config };
  const story = await CockpitInMemory.open({ config: all, hostDesk: host });
  const halt = () => story.act('trading.halt', { reason: 'for the update', flatten: true });
  const install = (version = '99.0.0') => story.act('updates.install', { typed: 'UPDATE', version });
  return { story, desk, halt, install };
}
const refusedWith = (detail: unknown) => ({ ok: false, error: expect.objectContaining({ detail }) as unknown });

test('the view is the desk’s, with the settings in force and what it waits for', async () => {
  const { story, desk } = await opened();
  expect(await story.act('updates.view', {})).toMatchObject({
    ok: true,
    value: { feed: FEED, channel: 'beta', state: 'ready', offered: OFFERED, waitsFor: ['Trading is not halted: halt it first'] },
  });
  await story.act('updates.look', {});
  await story.act('updates.cancel', {});
  expect(desk.asked).toEqual([`look ${FEED} beta`, 'cancel']);
});

test('nothing is installed while trading is not halted, or anything is open', async () => {
  const { story, desk, halt, install } = await opened();
  await story.opened('s-1');
  expect(await install()).toEqual(refusedWith(expect.stringMatching(/^Trading is not halted.*1 position is open/)));
  await story.act('trading.halt', { reason: 'for the update', flatten: false });
  expect(await install()).toEqual(refusedWith(expect.stringMatching(/^1 position is open/)));
  await halt();
  await story.advance(5_000);
  expect(desk.asked).toEqual([]);
  expect(await install()).toMatchObject({ ok: true });
});

test('halted and flat: checked, on record, then ended', async () => {
  const { story, desk, halt, install } = await opened();
  await halt();
  await story.advance(1_000);
  const answer = await install();
  await story.settle();
  const noted = story.records.find(({ type }) => type === 'act.noted');
  expect(noted?.payload).toMatchObject({ what: 'updates.install', detail: '99.0.0', by: 'trader:test' });
  expect([answer, desk.asked]).toEqual([{ ok: true, value: { seq: noted?.seq } }, ['check 99.0.0', 'install']]);
});

test('an installer that is not taken ends nothing, and leaves no record', async () => {
  const { story, desk, halt, install } = await opened();
  await halt();
  await story.advance(1_000);
  desk.check = async () => 'The installer was changed since it was fetched: it is not taken';
  expect(await install()).toEqual(refusedWith('The installer was changed since it was fetched: it is not taken'));
  expect([desk.asked, story.records.some(({ type }) => type === 'act.noted')]).toEqual([[], false]);
});

test('trading that is resumed while the installer is looked at goes on', async () => {
  const { story, desk, halt, install } = await opened();
  await halt();
  await story.advance(1_000);
  let found = (): void => undefined;
  desk.check = () => new Promise((done) => (found = () => done(null)));
  const answer = install();
  await story.act('trading.resume', { typed: 'RESUME', reason: 'after all' });
  found();
  expect(await answer).toEqual(refusedWith('Trading is not halted: halt it first'));
  await story.settle();
  expect(desk.asked).toEqual([]);
});

test('what is not offered is not fetched', async () => {
  const { story, desk } = await opened();
  expect(await story.act('updates.download', { version: '98.0.0' })).toEqual(
    refusedWith('98.0.0 is not offered: look once more'),
  );
  expect(await story.act('updates.download', { version: '99.0.0' })).toMatchObject({ ok: true });
  expect(desk.asked).toEqual(['download']);
});

test('a cockpit that is not the desktop program says so', async () => {
  const story = await CockpitInMemory.open();
  expect(await story.act('updates.view', {})).toEqual(refusedWith(expect.stringContaining('Only the installed desktop program')));
  expect(await story.act('updates.install', { typed: 'UPDATE', version: '1.0.0' })).toMatchObject({ ok: false });
});
