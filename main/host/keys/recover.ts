import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '#shared/lib';
import type { Secrets } from '#ports';
import { isSignedWith, leaveMarker, signAgain } from '../../adapters/journal/index.ts';
import { readRecoveryKey } from '../../adapters/secrets/index.ts';
import { lockFolder } from '../../adapters/system/index.ts';
import { moveFile } from '../../files/index.ts';
import { StartFault } from '../options.ts';
import { VERSION } from '../version.ts';

/** How the secrets of a folder are made and kept: in a plain file, or sealed by the system's keychain. */
export type KeyKeeper = {
  /** New secrets for everything. */
  fresh(): Secrets;
  keep(secrets: Secrets): void;
  /** The journal key that is there; null where none can be had. */
  known(): string | null;
};
export type Recovered = { readonly aside: string; readonly text: string };

const FILES = ['secrets.json', 'secrets.bin'];
const FURTHER = 'Webhook secret, TradingView token, operator token, bridge token and the keys of sources are new.';

/** The journal key of a recovery file. Throws StartFault. */
function keyIn(file: string): string {
  try {
    return readRecoveryKey(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new StartFault([`${file}: ${messageOf(error)}`]);
  }
}

/**
 * Puts the key of a recovery file back where the keys of a folder are lost. Everything else that was secret is drawn again; what is
 * left of the old files is set aside. The next start is halted and has it on record. Throws StartFault, and has changed nothing then.
 */
export const recoverKeys = (dir: string, file: string, keeper: KeyKeeper, nowMs: number): Promise<Recovered> =>
  held(dir, () => {
    const key = keyIn(file);
    if (!isSignedWith(dir, key)) throw new StartFault([`${file} is the recovery key of another journal than that in ${dir}`]);
    const aside = asideOf(dir, keeper, nowMs);
    const text = `The keys were lost and the journal key put back from a recovery file at ${momentOf(nowMs)}. ${FURTHER}`;
    leaveMarker(dir, { code: 'keys_recovered', text });
    renew(dir, aside, keeper, key);
    return { aside, text };
  });

/**
 * Goes on with a journal whose key is lost for good: it is signed with a new one, once its chain was checked. The next start is halted
 * until the operator adopts it. Throws StartFault where the journal is not sound.
 */
export const renewKeys = (dir: string, keeper: KeyKeeper, nowMs: number): Promise<Recovered> =>
  held(dir, () => {
    const aside = asideOf(dir, keeper, nowMs);
    const { journalKey } = keeper.fresh();
    const kept = aside.slice(dir.length + 1);
    const text = `The journal was signed again with a new key at ${momentOf(nowMs)}: who wrote what is before cannot be proven any more. As it was, it is in ${kept}. ${FURTHER}`;
    const mark = (): void => leaveMarker(dir, { code: 'journal_signed_again', text });
    try {
      signAgain(dir, journalKey, { aside, version: VERSION, nowMs }, mark);
    } catch (error) {
      throw new StartFault([`${dir}: ${messageOf(error)}`]);
    }
    renew(dir, aside, keeper, journalKey);
    return { aside, text };
  });

async function held<T>(dir: string, act: () => T): Promise<T> {
  if (!existsSync(join(dir, 'journal.db'))) throw new StartFault([`${dir} has no journal.db: it is no data folder of a cockpit`]);
  const lock = await lockFolder(dir);
  if (lock === null) throw new StartFault([`${dir} is in use by a cockpit: close it first`]);
  try {
    return act();
  } finally {
    await lock.release();
  }
}

/** The folder for what is replaced. Throws where the keys are in order. */
function asideOf(dir: string, keeper: KeyKeeper, nowMs: number): string {
  const known = keeper.known();
  if (known !== null && isSignedWith(dir, known)) throw new StartFault([`${dir}: its keys are in order, so nothing was changed`]);
  return join(dir, `keys-set-aside-${new Date(nowMs).toISOString().slice(0, 19).replaceAll(':', '-')}`);
}

function renew(dir: string, aside: string, keeper: KeyKeeper, journalKey: string): void {
  const old = FILES.filter((name) => existsSync(join(dir, name)));
  if (old.length > 0) mkdirSync(aside, { recursive: true, mode: 0o700 });
  for (const name of old) moveFile(join(dir, name), join(aside, name));
  keeper.keep({ ...keeper.fresh(), journalKey });
}

const momentOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
