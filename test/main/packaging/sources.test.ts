import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  CHECKSUMS,
  electronSource,
  isSignedProgram,
  readDistOptions,
  requireBuildTools,
  signingOf,
  writeChecksums,
} from '#main/packaging/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dist-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const blocked = (): Promise<string | undefined> => Promise.resolve('github.com cannot be reached');
const reachable = (): Promise<string | undefined> => Promise.resolve(undefined);
const ZIP = 'electron-v45.0.0-win32-x64.zip';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('Electron for Windows', () => {
  const asked = (more: Partial<Parameters<typeof electronSource>[0]> = {}): Parameters<typeof electronSource>[0] => {
    const stated = join(folder, 'node_modules', 'electron');
    mkdirSync(stated, { recursive: true });
    writeFileSync(join(stated, 'checksums.json'), JSON.stringify({ [ZIP]: sha256('the zip') }));
    return { root: folder, version: '45.0.0', platform: 'linux', named: undefined, installed: undefined, blocked, ...more };
  };

  test('a zip is taken only with the hash that Electron’s own package states, also inside a named folder', async () => {
    writeFileSync(join(folder, ZIP), 'the zip');
    const wanted = { path: join(folder, ZIP), sha256: sha256('the zip') };
    expect(await electronSource(asked({ named: join(folder, ZIP) }))).toEqual(wanted);
    expect(await electronSource(asked({ named: folder }))).toEqual(wanted);
    writeFileSync(join(folder, ZIP), 'another zip');
    await expect(electronSource(asked({ named: join(folder, ZIP) }))).rejects.toThrow(`and not ${sha256('the zip')}`);
  });

  test('a folder is taken when it is that version for Windows', async () => {
    const unpacked = join(folder, 'unpacked');
    mkdirSync(unpacked);
    writeFileSync(join(unpacked, 'version'), 'v45.0.0\n');
    await expect(electronSource(asked({ named: unpacked }))).rejects.toThrow('is not Electron 45.0.0 for Windows');
    writeFileSync(join(unpacked, 'electron.exe'), '');
    expect(await electronSource(asked({ named: unpacked }))).toEqual({ path: unpacked, sha256: undefined });
    const installed = join(unpacked, 'electron.exe');
    expect(await electronSource(asked({ platform: 'win32', installed }))).toEqual({ path: unpacked, sha256: undefined });
    writeFileSync(join(unpacked, 'version'), '44.0.0');
    await expect(electronSource(asked({ named: unpacked }))).rejects.toThrow('(version: 44.0.0)');
  });

  test('one line tells what is missing and what to download; where it can be downloaded nothing is missing', async () => {
    await expect(electronSource(asked())).rejects.toThrow(
      new RegExp(`^Electron 45.0.0 for Windows is missing: .*${ZIP}.*--electron FILE$`),
    );
    await expect(electronSource(asked({ named: join(folder, 'nowhere') }))).rejects.toThrow('there is no');
    expect(await electronSource(asked({ blocked: reachable }))).toEqual({ path: undefined, sha256: sha256('the zip') });
  });
});

describe('the signature', () => {
  const THUMB = 'a1'.repeat(20);

  test('an unsigned release is refused unless it is told', () => {
    expect(() => signingOf({}, false, 'win32')).toThrow('--unsigned');
    expect(() => signingOf({ WIN_CSC_LINK: '', COCKPIT_SIGN_SHA1: '' }, false, 'win32')).toThrow('--unsigned');
    expect(signingOf({ WIN_CSC_LINK: 'c.pfx' }, true, 'linux')).toMatchObject({
      isSigned: false,
      settings: { 'win.signExecutable': 'false' },
    });
  });

  test('by a file, or by a certificate in the store of Windows; a build that could not be signed fails', () => {
    for (const name of ['WIN_CSC_LINK', 'CSC_LINK'])
      expect(signingOf({ [name]: 'c.pfx' }, false, 'linux')).toMatchObject({
        isSigned: true,
        settings: { forceCodeSigning: 'true' },
      });
    expect(signingOf({ COCKPIT_SIGN_SHA1: `${THUMB.slice(0, 10)} ${THUMB.slice(10)}` }, false, 'win32').settings).toEqual({
      forceCodeSigning: 'true',
      'win.signtoolOptions.certificateSha1': THUMB,
    });
    expect(() => signingOf({ COCKPIT_SIGN_SHA1: THUMB }, false, 'linux')).toThrow('store of Windows');
    expect(() => signingOf({ COCKPIT_SIGN_SHA1: 'abc' }, false, 'win32')).toThrow('40 hexadecimal digits');
  });

  test('is found in a program by its certificate table', () => {
    const program = (at: number, size: number, length = 1_000): string => {
      const bytes = Buffer.alloc(length);
      bytes.write('MZ');
      bytes.writeUInt32LE(0x80, 0x3c);
      bytes.write('PE\0\0', 0x80, 'latin1');
      bytes.writeUInt16LE(0x20b, 0x80 + 24);
      bytes.writeUInt32LE(at, 0x80 + 24 + 112 + 32);
      bytes.writeUInt32LE(size, 0x80 + 24 + 112 + 36);
      const file = join(folder, 'p.exe');
      writeFileSync(file, bytes);
      return file;
    };
    expect(isSignedProgram(program(900, 100))).toBe(true);
    expect(isSignedProgram(program(0, 0))).toBe(false);
    expect(isSignedProgram(program(900, 101)), 'a table beyond the end of the file').toBe(false);
    writeFileSync(join(folder, 'p.exe'), 'no program at all');
    expect(() => isSignedProgram(join(folder, 'p.exe'))).toThrow('is not a Windows program');
  });
});

test('the installer’s compiler: downloaded, downloaded before, or named; otherwise one line says what is missing', async () => {
  const cache = join(folder, 'cache');
  const env = { ELECTRON_BUILDER_CACHE: cache, PATH: '' };
  await expect(requireBuildTools(env, 'win32', blocked)).rejects.toThrow('(NSIS) is missing');
  await requireBuildTools(env, 'win32', reachable);
  mkdirSync(join(cache, 'nsis-3'), { recursive: true });
  await requireBuildTools(env, 'win32', blocked);
  const named = {
    ELECTRON_BUILDER_NSIS_DIR: 'a',
    ELECTRON_BUILDER_NSIS_RESOURCES_DIR: 'b',
    ELECTRON_BUILDER_7ZIP_PATH: 'c',
    PATH: '',
  };
  await requireBuildTools(named, 'win32', blocked);
  await expect(requireBuildTools(named, 'linux', reachable)).rejects.toThrow('needs wine');
});

test('the command line: paths from where the user stands, an unknown option refused with the usage', () => {
  const places = { root: join(folder, 'project'), cwd: folder };
  expect(readDistOptions([], {}, places)).toEqual({
    help: false,
    unsigned: false,
    unaudited: false,
    electron: undefined,
    output: join(folder, 'project', 'release'),
  });
  expect(
    readDistOptions(
      ['--unsigned', '--unaudited', '--electron', 'e.zip', '--output', 'out'],
      { COCKPIT_ELECTRON: 'f.zip' },
      places,
    ),
  ).toEqual({
    help: false,
    unsigned: true,
    unaudited: true,
    electron: join(folder, 'e.zip'),
    output: join(folder, 'out'),
  });
  expect(readDistOptions([], { COCKPIT_ELECTRON: 'f.zip' }, places).electron).toBe(join(folder, 'f.zip'));
  expect(() => readDistOptions(['--sign'], {}, places)).toThrow(/--sign[^]*usage: npm run dist/);
});

test('the checksums are read by sha256sum, in the order of their names', async () => {
  writeFileSync(join(folder, 'b.zip'), 'b');
  writeFileSync(join(folder, 'a.exe'), 'a');
  await writeChecksums(folder, ['b.zip', 'a.exe']);
  expect(readFileSync(join(folder, CHECKSUMS), 'utf8')).toBe(`${sha256('a')}  a.exe\n${sha256('b')}  b.zip\n`);
});
