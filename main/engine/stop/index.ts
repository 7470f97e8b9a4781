/** The emergency stop: what it covers, how it closes, and the certificate that proves what it did. */
export { closeAll, seenAccount } from './close-all.ts';
export { resumeProblems } from './resume.ts';
export { SNAPSHOT_GAP_MS } from './stop-progress.ts';
export { continueStops, halt, liftStop } from './stop.ts';
