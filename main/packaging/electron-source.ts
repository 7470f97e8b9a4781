import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { DistFault } from './dist-fault.ts';

export type ElectronSource = {
  /** A zip or an unpacked folder; undefined: the packager downloads and checks it. */
  readonly path: string | undefined;
  /** SHA-256 of the official zip. */
  readonly sha256: string | undefined;
};

export type ElectronAsked = {
  readonly root: string;
  readonly version: string;
  readonly platform: NodeJS.Platform;
  /** What the user named. */
  readonly named: string | undefined;
  /** The official binary that `npm start` uses, where it is installed. */
  readonly installed: string | undefined;
  /** Why nothing can be downloaded here, or undefined. */
  readonly blocked: () => Promise<string | undefined>;
};

const sha256Of = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** The hash that Electron's own package states for its Windows zip. */
function statedHash(root: string, zip: string): string {
  const file = join(root, 'node_modules', 'electron', 'checksums.json');
  const hash = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')))[zip];
  if (hash === undefined) throw new DistFault(`${file} has no hash of ${zip}`);
  return hash;
}

function checkedZip(path: string, zip: string, sha256: string): ElectronSource {
  const found = sha256Of(path);
  if (found !== sha256) throw new DistFault(`${path} is not ${zip}: its SHA-256 is ${found}, and not ${sha256}`);
  return { path, sha256 };
}

function checkedFolder(path: string, version: string): ElectronSource {
  const file = join(path, 'version');
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined;
  if (found !== version || !existsSync(join(path, 'electron.exe')))
    throw new DistFault(`${path} is not Electron ${version} for Windows unpacked (version: ${found ?? 'no such file'})`);
  return { path, sha256: undefined };
}

/** The Electron for Windows to build with: what was named, the one installed on Windows, or a download. Throws with what is missing. */
export async function electronSource(asked: ElectronAsked): Promise<ElectronSource> {
  const { root, version, named, installed } = asked;
  const zip = `electron-v${version}-win32-x64.zip`;
  const sha256 = statedHash(root, zip);
  if (named !== undefined) {
    if (!existsSync(named)) throw new DistFault(`there is no ${named}`);
    if (!statSync(named).isDirectory()) return checkedZip(named, zip, sha256);
    const inside = join(named, zip);
    return existsSync(inside) ? checkedZip(inside, zip, sha256) : checkedFolder(named, version);
  }
  if (asked.platform === 'win32' && installed !== undefined && basename(installed) === 'electron.exe')
    return checkedFolder(dirname(installed), version);
  const blocked = await asked.blocked();
  if (blocked === undefined) return { path: undefined, sha256 };
  throw new DistFault(
    `Electron ${version} for Windows is missing: ${blocked}. Download ${zip} from ` +
      `https://github.com/electron/electron/releases/tag/v${version} and name it: npm run dist -- --electron FILE`,
  );
}
