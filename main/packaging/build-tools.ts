import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { DistFault } from './dist-fault.ts';

/** electron-builder's own settings for tools that are there already. */
const NAMED = ['ELECTRON_BUILDER_NSIS_DIR', 'ELECTRON_BUILDER_NSIS_RESOURCES_DIR', 'ELECTRON_BUILDER_7ZIP_PATH'];

function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const named = env['ELECTRON_BUILDER_CACHE'];
  if (named !== undefined && named !== '') return named;
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'electron-builder', 'Cache');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'electron-builder');
  return join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'electron-builder');
}

function isCached(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('nsis'));
}

const onPath = (name: string, env: NodeJS.ProcessEnv): boolean =>
  (env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));

/** Throws, in one line, when the installer's compiler can be neither found nor downloaded; a minute of retries says less. */
export async function requireBuildTools(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  blocked: () => Promise<string | undefined>,
): Promise<void> {
  if (platform !== 'win32' && !onPath('wine', env))
    throw new DistFault('the installer writes its uninstaller by running once, which needs wine on this system');
  if (NAMED.every((name) => (env[name] ?? '') !== '') || isCached(cacheFolder(env, platform))) return;
  const reason = await blocked();
  if (reason !== undefined)
    throw new DistFault(
      `the installer's compiler (NSIS) is missing: github.com cannot be reached to download it; ${NAMED.join(', ')} can name it`,
    );
}
