import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quiet, run } from './child.mjs';
import { root, say } from './project.mjs';

const folder = join(root, 'node_modules', 'electron');
const PROBE_MS = 5_000;
const DOWNLOAD_MS = 600_000;

/** The official binary, if it has been downloaded. */
export function installedElectron() {
  try {
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Why the download server cannot be reached, or undefined: saying so at once beats a minute of retries. A mirror or proxy is taken on trust. */
export async function downloadsBlocked() {
  const { ELECTRON_MIRROR, npm_config_electron_mirror, ELECTRON_GET_USE_PROXY } = process.env;
  if (ELECTRON_MIRROR || npm_config_electron_mirror || ELECTRON_GET_USE_PROXY) return undefined;
  try {
    await fetch('https://github.com/electron/electron/releases', { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) });
    return undefined;
  } catch {
    return 'github.com cannot be reached to download it';
  }
}

/** The official Electron as `{ path }`, downloaded if need be, or `{ reason }` why it cannot be had. */
export async function obtainElectron(node) {
  const present = installedElectron();
  if (present !== undefined) return { path: present };
  const blocked = await downloadsBlocked();
  if (blocked !== undefined) return { reason: `its binary is not installed and ${blocked}` };
  say("downloading Electron's binary (about 120 MB, once) ...");
  const code = await run(node, [join(folder, 'install.js')], { stdio: quiet, timeout: DOWNLOAD_MS });
  const path = installedElectron();
  return code === 0 && path !== undefined ? { path } : { reason: 'the download of its binary failed' };
}
