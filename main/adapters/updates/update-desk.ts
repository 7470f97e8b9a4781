import { CancellationError, CancellationToken } from 'builder-util-runtime';
import type { NsisUpdater } from 'electron-updater/out/NsisUpdater.js';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { OfferedUpdate, UpdateDesk, UpdateSettings, UpdateStanding } from '#ports';
import type { UpdaterParts } from './cockpit-updater.ts';
import { INSTALLERS } from './installers.ts';
import { offeredBy, type Comparable } from './offered.ts';
import { plainReason } from './update-fault.ts';

export type UpdateParts = UpdaterParts & {
  /** Why this copy can never be updated from here; null: it can. */
  readonly cannot: () => Promise<string | null>;
  readonly nowMs: () => number;
  /** Ends the cockpit in order; the installer is started when the run is sealed. */
  readonly leave: (installer: string) => void;
};

const OFF = 'No feed is configured: nobody is asked for newer versions';
const BUSY = 'A look or a download is under way';
const NOTHING: UpdateStanding = { state: 'idle', lookedAt: null, offered: null, progress: null, word: null };
const keyOf = ({ feed, channel }: UpdateSettings): string => `${channel} ${feed ?? ''}`;

/** An installer, and what it hashed to when its hash and signature had just been looked at. */
type Fetched = { readonly path: string; readonly digest: string };

/** SHA-256 of a file; null where it cannot be read. */
async function digestOf(file: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
    return hash.digest('hex');
  } catch {
    return null;
  }
}

/** One look, one download at a time. What was found with other settings is forgotten. */
class FeedDesk implements UpdateDesk {
  readonly #parts: UpdateParts;
  #now: UpdateStanding = NOTHING;
  #key = '';
  #updater: NsisUpdater | null = null;
  #file: Fetched | null = null;
  #token: CancellationToken | null = null;

  constructor(parts: UpdateParts) {
    this.#parts = parts;
  }

  standing(settings: UpdateSettings): UpdateStanding {
    this.#follow(settings);
    return this.#now;
  }

  async look(settings: UpdateSettings): Promise<string | null> {
    this.#follow(settings);
    const { feed } = settings;
    if (feed === null) return OFF;
    if (this.#isBusy) return BUSY;
    const key = this.#key;
    this.#now = { ...NOTHING, state: 'looking', lookedAt: this.#now.lookedAt };
    this.#file = null;
    let [offered, word]: [OfferedUpdate | null, string | null] = [null, null];
    let updater: NsisUpdater | null = null;
    try {
      // Loaded with the first look, so that no start waits for it.
      const { updaterFor } = await import('./cockpit-updater.ts');
      updater = updaterFor({ ...settings, feed }, this.#parts, (done, total) => this.#progressed(done, total));
      const answer = await updater.checkForUpdates();
      const told = offeredBy(answer?.updateInfo, settings.channel, updater.currentVersion as Comparable);
      if (typeof told === 'string') word = told;
      else if (answer?.isUpdateAvailable === true) offered = told;
      else word = `The feed has ${told.version}, which needs a newer Windows than this`;
      if (offered === null) await this.#forgetInstallers();
    } catch (error) {
      word = plainReason(error);
    }
    if (key !== this.#key) return null;
    this.#updater = updater;
    this.#now = { ...NOTHING, lookedAt: this.#parts.nowMs(), offered, word };
    return null;
  }

  async download(settings: UpdateSettings): Promise<string | null> {
    this.#follow(settings);
    if (this.#isBusy) return BUSY;
    const updater = this.#updater;
    const { offered } = this.#now;
    if (updater === null || offered === null) return 'Nothing newer is offered: look first';
    if (this.#now.state === 'ready') return null;
    const key = this.#key;
    this.#now = { ...this.#now, state: 'downloading', progress: { done: 0, total: offered.bytes ?? 0 }, word: null };
    const token = new CancellationToken();
    this.#token = token;
    const [file, word] = await this.#fetched(updater, token);
    this.#token = null;
    if (key !== this.#key) return null;
    this.#file = file;
    this.#now = { ...this.#now, state: file === null ? 'idle' : 'ready', progress: null, word };
    return word;
  }

  cancel(): void {
    this.#token?.cancel();
  }

  async check(version: string, settings: UpdateSettings): Promise<string | null> {
    this.#follow(settings);
    const [file, key] = [this.#file, this.#key];
    if (this.#now.state !== 'ready' || file === null) return 'There is no checked installer: download it first';
    if (this.#now.offered?.version !== version)
      return `The installer that is here is of ${this.#now.offered?.version ?? 'no version'}`;
    this.#now = { ...this.#now, state: 'checking' };
    // It has lain on the disk since: it still has to be what the feed named and what the publisher signed.
    const isSame = (await digestOf(file.path)) === file.digest;
    const word = isSame
      ? await this.#parts.signatureFault(file.path)
      : 'The installer was changed since it was fetched: it is not taken';
    if (key !== this.#key) return 'The feed was changed meanwhile: look once more';
    this.#now = { ...this.#now, state: word === null ? 'ready' : 'idle', word };
    if (word === null) return null;
    this.#file = null;
    await this.#forgetInstallers();
    return word;
  }

  install(): void {
    if (this.#file !== null) this.#parts.leave(this.#file.path);
  }

  async #fetched(updater: NsisUpdater, token: CancellationToken): Promise<readonly [Fetched | null, string | null]> {
    try {
      const cannot = await this.#parts.cannot();
      if (cannot !== null) return [null, cannot];
      const [path] = await updater.downloadUpdate(token);
      const digest = path === undefined ? null : await digestOf(path);
      return path === undefined || digest === null ? [null, 'Nothing was fetched'] : [{ path, digest }, null];
    } catch (error) {
      if (error instanceof CancellationError) return [null, 'The download was ended; nothing of it is kept'];
      return [null, plainReason(error)];
    }
  }

  get #isBusy(): boolean {
    return this.#now.state === 'looking' || this.#now.state === 'downloading' || this.#now.state === 'checking';
  }

  #progressed(done: number, total: number): void {
    if (this.#now.state === 'downloading') this.#now = { ...this.#now, progress: { done, total } };
  }

  #follow(settings: UpdateSettings): void {
    const key = keyOf(settings);
    if (key === this.#key) return;
    this.#token?.cancel();
    this.#key = key;
    this.#updater = null;
    this.#file = null;
    this.#now = NOTHING;
  }

  /** Installers of versions that this copy has, or that were refused, take 100 MB each. */
  #forgetInstallers(): Promise<void> {
    return rm(join(this.#parts.cacheDir, INSTALLERS), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** The desk of a copy that asks a feed for newer versions. */
export const updateDesk = (parts: UpdateParts): UpdateDesk => new FeedDesk(parts);
