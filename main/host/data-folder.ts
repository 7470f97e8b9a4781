import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where a cockpit without a window keeps its data: the platform's own folder for it. */
export function userDataFolder(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env): string {
  const home = homedir();
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Mikrobot Cockpit');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Mikrobot Cockpit');
  return join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'Mikrobot Cockpit');
}
