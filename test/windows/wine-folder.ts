import { join } from 'node:path';
import { cacheFolder } from '../electron/standin.ts';

/** What the parts `windows` and `installer` of the suite are given once and keep: a Debian with wine, a clean disk C:, Windows programs. */
export const wineFolder = join(cacheFolder, 'windows');
export const WINE = '/usr/lib/wine/wine64';
