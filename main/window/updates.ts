import { app, dialog, session } from 'electron/main';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { CockpitService, Log, UpdateDesk } from '#ports';
import { messageOf } from '#shared/lib';
import type { Leaving } from './leaving.ts';
import { copyFault } from './update-copy.ts';
import { lookDaily } from './update-look.ts';

/** Starts the installer and does not wait for it. What keeps it from starting is told: the cockpit is on its way out. */
async function startInstaller(file: string): Promise<void> {
  try {
    const installer = spawn(file, ['--updated'], { detached: true, stdio: 'ignore' });
    await once(installer, 'spawn');
    installer.unref();
  } catch (fault) {
    dialog.showErrorBox('The installer could not be started', `${messageOf(fault)}\n\nStart it yourself:\n${file}`);
  }
}

export type AppUpdates = {
  readonly desk: UpdateDesk;
  /** Which newer version is offered; null: none. */
  readonly offered: () => string | null;
  /** The cockpit runs, and can be ended: it may be installed from now on, and is looked for once a day. */
  begin(service: CockpitService, way: Leaving, changed: () => void): void;
};

/** What the desk needs of the program around it. */
type DeskParts = {
  readonly version: string;
  readonly program: string;
  readonly cacheDir: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly copyFault: () => string | null;
  readonly nowMs: () => number;
  readonly leave: (installer: string) => void;
  readonly log: Log;
};

/** Newer versions of this copy. */
export function appUpdates(log: Log, makeDesk: (parts: DeskParts) => UpdateDesk): AppUpdates {
  const program = process.execPath;
  let leaving: Leaving | null = null;
  let offered: string | null = null;
  const desk = makeDesk({
    version: app.getVersion(),
    program,
    cacheDir: join(process.env['LOCALAPPDATA'] ?? app.getPath('temp'), 'mikrobot-cockpit-updater'),
    // A session of its own: that of the window has no network.
    fetch: (url, init) => session.fromPartition('updates', { cache: false }).fetch(url, init),
    copyFault: () => copyFault({ isPackaged: app.isPackaged, platform: process.platform, program }),
    nowMs: () => Date.now(),
    leave: (installer) => void leaving?.now('update', () => startInstaller(installer)),
    log,
  });
  return {
    desk,
    offered: () => offered,
    begin: (service, way, changed) => {
      leaving = way;
      const found = (version: string | null): void => {
        offered = version;
        changed();
      };
      lookDaily({ service, log, after: (ms, act) => void setTimeout(act, ms), found });
    },
  };
}
