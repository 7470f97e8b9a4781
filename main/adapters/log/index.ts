/** Log lines as JSON on stderr, with secrets taken out. */
export { createLog, type CockpitLog } from './json-log.ts';
export { foldedLog } from './folded-log.ts';
