/** Files as Windows has them: what another program holds open for a moment is tried again. */
export { replaceFile, replaceFileSoon } from './replace-file.ts';
export { moveFile } from './move-file.ts';
export { holdFile } from './hold-file.ts';
