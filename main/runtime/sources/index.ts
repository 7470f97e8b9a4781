/** What is known of every source: the rules on record, and how it does. */
export { sourcesRead } from './sources-read.ts';
export { sourceViews } from './source-view.ts';
