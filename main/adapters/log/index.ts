/** Log lines as JSON on stderr, with secrets taken out. */
export { logBook, type KeptLog } from './log-book.ts';
export { createLog, type CockpitLog } from './json-log.ts';
export { foldedLog } from './folded-log.ts';
