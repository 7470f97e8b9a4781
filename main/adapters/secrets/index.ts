/** The installation's secrets in a file that only its owner can read. */
export { loadSecrets } from './secrets-file.ts';
