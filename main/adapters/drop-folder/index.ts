/** A folder whose files are signals, read whole once they are at rest. */
export { openDropFolder } from './drop-folder.ts';
