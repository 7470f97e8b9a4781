import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { updateDesk } from '#main/adapters/updates/index.ts';
import { feedNames, releaseNotes, writeFeed } from '#main/packaging/index.ts';
import { Feed, INSTALLER } from '../adapters/updates/feed.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'feed-file-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const CHANGELOG =
  '# Changelog\n\n## 0.13.1 - 2026-12-02\n\n- Later\n\n## 0.13.0 - 2026-12-01\n\n### Added\n\n- A "new" thing: 100 %\n\n## 0.12.0\n\n- Old\n';

test('what is new is what stands under the version’s own heading', () => {
  expect(releaseNotes(CHANGELOG, '0.13.0')).toBe('### Added\n\n- A "new" thing: 100 %');
  expect(releaseNotes(CHANGELOG, '0.12.0')).toBe('- Old');
  expect(() => releaseNotes(CHANGELOG, '0.13')).toThrow('CHANGELOG.md has no heading "## 0.13"');
  expect(() => releaseNotes(CHANGELOG, '0x13.0')).toThrow('no heading');
});

test('a version that is tried out is on the beta list alone', () => {
  expect([feedNames('1.0.0'), feedNames('1.0.0-beta.1')]).toEqual([['latest.yml', 'beta.yml'], ['beta.yml']]);
});

test('what is written is what a copy reads, offers and downloads', async () => {
  const setup = 'mikrobot-cockpit-setup-0.13.0.exe';
  writeFileSync(join(folder, setup), INSTALLER);
  const notes = releaseNotes(CHANGELOG, '0.13.0');
  const written = await writeFeed({ folder, setup, version: '0.13.0', notes, moment: '2026-12-01T10:00:00.000Z' });
  const feed = await Feed.open();
  for (const name of [setup, ...written]) feed.files.set(`/updates/${name}`, readFileSync(join(folder, name)));
  const desk = updateDesk({
    ...{ version: '0.12.0', cacheDir: join(folder, 'cache'), fetch: (url, init) => fetch(url, init), nowMs: () => 1 },
    ...{ signatureFault: async () => null, cannot: async () => null, leave: () => undefined, log: { write: () => undefined } },
  });
  for (const channel of ['stable', 'beta'] as const) {
    const settings = { feed: feed.address, channel };
    await desk.look(settings);
    expect(desk.standing(settings)).toMatchObject({
      word: null,
      offered: { version: '0.13.0', releasedAt: '2026-12-01T10:00:00.000Z', notes, bytes: INSTALLER.length },
    });
    expect(await desk.download(settings)).toBeNull();
  }
  await feed.close();
});
