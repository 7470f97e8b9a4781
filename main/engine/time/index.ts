/** What follows from clocks that do not agree, and from a PC that stood still: entries wait. Closing never does. */
export { clockWords } from './clock-words.ts';
export { isFallingAsleep, machineSeen } from './machine-seen.ts';
export { canConfirm, clockSeen, confirmClock, lookedAfterPause, paused } from './clock-seen.ts';
