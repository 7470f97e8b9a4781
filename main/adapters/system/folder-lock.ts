import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';

/** A folder that this process holds. */
export type FolderLock = { release(): Promise<void> };

/**
 * Holds a folder against every other process of this computer; null when one has it. What holds it is a name of the operating
 * system (a named pipe on Windows, an abstract socket on Linux) made of the folder's own number on its disk: another path to
 * the same folder is the same name, deleting files lifts nothing, and the system drops it with the process, however that ends.
 * Other systems have no such name: there the lock of the journal is the only one.
 */
export async function lockFolder(dir: string, platform: NodeJS.Platform = process.platform): Promise<FolderLock | null> {
  const { dev, ino } = statSync(dir, { bigint: true });
  const name = `mikrobot-cockpit-${createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 32)}`;
  const address = platform === 'win32' ? `\\\\.\\pipe\\${name}` : platform === 'linux' ? `\0${name}` : null;
  if (address === null) return { release: () => Promise.resolve() };
  const server = createServer((socket) => socket.destroy());
  if (!(await isListening(server, address))) return null;
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** False when the name is taken. */
const isListening = (server: Server, address: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen(address, () => resolve(true));
  });
