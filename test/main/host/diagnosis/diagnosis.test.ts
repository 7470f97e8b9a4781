import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CLOCK_SOUND } from '#shared/domain';
import { NOT_BEFORE_MS, VERSION } from '#main/host/version.ts';
import { clockCheck } from '#main/host/diagnosis/clock.ts';
import { diagnose } from '#main/host/diagnosis/diagnose.ts';
import { spaceCheck, speedFound, writeCheck } from '#main/host/diagnosis/disk.ts';
import { folderChecks, otherFolder } from '#main/host/diagnosis/folder.ts';
import { mt5Checks } from '#main/host/diagnosis/mt5.ts';
import { portCheck } from '#main/host/diagnosis/ports.ts';
import { withoutSecrets, writeBundle } from '#main/host/diagnosis/support-bundle.ts';
import { diagnosisText } from '#main/host/diagnosis/text.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'diagnosis-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const door = (port: number) => ({ id: 'port-http', title: 'HTTP', host: '127.0.0.1', port, option: '--http' });

describe('a look at this PC', () => {
  test('makes nothing where nothing is, and says that a start would', async () => {
    const data = join(folder, 'not', 'there');
    const checks = await diagnose({
      ...{ dataDir: data, setup: { find: async () => [] }, isMt5: false, clock: null, wallMs: NOT_BEFORE_MS + 1 },
      doors: [{ ...door(0), isOurs: false }],
    });
    expect(readdirSync(folder)).toEqual([]);
    expect(checks.find(({ id }) => id === 'folder')).toMatchObject({ state: 'warn', remedy: 'A start makes it.' });
    expect(checks.find(({ id }) => id === 'disk-write')?.state).not.toBe('bad');
  });

  test('goes on where one look fails, which is unknown and not well', async () => {
    const checks = await diagnose({
      ...{ dataDir: folder, isMt5: true, clock: CLOCK_SOUND, wallMs: NOT_BEFORE_MS + 1, doors: [] },
      setup: { find: () => Promise.reject(new Error('no access')) },
    });
    expect(checks.at(-1)).toMatchObject({ id: 'mt5', state: 'unknown', found: expect.stringContaining('no access') });
  });

  test('a port: free, taken, our own', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const states = [await portCheck(door(port), false), await portCheck(door(port), true)];
    server.close();
    await once(server, 'close');
    states.push(await portCheck(door(port), false));
    expect(states.map(({ state, found }) => [state, found])).toEqual([
      ['bad', `127.0.0.1:${port} is taken by another program`],
      ['good', `127.0.0.1:${port}, this cockpit listens there`],
      ['good', `127.0.0.1:${port} is free`],
    ]);
    expect(states[0]?.remedy).toContain('--http 127.0.0.1:PORT');
  });

  test('the disk: its room, and a page that takes long', async () => {
    expect((await spaceCheck(folder)).found).toMatch(/^\d+\.\d GB are free$/);
    await expect(writeCheck(folder)).resolves.toMatchObject({
      id: 'disk-write',
      found: expect.stringContaining('a page is safe'),
    });
    expect(readdirSync(folder), 'nothing is left').toEqual([]);
    expect([speedFound([1, 2, 200]).state, speedFound([60, 60, 1]).state]).toEqual(['good', 'warn']);
  });

  test.each([
    [NOT_BEFORE_MS - 1, CLOCK_SOUND, 'bad'],
    [NOT_BEFORE_MS, { ...CLOCK_SOUND, trusted: false, offsetMs: 3_600_000, doubt: 'stepped' as const }, 'bad'],
    [NOT_BEFORE_MS, CLOCK_SOUND, 'good'],
    [NOT_BEFORE_MS, null, 'unknown'],
  ])('the clock at %d', (wall, standing, state) => expect(clockCheck(wall, 'UTC', standing).state).toBe(state));

  test.each([
    ['C:\\Users\\A\\AppData\\Local\\Mikrobot Cockpit', ['good', 'good', 'unknown']],
    ['C:\\Users\\A\\AppData\\Roaming\\Mikrobot Cockpit', ['good', 'warn', 'unknown']],
    ['C:\\Users\\A\\OneDrive\\bot', ['good', 'bad', 'unknown']],
    ['D:\\bot', ['warn', 'good', 'unknown']],
  ])('on Windows, %s', (at, states) => {
    const home = 'C:\\Users\\A';
    const env = {
      USERPROFILE: home,
      APPDATA: `${home}\\AppData\\Roaming`,
      LOCALAPPDATA: `${home}\\AppData\\Local`,
      OneDrive: `${home}\\OneDrive`,
    };
    expect(folderChecks(at, { platform: 'win32', env }).map(({ state }) => state)).toEqual(states);
  });

  test('two folders that hold data are told, and a folder of one’s own has nothing to do with them', () => {
    const places = { usual: join(folder, 'Local'), former: join(folder, 'Roaming') };
    const told = (): readonly (string | undefined)[] => Object.values(places).map((at) => otherFolder(at, places)[0]?.state);
    mkdirSync(places.former);
    writeFileSync(join(places.former, 'config.json'), '{}');
    expect(told()).toEqual([undefined, undefined]);
    mkdirSync(places.usual);
    writeFileSync(join(places.usual, 'config.json'), '{}');
    expect([told(), otherFolder(folder, places)]).toEqual([['warn', 'warn'], []]);
  });

  test('MetaTrader: none, an old Expert Advisor, the right one', async () => {
    const found =
      (ea: 'current' | 'other' | 'absent', version: string | null = null) =>
      async () => [{ id: 'a', folder: 'C:\\A', origin: 'C:\\MT5', ea, version }];
    const state = async (find: Parameters<typeof mt5Checks>[0]['find'], isWanted: boolean) =>
      (await mt5Checks({ find }, isWanted))[0]?.state;
    const none = async () => [];
    expect(
      await Promise.all([
        state(none, true),
        state(none, false),
        state(found('other'), true),
        state(found('absent'), false),
        state(found('current'), true),
      ]),
    ).toEqual(['bad', 'unknown', 'bad', 'warn', 'good']);
    const [old] = await mt5Checks({ find: found('other', '0.9.1') }, true);
    expect(old?.found).toContain(`has another Expert Advisor (0.9.1) than this cockpit's (${VERSION})`);
  });
});

test('the text counts what is wrong and names what to do', () => {
  const text = diagnosisText(
    [{ name: 'Node', value: '24' }],
    [
      { id: 'a', title: 'Disk', state: 'bad', found: 'full', remedy: 'Make room.' },
      { id: 'b', title: 'Clock', state: 'good', found: 'right', remedy: null },
    ],
  );
  expect(text).toBe(
    ['Node: 24', '', 'PROBLEM  Disk: full', '         Make room.', 'ok       Clock: right', '', '1 problem, 0 warnings'].join(
      '\n',
    ),
  );
});

describe('the file for the person who helps', () => {
  const secrets = ['hmac-0123456789', 'quo"te\\d-secret', 'short'];

  test('holds no secret, however it was written', () => {
    const hidden = [
      'a hmac-0123456789 b',
      JSON.stringify({ token: 'quo"te\\d-secret' }),
      `https://x/?a=${encodeURIComponent('quo"te\\d-secret')}`,
      'smtps://me:pass-word@mail.example/',
      'http://127.0.0.1:8000/#token=abcDEF-123',
      'authorization: Bearer mk_abcdefghijklmnopqrstuvwx',
    ].map((text) => withoutSecrets(text, secrets));
    expect(hidden).toEqual([
      'a [redacted] b',
      '{"token":"[redacted]"}',
      'https://x/?a=[redacted]',
      'smtps://me:[redacted]@mail.example/',
      'http://127.0.0.1:8000/#token=[redacted]',
      'authorization: Bearer [redacted]',
    ]);
    expect(withoutSecrets('a short word', secrets), 'a word of the language is left').toBe('a short word');
  });

  test('is one zip in the data folder, every part cleaned', () => {
    const file = writeBundle(folder, 'support-1', { 'log.jsonl': 'said hmac-0123456789', 'status.json': '{}' }, secrets);
    const parts = unzipSync(readFileSync(file));
    expect([file, Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, strFromU8(bytes)]))]).toEqual([
      join(folder, 'support', 'support-1.zip'),
      { 'log.jsonl': 'said [redacted]', 'status.json': '{}' },
    ]);
    expect(readFileSync(file).includes('hmac-0123456789')).toBe(false);
  });
});
