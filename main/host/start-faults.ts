import { statSync } from 'node:fs';
import { join } from 'node:path';
import { JournalCorrupt, JournalLocked } from '../adapters/journal/index.ts';
import { PaperStoreFault } from '../adapters/paper-broker/index.ts';
import { StartFault, type CockpitOptions } from './options.ts';

const WAYS_ON = 'Restore a backup (npm run restore), or set the journal aside and begin a new one (--new-journal).';
const ELSEWHERE = 'or choose another folder with --data.';

type Place = Pick<CockpitOptions, 'dataDir' | 'bridge'>;

/** What kept a start from going on, as a line that a person can act on; anything else is handed back as it is. */
export function startFault(error: unknown, { dataDir, bridge }: Place): unknown {
  if (error instanceof JournalCorrupt) return new StartFault([`${error.message}. ${WAYS_ON}`]);
  if (error instanceof JournalLocked || error instanceof PaperStoreFault) return new StartFault([error.message]);
  if (codeOf(error) === 'EADDRINUSE')
    return new StartFault([`${bridge.host}:${bridge.port} is taken by another program: choose another port with --bridge`]);
  const line = diskFault(error, dataDir);
  return line === null ? error : new StartFault([line]);
}

/** What is the matter with the data folder, in one line; null when it is not the disk that said no. */
export function diskFault(given: unknown, dataDir: string): string | null {
  const cause = given instanceof Error ? given.cause : undefined;
  const error = codeOf(given) === null ? cause : given;
  const where = (error as { readonly path?: unknown } | null)?.path;
  const at = typeof where === 'string' && where !== dataDir ? ` (${where})` : '';
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'SQLITE_FULL':
      return `${dataDir}: the disk is full. Free some space there, ${ELSEWHERE}`;
    case 'EROFS':
    case 'SQLITE_READONLY':
      return `${dataDir} cannot be written${at}: the disk or the file is read-only. Make it writable, ${ELSEWHERE}`;
    case 'EACCES':
    case 'EPERM':
      return `${dataDir} may not be used by this user${at}. Give yourself the right to read and write it, ${ELSEWHERE}`;
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENODEV':
    case 'ENXIO':
    case 'EINVAL':
    case 'UNKNOWN':
      return `${dataDir} cannot be reached${at}: a drive or a share is missing, or a part of the path is a file. Connect it, ${ELSEWHERE}`;
    case 'EISDIR':
    case 'SQLITE_CANTOPEN':
      return `${dataDir} cannot be used: ${folderInTheWay(dataDir) ?? 'a file of the cockpit cannot be opened there'}. Move it away, ${ELSEWHERE}`;
    case 'EIO':
    case 'SQLITE_IOERR':
      return `${dataDir}: the disk reports an error. Check the disk or the connection to it, ${ELSEWHERE}`;
    default:
      return null;
  }
}

const FILES = [
  'folder.lock',
  'journal.db',
  'journal.lock',
  'journal.pid',
  'journal.anchor',
  'paper.db',
  'config.json',
  'secrets.json',
];

function folderInTheWay(dataDir: string): string | null {
  const one = FILES.find((name) => statSync(join(dataDir, name), { throwIfNoEntry: false })?.isDirectory() === true);
  return one === undefined ? null : `${one} is a folder there and has to be a file`;
}

/** SQLite's primary result codes that speak of the disk. */
const SQLITE: Readonly<Record<number, string>> = {
  3: 'EACCES',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
};

function codeOf(error: unknown): string | null {
  const { code, errcode } = (error ?? {}) as { readonly code?: unknown; readonly errcode?: unknown };
  if (typeof errcode === 'number') return SQLITE[errcode & 0xff] ?? null;
  return typeof code === 'string' ? code : null;
}
