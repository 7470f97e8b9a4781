/** The installation's secrets in a file that only its owner can read. */
export { anchorInSecrets, loadSecrets, missingFolders } from './secrets-file.ts';
