import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { moveFile } from '../../files/index.ts';
import { closedFolder } from './closed-folder.ts';

/** Writes a file as a sender should: whole under a name that is not read, then renamed. Why it could not be done, or null. */
export function putThere(path: string, name: string, text: string): string | null {
  const unfinished = join(path, `${name}.tmp`);
  try {
    writeFileSync(unfinished, text, { flag: 'wx' });
    moveFile(unfinished, join(path, name));
    return null;
  } catch (error) {
    takeBack(path, `${name}.tmp`);
    return closedFolder(path, error as NodeJS.ErrnoException, 'written to');
  }
}

/** False: there is no such file any more, or it cannot be removed. */
export function takeBack(path: string, name: string): boolean {
  try {
    rmSync(join(path, name));
    return true;
  } catch {
    return false;
  }
}
