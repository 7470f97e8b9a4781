/** The installation's secrets in a file that only its owner can read. */
export { anchorInSecrets, loadSecrets } from './secrets-file.ts';
