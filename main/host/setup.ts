import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { mt5Setup } from '../adapters/mt5-setup/index.ts';
import type { Config } from '#shared/config';
import type { Clock, Mt5Setup } from '#ports';
import type { CockpitOptions } from './options.ts';

const EA_FILE = 'MikrobotBridge.mq5';

/** The Expert Advisor lies beside the program: under assets in a working copy, under resources in an installed cockpit. */
function eaSource(): string {
  const { resourcesPath } = process as { readonly resourcesPath?: string };
  const installed = resourcesPath === undefined ? null : join(resourcesPath, 'mql5', EA_FILE);
  return installed !== null && existsSync(installed)
    ? installed
    : join(import.meta.dirname, '..', '..', 'assets', 'mql5', EA_FILE);
}

/** Where the Expert Advisor is taken from, and where MetaTrader keeps its terminals (null: not on this system). */
export function setupPlaces(): { readonly source: string; readonly terminals: string | null } {
  const roaming = process.env['APPDATA'];
  return { source: eaSource(), terminals: roaming === undefined ? null : join(roaming, 'MetaQuotes', 'Terminal') };
}

export function setupOf({ dataDir, secrets, clipboard }: CockpitOptions, { mt5 }: Config, clock: Clock): Mt5Setup {
  return mt5Setup({
    ...setupPlaces(),
    folders: mt5.dataFolders,
    clock,
    clipboard: clipboard ?? null,
    token: secrets.bridgeToken,
    tokenIsIn: join(dataDir, 'secrets.json'),
  });
}
