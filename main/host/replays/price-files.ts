import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PriceFile, PriceQuality, Refusal, Request, RowAsk } from '#shared/ipc';
import { ok, type Result } from '#shared/lib';
import { replaceFileSoon } from '../../files/index.ts';
import { refused } from './refused.ts';

const FILES_MAX = 200;
const PART = '.part';

type Look = NonNullable<PriceFile['look']>;
type Coming = { readonly size: number; received: number };

/** Price files in a folder of their own. What comes in is written as it comes; a file is there once it is whole. */
export class PriceFiles {
  readonly folder: string;
  readonly #coming = new Map<string, Coming>();
  #areRestsGone = false;
  /** What was found out, of the file as it was then. */
  readonly #looks = new Map<string, { readonly of: string; readonly look: Look }>();

  constructor(folder: string) {
    this.folder = folder;
  }

  async list(): Promise<PriceFile[]> {
    const files: PriceFile[] = [];
    for (const name of (await this.#names()).slice(0, FILES_MAX)) {
      const about = await stat(join(this.folder, name)).catch(() => null);
      if (about?.isFile() !== true) continue;
      const known = this.#looks.get(name);
      const of = stampOf(about);
      files.push({ name, bytes: about.size, at: Math.floor(about.mtimeMs), look: known?.of === of ? known.look : null });
    }
    return files.sort((a, b) => b.at - a.at || (a.name < b.name ? -1 : 1));
  }

  async has(name: string): Promise<boolean> {
    return (await this.#names()).includes(name);
  }

  /** Kept until the file is another one. */
  async looked(name: string, rows: RowAsk, found: PriceQuality | readonly string[]): Promise<void> {
    const about = await stat(join(this.folder, name)).catch(() => null);
    if (about === null) return;
    const look = 'symbol' in found ? { rows, quality: found, problem: null } : { rows, quality: null, problem: found.join('\n') };
    this.#looks.set(name, { of: stampOf(about), look });
  }

  /** The next part. One that does not go on where the last one ended is refused, and the file begins again. */
  async add({ name, size, offset, data }: Request<'replay.upload'>): Promise<Result<{ received: number }, Refusal>> {
    const bytes = Buffer.from(data, 'base64');
    if (offset === 0) {
      const stands = await this.#whyNot(name);
      if (stands !== null) return stands;
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await rm(this.#draft(name), { force: true });
      this.#coming.set(name, { size, received: 0 });
    }
    const coming = this.#coming.get(name);
    if (coming === undefined || coming.size !== size || coming.received !== offset || offset + bytes.length > size) {
      this.#coming.delete(name);
      await rm(this.#draft(name), { force: true });
      return refused('setup_failed', `${name}: its parts do not follow each other; begin again`);
    }
    coming.received = offset + bytes.length;
    await this.#append(name, bytes);
    if (coming.received < size) return ok({ received: coming.received });
    this.#coming.delete(name);
    await replaceFileSoon(this.#draft(name), join(this.folder, name));
    return ok({ received: size });
  }

  async remove(name: string): Promise<Result<null, Refusal>> {
    if (!(await this.has(name))) return refused('not_found', `There is no file ${name} any more`);
    await rm(join(this.folder, name), { force: true });
    this.#looks.delete(name);
    return ok(null);
  }

  async #whyNot(name: string): Promise<Result<never, Refusal> | null> {
    const names = await this.#names();
    const same = names.find((one) => one.toLowerCase() === name.toLowerCase());
    if (same !== undefined)
      return refused('name_taken', `There is a file ${same} already: remove it first, or give this one another name`);
    return names.length < FILES_MAX ? null : refused('setup_failed', `${FILES_MAX} files are kept: remove one first`);
  }

  async #append(name: string, bytes: Buffer): Promise<void> {
    try {
      const out = await open(this.#draft(name), 'a', 0o600);
      try {
        await out.appendFile(bytes);
      } finally {
        await out.close();
      }
    } catch (error) {
      this.#coming.delete(name);
      await rm(this.#draft(name), { force: true }).catch(() => undefined);
      throw error;
    }
  }

  #draft = (name: string): string => join(this.folder, `${name}${PART}`);

  async #names(): Promise<readonly string[]> {
    const entries = await readdir(this.folder, { withFileTypes: true }).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    });
    const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    if (!this.#areRestsGone) {
      // What a window or a cockpit that went away did not send to its end.
      this.#areRestsGone = true;
      for (const name of names.filter((one) => one.endsWith(PART))) await rm(join(this.folder, name), { force: true });
    }
    return names.filter((name) => !name.endsWith(PART));
  }
}

const stampOf = ({ size, mtimeMs }: { readonly size: number; readonly mtimeMs: number }): string => `${size} ${mtimeMs}`;
