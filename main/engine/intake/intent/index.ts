/** What a body wants, read from everything it says and before its shape is looked at. Pure. */
export { isClosePhrase, saysClose } from './closing-words.ts';
export { boundsOf, type Bound } from './bounds.ts';
export { meaningOf, type Meaning, type Opens, type Waits } from './meaning.ts';
export type { StatedPart } from './part.ts';
export { ACTION_KEYS, AFTER_SIZE_KEYS, plainKey, SIZE_TYPE_KEYS } from './keys.ts';
export { saysOff } from './statements.ts';
export { isSizeKey, sizeIn, type Size } from './size.ts';
export { verbOf } from './verb.ts';
