import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { updateDesk, type UpdateParts } from '#main/adapters/updates/index.ts';
import type { UpdateSettings } from '#ports';
import { recorders } from '../../window/recorders.ts';
import { Feed, INSTALLER } from './feed.ts';

const NOW = 1_790_000_000_000;
let feed: Feed;
let folder: string;
let settings: UpdateSettings & { readonly feed: string };
const started: string[] = [];

beforeEach(async () => {
  feed = await Feed.open();
  folder = mkdtempSync(join(tmpdir(), 'updates-'));
  settings = { feed: feed.address, channel: 'stable' };
  started.length = 0;
});
afterEach(async () => {
  await feed.close();
  rmSync(folder, { recursive: true, force: true });
});

const desk = (parts: Partial<UpdateParts> = {}) =>
  updateDesk({
    version: '0.12.0',
    cacheDir: folder,
    fetch: (url, init) => fetch(url, init),
    signatureFault: async () => null,
    cannot: async () => null,
    nowMs: () => NOW,
    leave: (installer) => void started.push(installer),
    log: recorders().log,
    ...parts,
  });
const kept = (): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .map(String)
        .filter((name) => name.endsWith('.exe'))
    : [];
const wordAfterLook = async (of = desk(), to: UpdateSettings = settings): Promise<string | null> => {
  expect(await of.look(to)).toBeNull();
  return of.standing(to).word;
};

describe('a look', () => {
  test('tells what is newer, with its notes, date and size; nothing is fetched, and nobody is told who asks', async () => {
    feed.offers('0.13.0');
    const made = desk();
    expect(await made.look(settings)).toBeNull();
    expect(made.standing(settings)).toEqual({
      state: 'idle',
      lookedAt: NOW,
      offered: {
        version: '0.13.0',
        releasedAt: '2026-12-01T10:00:00.000Z',
        notes: '### Added\n- Something new',
        bytes: INSTALLER.length,
      },
      progress: null,
      word: null,
    });
    expect(feed.asked.map(({ path }) => path)).toEqual(['/updates/latest.yml']);
    expect(Object.keys(feed.asked[0]?.headers ?? {}).some((name) => name.includes('staging'))).toBe(false);
    expect([readdirSync(folder), started]).toEqual([[], []]);
  });

  test('without a feed nobody is asked', async () => {
    const made = desk();
    const off = { feed: null, channel: 'stable' } as const;
    expect(await made.look(off)).toContain('No feed is configured');
    expect([made.standing(off).lookedAt, feed.asked]).toEqual([null, []]);
  });

  test.each([
    ['0.12.0', '0.12.0 is the newest version'],
    ['0.11.9', 'The feed has 0.11.9, which is older than this copy (0.12.0): it is not offered'],
    ['0.12.0-beta.1', 'The feed has 0.12.0-beta.1, which is older than this copy (0.12.0): it is not offered'],
    ['0.13.0-beta.1', 'The feed has 0.13.0-beta.1, which is not a finished version: it is not offered on the stable channel'],
    ['newest', 'The feed does not say which version it has'],
  ])('%s is not offered, with why', async (version, word) => {
    feed.offers(version);
    const made = desk();
    expect([await wordAfterLook(made), made.standing(settings).offered]).toEqual([word, null]);
    expect(await made.download(settings)).toBe('Nothing newer is offered: look first');
  });

  test('the beta channel has a list of its own', async () => {
    feed.offers('0.13.0-beta.2', {}, 'beta.yml');
    const [made, beta] = [desk(), { ...settings, channel: 'beta' } as const];
    expect([await wordAfterLook(made, beta), made.standing(beta).offered?.version]).toEqual([null, '0.13.0-beta.2']);
    expect(made.standing(settings), 'what another channel has is not offered on this one').toMatchObject({
      offered: null,
      lookedAt: null,
    });
  });

  test('one that needs a newer Windows is not offered', async () => {
    feed.offers('0.13.0', { minimumSystemVersion: '99.0.0' });
    expect(await wordAfterLook()).toBe('The feed has 0.13.0, which needs a newer Windows than this');
  });

  test.each([
    ['not there', undefined, /\/updates\/latest\.yml answers 404: it is not there$/],
    ['a page', '<html>hello</html>', 'does not say which version'],
    ['a broken list', 'version: [', 'cannot be read'],
    ['nothing', '', 'cannot be read'],
    ['endless', 'x'.repeat(1_100_000), 'far too long'],
  ])('a feed that is %s says so', async (_what, text, word) => {
    if (text !== undefined) feed.files.set('/updates/latest.yml', text);
    expect(await wordAfterLook()).toMatch(word);
  });

  test('a feed that is gone says so, and a later look finds it again', async () => {
    const made = desk({
      fetch: () => Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })),
    });
    expect(await wordAfterLook(made)).toBe('The feed could not be used (fetch failed: connect ECONNREFUSED)');
    feed.offers('0.13.0');
    expect(await wordAfterLook()).toBeNull();
  });

  test('a feed that leads to an address that is not https is not followed', async () => {
    feed.files.set('/updates/latest.yml', (_request, response) =>
      response.writeHead(302, { location: 'http://mirror.example/latest.yml' }).end(),
    );
    const seen: string[] = [];
    const made = desk({
      fetch: async (url, init) => {
        seen.push(url);
        // The mirror is not on this computer: its answer, as fetch gives it after it followed.
        const first = await fetch(url, { ...init, redirect: 'manual' });
        return Object.defineProperty(new Response('version: 0.13.0'), 'url', { value: first.headers.get('location') });
      },
    });
    expect(await wordAfterLook(made)).toContain('leads to http://mirror.example/latest.yml, which is not https://');
    expect(seen).toHaveLength(1);
  });
});

describe('a download', () => {
  test('is fetched, checked, and started only when it is asked for', async () => {
    const name = feed.offers('0.13.0');
    const looked: string[] = [];
    const made = desk({ signatureFault: async (file) => (looked.push(file), null) });
    await made.look(settings);
    expect(await made.download(settings)).toBeNull();
    expect(made.standing(settings)).toMatchObject({ state: 'ready', progress: null, word: null });
    expect([kept().length, looked.length, started]).toEqual([1, 1, []]);
    expect(await made.check('0.13.0', settings)).toBeNull();
    expect(looked, 'its signature is looked at once more').toHaveLength(2);
    made.install();
    expect(started).toEqual([expect.stringMatching(new RegExp(`${name}$`))]);
    expect(readFileSync(started[0] ?? '').equals(INSTALLER)).toBe(true);
  });

  test.each([
    ['tampered with', { sha512: Buffer.alloc(64).toString('base64') }, 'its SHA-512 is another'],
    ['without a hash', { sha512: '""' }, 'does not say the SHA-512'],
    ['at an address that is not https', { url: 'http://mirror.example/setup.exe' }, 'is not an https:// address'],
    ['not there', { url: 'gone.exe' }, 'answers 404: it is not there'],
  ])('%s is refused, and nothing of it is kept', async (_what, more, word) => {
    feed.offers('0.13.0', more);
    const made = desk();
    await made.look(settings);
    expect(await made.download(settings)).toContain(word);
    expect([made.standing(settings).state, kept()]).toEqual(['idle', []]);
    made.install();
    expect(started).toEqual([]);
  });

  test('whose signature is not taken is refused with why, and not kept', async () => {
    feed.offers('0.13.0');
    const made = desk({ signatureFault: async () => 'The installer is not taken: it is not signed' });
    await made.look(settings);
    expect(await made.download(settings)).toBe('The installer is not taken: it is not signed');
    expect([made.standing(settings), kept()]).toEqual([
      expect.objectContaining({ state: 'idle', word: expect.stringContaining('not signed') as string }),
      [],
    ]);
  });

  test('a copy that can never be updated from here downloads nothing, and says why', async () => {
    feed.offers('0.13.0');
    const made = desk({ cannot: async () => 'This copy runs from its sources' });
    await made.look(settings);
    expect(await made.download(settings)).toBe('This copy runs from its sources');
    expect(feed.asked.map(({ path }) => path)).toEqual(['/updates/latest.yml']);
  });

  test('tells its progress, can be ended, and begins again', async () => {
    const name = feed.offers('0.13.0');
    let goOn = (): void => undefined;
    const held = new Promise<void>((going) => (goOn = going));
    feed.files.set(`/updates/${name}`, (_request, response) => {
      response.writeHead(200, { 'content-length': INSTALLER.length });
      response.write(INSTALLER.subarray(0, 1_000));
      void held.then(() => response.end(INSTALLER.subarray(1_000)));
    });
    const made = desk();
    await made.look(settings);
    const fetched = made.download(settings);
    await expect.poll(() => made.standing(settings).progress).toEqual({ done: 1_000, total: INSTALLER.length });
    expect([await made.look(settings), await made.download(settings)]).toEqual([
      'A look or a download is under way',
      'A look or a download is under way',
    ]);
    made.cancel();
    expect(await fetched).toBe('The download was ended; nothing of it is kept');
    expect([made.standing(settings).state, kept()]).toEqual(['idle', []]);
    goOn();
    expect([await made.download(settings), made.standing(settings).state]).toEqual([null, 'ready']);
  });

  test('other settings forget it', async () => {
    feed.offers('0.13.0');
    const made = desk();
    await made.look(settings);
    await made.download(settings);
    const other = { ...settings, feed: `${feed.address}/other` };
    expect(await made.check('0.13.0', other)).toBe('There is no checked installer: download it first');
    made.install();
    expect(started).toEqual([]);
  });

  test('a look that finds nothing newer any more gives the room back', async () => {
    feed.offers('0.13.0');
    const made = desk();
    await made.look(settings);
    await made.download(settings);
    expect(kept()).toHaveLength(1);
    feed.offers('0.12.0');
    await made.look(settings);
    expect(kept()).toEqual([]);
  });
});

describe('the last look before it is started', () => {
  const ready = async (parts: Partial<UpdateParts> = {}) => {
    feed.offers('0.13.0');
    const made = desk(parts);
    await made.look(settings);
    expect(await made.download(settings)).toBeNull();
    return made;
  };

  test('refuses a file that was changed since', async () => {
    const made = await ready();
    writeFileSync(join(folder, kept()[0] ?? ''), 'something else');
    expect(await made.check('0.13.0', settings)).toBe('The installer was changed since it was fetched: it is not taken');
    made.install();
    expect([started, kept(), made.standing(settings).state]).toEqual([[], [], 'idle']);
  });

  test('refuses a file that is gone', async () => {
    const made = await ready();
    rmSync(join(folder, kept()[0] ?? ''));
    expect(await made.check('0.13.0', settings)).toContain('was changed since');
  });

  test('refuses another version than the one that was asked for', async () => {
    const made = await ready();
    expect(await made.check('0.14.0', settings)).toBe('The installer that is here is of 0.13.0');
    expect(await made.check('0.13.0', settings)).toBeNull();
  });

  test('refuses a signature that Windows trusts no more', async () => {
    let looks = 0;
    const made = await ready({ signatureFault: async () => ((looks += 1) > 1 ? 'The installer is not taken: revoked' : null) });
    expect(await made.check('0.13.0', settings)).toBe('The installer is not taken: revoked');
    made.install();
    expect(started).toEqual([]);
  });
});
