/** Keys that are lost: saved in time, put back, or made again. */
export { plainKeeper } from './plain-keeper.ts';
export { recoverKeys, renewKeys, type KeyKeeper, type Recovered } from './recover.ts';
export { saveRecoveryKey } from './save-key.ts';
