import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { afterPack } from '#main/packaging/after-pack.mjs';

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'fuses-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What electron-builder makes of its schema: the first eight fuses. */
const GIVEN = {
  version: FuseVersion.V1,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
};

/** A program with these fuses, all off, after electron-builder set its own through our hook. */
async function fused(count: number): Promise<string> {
  const file = join(folder, 'Cockpit.exe');
  writeFileSync(file, `MZ${SENTINEL}\u0001${String.fromCharCode(count)}${'0'.repeat(count)}end`, 'latin1');
  const packager = {
    appInfo: { productFilename: 'Cockpit' },
    signIf: async () => true,
    addElectronFuses: async (_context: unknown, _given: unknown): Promise<unknown> => undefined,
  };
  afterPack({ appOutDir: folder, packager });
  await packager.addElectronFuses({}, GIVEN);
  const said = readFileSync(file, 'latin1');
  return said.slice(said.indexOf(SENTINEL) + SENTINEL.length + 2, -3);
}

test('every fuse of this Electron is set, also the one that electron-builder does not know', async () => {
  expect(await fused(9)).toBe('010011001');
});

test('a fuse that nobody set ends the build', async () => {
  await expect(fused(10)).rejects.toThrow(/10 fuses but you only provided a config for 9/);
});
