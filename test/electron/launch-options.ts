import { fileURLToPath } from 'node:url';
import { root } from '#main/launcher/project.mjs';
import { findTestElectron } from './standin.ts';

export interface ElectronLaunchOptions {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
}

const polyfill = fileURLToPath(new URL('polyfill.cjs', import.meta.url));

/**
 * What `_electron.launch` needs to open the built cockpit (dist/desktop, dist/renderer) here:
 * `await _electron.launch(electronLaunchOptions({ args: ['--data', folder] }))`.
 */
export function electronLaunchOptions(
  extra: { args?: string[]; env?: Record<string, string>; app?: string; preload?: string[] } = {},
): ElectronLaunchOptions {
  const electron = findTestElectron();
  if (electron === undefined) throw new Error('no Electron here: run `node test/electron/provision.mjs` first');
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const inherited = Object.entries(process.env).filter(([name, value]) => value !== undefined && name !== 'ELECTRON_RUN_AS_NODE');
  return {
    executablePath: electron.path,
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      ...(electron.official ? [] : ['-r', polyfill]),
      ...(extra.preload ?? []).flatMap((module) => ['-r', module]),
      extra.app ?? root,
      ...(extra.args ?? []),
    ],
    env: { ...(Object.fromEntries(inherited) as Record<string, string>), ...extra.env },
  };
}
