/** The machine itself as ports: time, real and virtual, fresh ids, and how late the event loop runs. */
export { countingIds, randomIds } from './ids.ts';
export { fileWatch, type FileWatch } from './file-watch.ts';
export { lockFolder, type FolderLock } from './folder-lock.ts';
export { networkWatch } from './network-watch.ts';
export { openFilesMax } from './open-files.ts';
export { loopLag, type LoopLag } from './loop-lag.ts';
export { movedClock, type ClockStart } from './moved-clock.ts';
export { systemClock } from './system-clock.ts';
export { EvidentTime, LONG_ABSENCE_MS, STEP_MS, type Counters } from './time-keeper.ts';
export { virtualClock, type VirtualClock } from './virtual-clock.ts';
