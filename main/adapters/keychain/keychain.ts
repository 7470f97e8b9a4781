import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { AnchorPlace, Log, Secrets } from '#ports';
import { freshSecrets, readSecrets } from './secrets-text.ts';
import { replaceFile } from '../../files/index.ts';

/** What is needed of Electron's `safeStorage`. The backend name exists on Linux only. */
export type SafeStorage = {
  isEncryptionAvailable(): boolean;
  encryptString(plain: string): Buffer;
  decryptString(sealed: Buffer): string;
  getSelectedStorageBackend?(): string;
};

export type KeychainTools = {
  readonly log: Log;
  /** The plain file's secrets, made on first use: what the headless cockpit has. */
  readonly readPlain: (folder: string) => Secrets;
  readonly platform?: string;
};

/** The keys of a folder with a journal cannot be had: with its recovery key, or with a new one, it goes on all the same. */
export class KeysLost extends Error {
  override readonly name = 'KeysLost';
}

/** All of it or nothing: a torn secrets file would orphan the journal that its key signs. */
function writeWhole(file: string, content: Buffer): void {
  const fd = openSync(`${file}.new`, 'w', 0o600);
  try {
    writeSync(fd, content);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  replaceFile(`${file}.new`, file);
}

/** On Linux without a keyring Electron "encrypts" with a fixed password, which protects nothing. */
function canSeal(storage: SafeStorage, platform: string): boolean {
  if (!storage.isEncryptionAvailable()) return false;
  return platform !== 'linux' || storage.getSelectedStorageBackend?.() !== 'basic_text';
}

function unseal(storage: SafeStorage, file: string): string {
  try {
    return storage.decryptString(readFileSync(file));
  } catch {
    throw new KeysLost(
      `${file} cannot be unsealed: it belongs to another user of this PC, or the system's keychain was reset. ` +
        'Sign in as the user who installed the cockpit, or use the recovery key.',
    );
  }
}

/** A journal whose key is lost cannot be continued, and new secrets would only hide that. */
function refuseOrphanedJournal(folder: string): void {
  if ((statSync(join(folder, 'journal.db'), { throwIfNoEntry: false })?.size ?? 0) === 0) return;
  throw new KeysLost(
    `${folder} has a journal, and secrets.bin with its key is gone: put that file back, or restore a backup (npm run restore), ` +
      'or set the journal aside and begin a new one (--new-journal)',
  );
}

/**
 * The secrets from `folder`, made on first use. Sealed in secrets.bin where the system has a keychain; else in a plain
 * file only its owner may read, which is logged. A plain file from an earlier headless run is taken over, so that the
 * journal keeps its key. Call when Electron is ready.
 */
export function keychainSecrets(storage: SafeStorage, folder: string, tools: KeychainTools): Secrets {
  const { log, readPlain, platform = process.platform } = tools;
  mkdirSync(folder, { recursive: true });
  const sealed = join(folder, 'secrets.bin');
  const plain = join(folder, 'secrets.json');
  if (canSeal(storage, platform)) {
    if (existsSync(sealed)) return readSecrets(unseal(storage, sealed));
    if (!existsSync(plain)) refuseOrphanedJournal(folder);
    const secrets = existsSync(plain) ? readPlain(folder) : freshSecrets();
    // With every further member of the plain file: the keys of the sources, the tokens, the journal's anchor.
    const further = existsSync(plain) ? (JSON.parse(readFileSync(plain, 'utf8').replace(/^\uFEFF/, '')) as object) : {};
    writeWhole(sealed, storage.encryptString(JSON.stringify({ ...further, ...secrets })));
    if (existsSync(plain))
      log.write('warn', 'secrets were sealed in the keychain; the plain file may be deleted', { file: plain });
    return secrets;
  }
  if (existsSync(sealed))
    throw new Error(`${sealed} is sealed by the system's keychain, which is not available now. Unlock it and start again.`);
  log.write('warn', 'no keychain here: the secrets are kept in a plain file that only this user may read', { file: plain });
  return readPlain(folder);
}

/** Seals the secrets of a folder that has none; in a plain file where there is no keychain. */
export function sealSecrets(
  storage: SafeStorage,
  folder: string,
  secrets: Secrets,
  keepPlain: (folder: string, secrets: Secrets) => void,
): void {
  if (canSeal(storage, process.platform)) writeWhole(join(folder, 'secrets.bin'), storage.encryptString(JSON.stringify(secrets)));
  else keepPlain(folder, secrets);
}

/** A text within the sealed secrets, such as the journal's anchor. Null where they are not sealed. Call after `keychainSecrets`. */
export function placeInKeychain(storage: SafeStorage, folder: string, member = 'anchor'): AnchorPlace | null {
  const sealed = join(folder, 'secrets.bin');
  if (!existsSync(sealed)) return null;
  const contents = (): Record<string, unknown> => JSON.parse(unseal(storage, sealed)) as never;
  return {
    read: () => {
      const { [member]: text } = contents();
      return typeof text === 'string' ? text : null;
    },
    write: (text) => {
      writeWhole(sealed, storage.encryptString(JSON.stringify({ ...contents(), [member]: text })));
    },
  };
}
