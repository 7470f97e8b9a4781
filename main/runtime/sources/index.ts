/** What is known of every source: the rules on record, its address, and how it does. */
export { sampleOf } from './sample.ts';
export { testSource, type TestedWays } from './test-source.ts';
export { sourcesRead } from './sources-read.ts';
export { addressOf, sourceViews } from './source-view.ts';
