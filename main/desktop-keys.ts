import { join } from 'node:path';
import { messageOf } from '#shared/lib';
import type { AnchorPlace, Log, Secrets } from '#ports';
import {
  freshSecrets,
  keychainSecrets,
  KeysLost,
  placeInKeychain,
  sealSecrets,
  type SafeStorage,
} from './adapters/keychain/index.ts';
import { keepSecrets, loadSecrets, placeInSecrets } from './adapters/secrets/index.ts';
import { recoverKeys, renewKeys, saveRecoveryKey, type KeyKeeper } from './host/index.ts';
import { keySavedNote, keysOrAsk, saveKeyQuestion, type Question } from './window/index.ts';

const SAVE = 1;
const FILTERS = [{ name: 'Recovery key', extensions: ['txt'] }];

type Filed = { title: string; filters: { name: string; extensions: string[] }[] };
/** What is needed of Electron's dialogs. */
type Dialogs = {
  showMessageBox(question: Question): Promise<{ response: number }>;
  showOpenDialog(options: Filed & { properties: 'openFile'[] }): Promise<{ filePaths: string[] }>;
  showSaveDialog(options: Filed & { defaultPath: string }): Promise<{ filePath: string }>;
  showErrorBox(title: string, text: string): void;
};
type Parts = { readonly safeStorage: SafeStorage; readonly dialog: Dialogs; readonly dataDir: string; readonly log: Log };

/** The desktop's keys: read, put back where they are lost, and saved where the trader says. */
export const desktopKeys = (parts: Parts) => ({
  /** Where they are lost the trader is asked for the recovery key. */
  read: (): Promise<Secrets> => readKeys(parts),
  places: placesOf(parts),
  save: (secrets: Secrets): Promise<void> => saveKey(parts, secrets),
});

function readKeys({ safeStorage, dialog, dataDir, log }: Parts): Promise<Secrets> {
  const keeper: KeyKeeper = {
    fresh: freshSecrets,
    keep: (secrets) => sealSecrets(safeStorage, dataDir, secrets, keepSecrets),
    known: () => null,
  };
  const done = ({ text, aside }: { readonly text: string; readonly aside: string }): void => log.write('warn', text, { aside });
  return keysOrAsk({
    read: () => keychainSecrets(safeStorage, dataDir, { log, readPlain: loadSecrets }),
    isLost: (fault) => fault instanceof KeysLost,
    ask: (question) => dialog.showMessageBox(question),
    chooseFile: async () => {
      const { filePaths } = await dialog.showOpenDialog({ title: 'Recovery key', properties: ['openFile'], filters: FILTERS });
      return filePaths[0] ?? null;
    },
    recover: async (file) => done(await recoverKeys(dataDir, file, keeper, Date.now())),
    renew: async () => done(await renewKeys(dataDir, keeper, Date.now())),
  });
}

/** The journal's anchor and further secrets are kept with the keys. */
function placesOf({ safeStorage, dataDir }: Parts) {
  const placeOf = (member?: string): AnchorPlace =>
    placeInKeychain(safeStorage, dataDir, member) ?? placeInSecrets(dataDir, member);
  return (): { anchorPlace: AnchorPlace; secretPlace: (member: string) => AnchorPlace } => ({
    anchorPlace: placeOf(),
    secretPlace: placeOf,
  });
}

/** Writes the recovery key where the trader says, after a question; the key itself is in no window and no log. */
async function saveKey({ dialog, dataDir, log }: Parts, { journalKey }: Secrets): Promise<void> {
  if ((await dialog.showMessageBox(saveKeyQuestion)).response !== SAVE) return;
  const defaultPath = join(dataDir, '..', 'mikrobot-recovery-key.txt');
  const { filePath } = await dialog.showSaveDialog({ title: 'Recovery key', defaultPath, filters: FILTERS });
  if (filePath === '') return;
  try {
    saveRecoveryKey(filePath, dataDir, journalKey, Date.now());
    log.write('warn', 'the recovery key was saved', { file: filePath });
    await dialog.showMessageBox(keySavedNote(filePath));
  } catch (error) {
    dialog.showErrorBox('The recovery key was not saved', messageOf(error));
  }
}
