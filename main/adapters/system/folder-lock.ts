import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { holdFile } from '../../files/index.ts';

/** A folder that this process holds. */
export type FolderLock = { release(): Promise<void> };
/** Something of the operating system that one process at a time can hold for a folder; null when another has it. */
type Witness = (dir: string) => Promise<FolderLock | null>;

/**
 * Holds a folder against every other process of this computer; null when one has it. Every witness of this system has to be had: two
 * cockpits on one folder trade twice, so none is trusted alone (a Windows that lets two servers make the same pipe exists: wine).
 * All are dropped by the system with the process, however that ends. Throws what the folder says where it cannot be held at all.
 */
export async function lockFolder(
  dir: string,
  witnesses: readonly Witness[] = witnessesOf(process.platform),
): Promise<FolderLock | null> {
  const held: FolderLock[] = [];
  const release = async (): Promise<void> => {
    for (const each of held.splice(0).reverse()) await each.release();
  };
  try {
    for (const witness of witnesses) {
      const lock = await witness(dir);
      if (lock === null) {
        await release();
        return null;
      }
      held.push(lock);
    }
  } catch (error) {
    await release();
    throw error;
  }
  return { release };
}

/** Systems that are not named have neither: there the lock of the journal is the only one. */
function witnessesOf(platform: NodeJS.Platform): readonly Witness[] {
  if (platform === 'win32') return [named((name) => `\\\\.\\pipe\\${name}`), file];
  return platform === 'linux' ? [named((name) => `\0${name}`)] : [];
}

/**
 * A name of the operating system (a named pipe on Windows, an abstract socket on Linux) made of the folder's own number on its disk:
 * another path to the same folder is the same name, and deleting files lifts nothing.
 */
const named =
  (addressOf: (name: string) => string): Witness =>
  async (dir) => {
    const { dev, ino } = statSync(dir, { bigint: true });
    const name = `mikrobot-cockpit-${createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 32)}`;
    const server = createServer((socket) => socket.destroy());
    if (!(await isListening(server, addressOf(name)))) return null;
    server.unref();
    return { release: () => new Promise((resolve) => server.close(() => resolve())) };
  };

/** A file in the folder that nobody else can open: also against another computer on the same share, whose pipes are its own. */
const file: Witness = async (dir) => {
  const letGo = await holdFile(join(dir, 'folder.lock'));
  if (letGo === null) return null;
  return {
    release: () => {
      letGo();
      return Promise.resolve();
    },
  };
};

/** False when the name is taken. */
const isListening = (server: Server, address: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen(address, () => resolve(true));
  });
