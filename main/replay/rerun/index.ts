/** The signals on record judged again with other settings. */
export { judgedAgain, type JudgedParts } from './judged-again.ts';
export { RerunTally } from './rerun-tally.ts';
