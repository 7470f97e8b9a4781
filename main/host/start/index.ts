/** What a desktop starts with when no option says it: kept, checked, and chosen in the window. */
export { askedOf, startWith, type Asked } from './asked.ts';
export { startDesk } from './start-desk.ts';
export { startFile, type StartFile } from './start-file.ts';
