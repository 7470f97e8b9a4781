import { NsisUpdater } from 'electron-updater/out/NsisUpdater.js';
import type { Log, UpdateSettings } from '#ports';
import { INSTALLERS } from './installers.ts';
import { FetchExecutor, type Fetch } from './fetch-executor.ts';
import { UpdateFault } from './update-fault.ts';

export type UpdaterParts = {
  readonly version: string;
  /** Installers are kept below it until they are installed. */
  readonly cacheDir: string;
  readonly fetch: Fetch;
  /** Why this file is not taken, by its signature; null: it is signed as the running copy. */
  readonly signatureFault: (file: string) => Promise<string | null>;
  readonly log: Log;
};

/** electron-updater for Windows, told to do nothing by itself, with our network and our look at signatures. */
class CockpitUpdater extends NsisUpdater {
  constructor({ version, cacheDir, fetch, signatureFault, log }: UpdaterParts) {
    super(null, {
      version,
      name: 'Mikrobot Cockpit',
      isPackaged: true,
      appUpdateConfigPath: '',
      userDataPath: cacheDir,
      baseCachePath: cacheDir,
      whenReady: () => Promise.resolve(),
      relaunch: () => undefined,
      quit: () => undefined,
      onQuit: () => undefined,
    });
    this.logger = loggerOf(log);
    this.autoDownload = false;
    this.autoInstallOnAppQuit = false;
    this.autoRunAppAfterInstall = false;
    this.disableWebInstaller = true;
    this.disableDifferentialDownload = true;
    this.isUserWithinRollout = () => true;
    this.verifyUpdateCodeSignature = async (_publishers, file) => {
      const fault = await signatureFault(file);
      if (fault !== null) throw new UpdateFault(fault);
      return null;
    };
    // What is not in its types, and comes from files beside an installed program otherwise. The check of the signature is left out where
    // no publisher is named; the name itself is not used, as the running copy says whose signature is taken.
    Object.defineProperties(this, {
      httpExecutor: { value: new FetchExecutor(fetch) },
      configOnDisk: {
        value: { value: Promise.resolve({ updaterCacheDirName: INSTALLERS, publisherName: ['that of this copy'] }) },
      },
      stagingUserIdPromise: { value: { value: Promise.resolve('none') } },
      _testOnlyOptions: { value: { platform: 'win32' } },
    });
  }
}

/** An updater that asks this feed. `onProgress`: bytes. */
export function updaterFor(
  { feed, channel }: UpdateSettings & { readonly feed: string },
  parts: UpdaterParts,
  onProgress: (done: number, total: number) => void,
): NsisUpdater {
  const updater = new CockpitUpdater(parts);
  updater.setFeedURL({ provider: 'generic', url: feed });
  updater.channel = channel === 'beta' ? 'beta' : 'latest';
  // To choose a channel allows older versions, says electron-updater. Here nothing does.
  updater.allowDowngrade = false;
  updater.on('download-progress', ({ transferred, total }) => onProgress(transferred, total));
  return updater;
}

function loggerOf(log: Log): { info(told: unknown): void; warn(told: unknown): void; error(told: unknown): void } {
  const write = (level: 'debug' | 'warn') => (told: unknown) =>
    log.write(level, 'updates', { detail: String(told).slice(0, 500) });
  return { info: write('debug'), warn: write('warn'), error: write('warn') };
}
