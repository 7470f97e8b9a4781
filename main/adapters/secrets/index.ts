/** The installation's secrets in a file that only its owner can read. */
export { readRecoveryKey, recoveryKey } from './recovery-key.ts';
export { drawnSecrets, keepSecrets, placeInSecrets, loadSecrets, missingFolders } from './secrets-file.ts';
export { sourceKeys } from './source-keys.ts';
