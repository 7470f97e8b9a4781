import { homedir } from 'node:os';
import { join } from 'node:path';

const NAME = 'Mikrobot Cockpit';

/** `usual`: where the data belongs. `former`: where earlier versions kept it; null where that is the same. */
export type Places = { readonly usual: string; readonly former: string | null };

/**
 * The platform's own folder for data. On Windows the local one: a journal that is written all day has no place in a profile
 * that is copied to a server at each log-off.
 */
export function dataPlaces(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env): Places {
  const home = homedir();
  if (platform === 'win32') {
    const of = (variable: string, folder: string): string => join(env[variable] ?? join(home, 'AppData', folder), NAME);
    return { usual: of('LOCALAPPDATA', 'Local'), former: of('APPDATA', 'Roaming') };
  }
  if (platform === 'darwin') return { usual: join(home, 'Library', 'Application Support', NAME), former: null };
  return { usual: join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), NAME), former: null };
}
