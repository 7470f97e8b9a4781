import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundTerminal } from '#shared/ipc';
import { messageOf } from '#shared/lib';
import type { Clock, Mt5Setup } from '#ports';
import { replaceFileSoon } from '../../files/index.ts';

const EA_FILE = 'MikrobotBridge.mq5';
/** Folders that are looked at, at most. */
const FOLDERS_MAX = 50;

export type Mt5SetupOptions = {
  /** The Expert Advisor as this cockpit ships it. */
  readonly source: string;
  /** Where MetaTrader keeps its data folders (%APPDATA%\MetaQuotes\Terminal); null where there is no such place. */
  readonly terminals: string | null;
  /** Data folders that are somewhere else: portable installations. */
  readonly folders: readonly string[];
  readonly clock: Clock;
  /** Null: there is no clipboard here; the text says where the token is instead. */
  readonly clipboard: ((text: string) => Promise<void>) | null;
  readonly token: string;
  readonly tokenIsIn: string;
};

/** What cannot be done, and the remedy. */
export class SetupFault extends Error {}

export const mt5Setup = (options: Mt5SetupOptions): Mt5Setup => new Setup(options);

class Setup implements Mt5Setup {
  readonly #options: Mt5SetupOptions;

  constructor(options: Mt5SetupOptions) {
    this.#options = options;
  }

  async find(): Promise<readonly FoundTerminal[]> {
    const ours = await this.#source();
    const found: FoundTerminal[] = [];
    for (const folder of await this.#folders()) {
      if (!(await isFolder(join(folder, 'MQL5')))) continue;
      const there = await contentOf(join(folder, 'MQL5', 'Experts', EA_FILE));
      const ea = there === null ? 'absent' : there.equals(ours) ? 'current' : 'other';
      found.push({ id: idOf(folder), folder, origin: await originOf(folder), ea, version: versionIn(there) });
    }
    return found;
  }

  async install(id: string): Promise<{ readonly path: string; readonly backup: string | null }> {
    const ours = await this.#source();
    const folder = (await this.#folders()).find((one) => idOf(one) === id);
    if (folder === undefined || !(await isFolder(join(folder, 'MQL5'))))
      throw new SetupFault('This data folder is not there any more: look for the terminals again.');
    const experts = join(folder, 'MQL5', 'Experts');
    const path = join(experts, EA_FILE);
    try {
      await mkdir(experts, { recursive: false }).catch(ifThere);
      const there = await contentOf(path);
      if (there?.equals(ours) === true) return { path, backup: null };
      const backup =
        there === null ? null : `${path}.${new Date(this.#options.clock.wallMs()).toISOString().replaceAll(/[:.]/g, '-')}.bak`;
      if (backup !== null) await copyFile(path, backup);
      // Written beside and moved, so that MetaEditor never sees half a file.
      await writeFile(`${path}.new`, ours);
      try {
        await replaceFileSoon(`${path}.new`, path);
      } catch (error) {
        if (backup !== null) await rm(backup, { force: true });
        throw error;
      }
      return { path, backup };
    } catch (error) {
      throw new SetupFault(`${EA_FILE} could not be written to ${experts}: ${messageOf(error)}`);
    }
  }

  async copyToken(): Promise<void> {
    const { clipboard, token, tokenIsIn } = this.#options;
    if (clipboard === null) throw new SetupFault(`There is no clipboard here: the token is bridgeToken in ${tokenIsIn}.`);
    await clipboard(token);
  }

  async #source(): Promise<Buffer> {
    const content = await contentOf(this.#options.source);
    if (content === null)
      throw new SetupFault(
        `The Expert Advisor is missing from this installation (${this.#options.source}): install the cockpit again.`,
      );
    return content;
  }

  async #folders(): Promise<readonly string[]> {
    const { terminals, folders } = this.#options;
    const known = terminals === null ? [] : await readdir(terminals, { withFileTypes: true }).catch(() => []);
    const own = known.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
    return [...folders, ...own].slice(0, FOLDERS_MAX);
  }
}

const idOf = (folder: string): string => createHash('sha256').update(folder).digest('hex').slice(0, 16);
const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
const contentOf = (path: string): Promise<Buffer | null> => readFile(path).catch(() => null);

/** The version that a source of the Expert Advisor says it is. MetaEditor may have saved it as UTF-16. */
function versionIn(source: Buffer | null): string | null {
  const text = source?.toString('latin1').replaceAll('\0', '') ?? '';
  return /#define\s+EA_VERSION\s+"(\d+(?:\.\d+){1,3})"/.exec(text)?.[1]?.slice(0, 20) ?? null;
}

function ifThere(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}

/** `origin.txt` is written by the terminal: UTF-16 with a mark, on old ones UTF-8. */
async function originOf(folder: string): Promise<string> {
  const content = await contentOf(join(folder, 'origin.txt'));
  if (content === null) return folder;
  const isWide = content[0] === 0xff && content[1] === 0xfe;
  return (
    content
      .toString(isWide ? 'utf16le' : 'utf8')
      .replace(/^\uFEFF/, '')
      .trim()
      .slice(0, 300) || folder
  );
}
