/** Price files and kept runs in the data folder, and the process beside the cockpit that replays them. */
export { forkedBackground } from './forked-background.ts';
export { createRerunDesk } from './rerun-desk.ts';
export { createVerifyDesk } from './verify-desk.ts';
export { createReplayDesk } from './replay-desk.ts';
