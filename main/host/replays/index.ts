/** Price files and kept runs in the data folder, and the process beside the cockpit that replays them. */
export { forkedBackground } from './forked-background.ts';
export { createReplayDesk } from './replay-desk.ts';
