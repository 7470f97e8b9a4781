/**
 * Preloaded by `-r` for tests of what is asked before a window stands. A keychain where Linux has none: its one key lies in the file
 * COCKPIT_TEST_KEYCHAIN, as Chromium's lies in Local State, and without the right one nothing is unsealed. Message boxes take their
 * answers from the list COCKPIT_TEST_ANSWERS, and every one that was asked is a line of COCKPIT_TEST_ASKED; without an answer left a box
 * stays open, as for a trader who is away. Files are chosen from COCKPIT_TEST_FILES.
 */
const { createCipheriv, createDecipheriv, randomBytes } = require('node:crypto');
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('node:fs');
const { dialog, safeStorage } = require('electron/main');
const { COCKPIT_TEST_KEYCHAIN, COCKPIT_TEST_ANSWERS, COCKPIT_TEST_ASKED, COCKPIT_TEST_FILES } = process.env;

function key() {
  if (!existsSync(COCKPIT_TEST_KEYCHAIN)) writeFileSync(COCKPIT_TEST_KEYCHAIN, randomBytes(32));
  return readFileSync(COCKPIT_TEST_KEYCHAIN);
}
Object.assign(safeStorage, {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: (plain) => {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key(), iv);
    return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  },
  decryptString: (sealed) => {
    const decipher = createDecipheriv('aes-256-gcm', key(), sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(-16));
    return decipher.update(sealed.subarray(12, -16), null, 'utf8') + decipher.final('utf8');
  },
});

const answers = JSON.parse(COCKPIT_TEST_ANSWERS ?? '[]');
const files = JSON.parse(COCKPIT_TEST_FILES ?? '[]');
const tell = (words) => appendFileSync(COCKPIT_TEST_ASKED, `${JSON.stringify(words)}\n`);
Object.assign(dialog, {
  showMessageBox: (...asked) => {
    const { message, buttons } = asked.at(-1);
    tell({ message, buttons });
    const response = answers.shift();
    return response === undefined ? new Promise(() => undefined) : Promise.resolve({ response, checkboxChecked: false });
  },
  showOpenDialog: () =>
    Promise.resolve({ canceled: files.length === 0, filePaths: [files.shift()].filter((file) => file !== undefined) }),
  showSaveDialog: () => Promise.resolve({ canceled: files.length === 0, filePath: files.shift() ?? '' }),
  showErrorBox: (title, text) => tell({ title, text }),
});
