import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { AnchorPlace, Secrets } from '#ports';
import { replaceFile } from '../../files/index.ts';

const NAMES = [
  'webhookSecret',
  'tradingviewToken',
  'operatorToken',
  'bridgeToken',
  'journalKey',
] as const satisfies readonly (keyof Secrets)[];
const MODE = 0o600;
/** Secrets travel in headers and addresses, so they are printable without spaces; shorter ones could be guessed. */
const secret = z.string().regex(/^[\x21-\x7e]{16,256}$/, 'must be 16 to 256 printable characters without spaces');
const contents = z.looseObject(
  Object.fromEntries(NAMES.map((name) => [name, secret.optional()])) as Record<keyof Secrets, z.ZodOptional<typeof secret>>,
);

/**
 * Reads `secrets.json` in a folder; what is missing is drawn at random and written back. A file that cannot be read is
 * an error that names it: drawing new secrets instead would lock every sender out without a word.
 */
export function loadSecrets(folder: string): Secrets {
  const path = join(folder, 'secrets.json');
  const known = readKnown(path);
  if (known?.journalKey === undefined) refuseOrphanedJournal(folder);
  const drawn = drawnSecrets();
  const secrets = Object.fromEntries(NAMES.map((name) => [name, known?.[name] ?? drawn[name]])) as Secrets;
  if (known !== null && NAMES.every((name) => known[name] !== undefined)) tighten(path);
  else {
    makeFolder(folder);
    writeWhole(path, `${JSON.stringify({ ...known, ...secrets }, null, 2)}\n`);
  }
  return secrets;
}

/** New random secrets: 256 bits each. */
export const drawnSecrets = (): Secrets =>
  Object.fromEntries(NAMES.map((name) => [name, randomBytes(32).toString('base64url')])) as Secrets;

/** Writes the secrets of a folder that has none. Throws where a file is there: it holds more than these. */
export function keepSecrets(folder: string, secrets: Secrets): void {
  const path = join(folder, 'secrets.json');
  if (existsSync(path)) throw new Error(`${path} is there already`);
  writeWhole(path, `${JSON.stringify(secrets, null, 2)}\n`);
}

/** The folders on the way to one that are not there, the uppermost first. A drive that is missing is its own parent. */
export function missingFolders(folder: string, isThere = existsSync, parentOf = dirname): readonly string[] {
  const missing: string[] = [];
  for (let at = folder; !isThere(at); at = parentOf(at)) {
    missing.unshift(at);
    if (parentOf(at) === at) break;
  }
  return missing;
}

/**
 * Makes a folder and those above it. One by one, because Node's recursive way never returns where a file system says that a
 * parent is missing however often it is made, as /proc does.
 */
function makeFolder(folder: string): void {
  for (const at of missingFolders(folder)) {
    try {
      mkdirSync(at, { mode: 0o700 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue; // Another start was quicker.
      throw new Error(`the data folder ${folder} cannot be made: ${(error as Error).message}`, { cause: error });
    }
  }
}

/** A journal whose key is lost cannot be continued, and new secrets would only hide that. */
function refuseOrphanedJournal(folder: string): void {
  if ((statSync(join(folder, 'journal.db'), { throwIfNoEntry: false })?.size ?? 0) === 0) return;
  throw new Error(
    `${folder} has a journal, and its key is not in secrets.json: put that file back, use the recovery key (npm run keys), ` +
      'restore a backup (npm run restore), or set the journal aside and begin a new one (--new-journal)',
  );
}

function readKnown(path: string): z.output<typeof contents> | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Error(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The parser's own message quotes the text, and the text is secrets.
    throw new Error(`${path} is not JSON; repair it, or put a copy of it back`);
  }
  const read = contents.safeParse(json);
  if (read.success) return read.data;
  const issues = read.error.issues.map((issue) => `${issue.path.map(String).join('.') || '(root)'} ${issue.message}`);
  throw new Error(`${path} holds secrets that cannot be used: ${issues.join('; ')}`);
}

/** Takes away what others may do with the file. On Windows the folder's own access list rules. */
function tighten(path: string): void {
  if (process.platform !== 'win32' && (statSync(path).mode & 0o777) !== MODE) chmodSync(path, MODE);
}

/** Writes beside the file and renames, so that a crash leaves the old one or the new one, never half of one. */
function writeWhole(path: string, text: string): void {
  const draft = `${path}.${process.pid}.new`;
  rmSync(draft, { force: true });
  const file = openSync(draft, 'wx', MODE);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  replaceFile(draft, path);
}

/** A text as a further member of `secrets.json`, such as the journal's anchor: kept where the keys are. Nothing else is touched. */
export function placeInSecrets(folder: string, member = 'anchor'): AnchorPlace {
  const path = join(folder, 'secrets.json');
  const contents = (): Record<string, unknown> => JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) as never;
  return {
    read: () => {
      const { [member]: text } = existsSync(path) ? contents() : {};
      return typeof text === 'string' ? text : null;
    },
    write: (text) => {
      writeWhole(path, `${JSON.stringify({ ...contents(), [member]: text }, null, 2)}\n`);
    },
  };
}
